using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>A mapping inside a dialog's file, with what its values mean in a dialog: texts, names, conditions, ways.</summary>
sealed class StepSource(YamlMap map, string dialog, DialogRules rules, DialogDraft draft)
{
    public YamlMap Map { get; } = map;

    public DialogRules Rules { get; } = rules;

    public DialogDraft Draft { get; } = draft;

    /// <summary>The mapping below a key; null when there is none or it was reported.</summary>
    public StepSource? Below(string key) => Map.Map(key) is { } map ? Around(map) : null;

    public IEnumerable<StepSource> List(string key) => Map.Maps(key).Select(Around);

    /// <summary>A template in every language, or null when absent.</summary>
    public TextTemplate? OptionalTexts(string key)
    {
        if (!Map.Has(key) || Map.Map(key) is not { } texts) return null;
        return new TextsReader(Parse).Read(texts);
    }

    public TextTemplate Texts(string key)
    {
        if (OptionalTexts(key) is { } texts) return texts;
        if (!Map.Has(key)) Map.Report(null, $"`{key}` is missing");
        return new TextTemplate(Dialogs.Template.Empty, Dialogs.Template.Empty);
    }

    /// <summary>Texts without names in them: labels and titles.</summary>
    public Texts Label(string key, bool required)
    {
        if (!required && !Map.Has(key)) return new Texts("", "");
        var texts = Map.RequiredTexts(key);
        foreach (var (language, text) in new[] { ("zh", texts.Zh), ("en", texts.En) })
            if (Map.Map(key) is { } below && ForbiddenWords.Find(text) is { } word) below.Report(language, ForbiddenWords.Message(word));
        return texts;
    }

    /// <summary>A template that must be there.</summary>
    public Template Template(string key)
    {
        var text = Map.RequiredText(key);
        if (text.Trim().Length == 0 && text.Length > 0) Map.Report(key, $"`{key}` must not be empty");
        if (ForbiddenWords.Find(text) is { } word) Map.Report(key, ForbiddenWords.Message(word));
        return Parse(text, At(key), message => Map.Report(key, message));
    }

    /// <summary>A template that may be empty.</summary>
    public Template Value(string key) => Parse(Map.Text(key) ?? "", At(key), message => Map.Report(key, message));

    public Expression? Condition(string key)
    {
        var text = Map.RequiredText(key);
        if (text.Length == 0) return null;
        return ExpressionParser.Parse(text, FullName, (name, value) => Draft.Names.Add((name, value, At(key))), message => Map.Report(key, message));
    }

    /// <summary>A step's id, <c>end</c>, or a word of the caller's; null when absent.</summary>
    public string? Way(string key, params ReadOnlySpan<string> words)
    {
        var step = Map.Text(key);
        if (step is { Length: 0 }) Map.Report(key, $"`{key}` must name a step");
        if (step is null or "" or "end" || words.Contains(step)) return step;
        Draft.Targets.Add((step, At(key)));
        return step;
    }

    public string Queue(string key, bool required)
    {
        var queue = required ? Map.RequiredText(key) : Map.Text(key) ?? "";
        if (queue.Length > 0 && Rules.Queues?.Contains(queue) == false) Map.Report(key, $"there is no queue `{queue}`{Spelling.Hint(queue, Rules.Queues)}");
        return queue;
    }

    /// <summary>A name of the author's own, or "" after reporting.</summary>
    public string Name(string key)
    {
        var name = Map.RequiredText(key);
        if (name.Length == 0 || Naming.IsName(name)) return name;
        Map.Report(key, $"`{name}` is no name: small letters, digits and _, a letter first, at most 40");
        return "";
    }

    public Duration? Wait(string key)
    {
        var text = Map.Text(key);
        if (text is null) return null;
        if (Durations.TryParse(text, out var wait)) return wait;
        Map.Report(key, $"`{key}` must be a time such as 30m, 2h or 1d (at most 30 days), not `{text}`");
        return null;
    }

    /// <summary>A day, or one counted from today; null when absent.</summary>
    public DayBound? Day(string key)
    {
        if (Map.Text(key) is not { } text) return null;
        if (DayBound.TryParse(text, out var bound)) return bound;
        Map.Report(key, $"`{key}` must be a day such as `today`, `today + 30`, `today - 7` or `2026-12-31`, not `{text}`");
        return null;
    }

    /// <summary>Notes that an answer of this dialog is referred to.</summary>
    public void Uses(string answer, string key) => Draft.Names.Add((FullName(answer), null, At(key)));

    /// <summary>The same for one item of a list.</summary>
    public void UsesItem(string key, int index, string answer)
    {
        var (line, column) = Map.ItemPlace(key, index);
        Draft.Names.Add((FullName(answer), null, new Position(Map.File, line, column)));
    }

    public Position At(string? key = null)
    {
        var (line, column) = Map.Place(key);
        return new Position(Map.File, line, column);
    }

    // Names are checked against the whole book later, and reported at the place given.
    Template Parse(string text, Position at, Action<string> wrong)
    {
        var broken = false;
        var template = Dialogs.Template.Parse(text, message =>
        {
            broken = true;
            wrong(message);
        });
        if (broken) return template;
        var counted = template.Counted.ToHashSet(StringComparer.Ordinal);
        foreach (var name in template.Names)
            if (name.Contains('.')) Draft.Names.Add((FullName(name), counted.Contains(name) ? DialogDraft.Counted : null, at));
            else wrong($"unknown name `{name}`: an answer is written `{{answers.{name}}}`");
        return template;
    }

    /// <summary>The dialog's own answers stand under its id, so that a caller finds them there.</summary>
    public string FullName(string name) => Full(dialog, name);

    /// <summary>A name as answers and data are kept: <c>dialog.answer</c>, <c>person.name</c>, <c>opening</c>.</summary>
    public static string Full(string dialog, string name)
    {
        var own = name.StartsWith("answers.", StringComparison.Ordinal) ? name[8..] : name;
        return own == "opening" ? own : own.Contains('.') ? own : $"{dialog}.{own}";
    }

    StepSource Around(YamlMap map) => new(map, dialog, Rules, Draft);
}
