using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Reads a question; <see cref="Step.Ask"/> shows how one is written.</summary>
static class AskReader
{
    // Telegram shows at most so many short buttons well, and a phone has nine digits to answer with.
    const int MostChoices = 9;

    static readonly ImmutableSortedDictionary<string, AskType> Types = new Dictionary<string, AskType>(StringComparer.Ordinal)
    {
        ["text"] = AskType.Text,
        ["choice"] = AskType.Choice,
        ["yes_no"] = AskType.YesNo,
        ["number"] = AskType.Number,
        ["date"] = AskType.Date,
        ["photo"] = AskType.Photo,
        ["location"] = AskType.Location,
        ["amount"] = AskType.Amount,
        ["phone"] = AskType.Phone,
        ["address"] = AskType.Address,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static Step? Read(StepSource source)
    {
        var map = source.Map;
        var name = source.Name("ask");
        if (name == "opening") map.Report("ask", "`opening` holds the resident's first words and cannot be asked");
        var type = map.Has("type") ? map.OneOf("type", Types) : AskType.Text;
        var optional = map.Flag("optional") ?? false;
        var ask = new Step.Ask
        {
            Id = name,
            Name = name,
            Type = type ?? AskType.Text,
            Text = source.Texts("text"),
            Again = source.OptionalTexts("again"),
            Label = map.Has("label") ? source.Label("label", required: true) : null,
            Tries = map.Number("tries", 1, 5) ?? 2,
            Choices = Choices(source, type, optional),
            Help = source.OptionalTexts("help"),
            Min = type is AskType.Date ? null : map.Number("min"),
            Max = type is AskType.Date ? null : map.Number("max"),
            Earliest = type is AskType.Date ? source.Day("min") : null,
            Latest = type is AskType.Date ? source.Day("max") : null,
            ElseTask = Task(source, type),
            Optional = optional,
            Timeout = source.Wait("timeout"),
            OnTimeout = source.Way("on_timeout", "hand_off", "resume"),
        };
        CheckBounds(source, ask, type);
        return name.Length == 0 ? null : Prefilled(source, ask);
    }

    static Step.Ask Prefilled(StepSource source, Step.Ask ask)
    {
        var text = source.Map.Text("prefill_from_opening");
        if (text is not null && ask.Type is AskType.Photo or AskType.Number or AskType.Amount)
            source.Map.Report("prefill_from_opening", "opening words hold no photo and no certain number: only text, choice, yes_no, date, phone, address and location can be taken from them");
        if (text is null or "false") return ask;
        if (text == "true") return ask with { Prefill = true };
        source.Uses(text, "prefill_from_opening");
        return ask with { Prefill = true, PrefillWith = source.FullName(text) };
    }

    static void CheckBounds(StepSource source, Step.Ask ask, AskType? type)
    {
        foreach (var bound in new[] { "min", "max" })
            if (type is not null and not AskType.Number and not AskType.Amount and not AskType.Date && source.Map.Has(bound))
                source.Map.ReportKey(bound, $"`{bound}` belongs to `type: number`, `amount` or `date`");
        if (ask is { Earliest: { } first, Latest: { } last } && (first.Day is null) == (last.Day is null) && (first.Day > last.Day || first.Days > last.Days))
            source.Map.Report("max", "`max` must not be before `min`");
        if (ask.Min > ask.Max) source.Map.Report("max", $"`max` must not be less than `min` ({ask.Min})");
    }

    static Step.PictureTask? Task(StepSource source, AskType? type)
    {
        if (source.Below("else_task") is not { } below) return null;
        if (type is not null and not AskType.Photo) source.Map.ReportKey("else_task", "`else_task` belongs to `type: photo`");
        var task = new Step.PictureTask(below.Queue("queue", required: true), below.Template("summary"));
        below.Map.Done();
        return task;
    }

    static ImmutableArray<DialogChoice> Choices(StepSource source, AskType? type, bool optional)
    {
        var map = source.Map;
        var choices = source.List("choices").Select(Choice).ToImmutableArray();
        if (type is not AskType.Choice)
        {
            if (type is not null && map.Has("choices")) map.ReportKey("choices", "`choices` belong to `type: choice`");
            return choices;
        }
        if (choices.Length < 2) map.Report(map.Has("choices") ? "choices" : null, "a choice needs at least two `choices`");
        var most = optional ? MostChoices - 1 : MostChoices;
        if (choices.Length > most)
            map.Report("choices", $"{choices.Length} choices are too many: at most {most}{(optional ? " beside the one to skip" : "")}, a phone has nine digits to answer with");
        CheckDistinct(source, choices, optional);
        return choices;
    }

    static void CheckDistinct(StepSource source, ImmutableArray<DialogChoice> choices, bool optional)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < choices.Length; i++)
        {
            var choice = choices[i];
            if (choice.Id.Length > 0 && !ids.Add(choice.Id)) source.Map.ReportItem("choices", i, $"the choice `{choice.Id}` stands here twice");
            if (choice.Id == "more" && choices.Length > 4) source.Map.ReportItem("choices", i, "`more` is the choice that brings the next ones to somebody who reads little");
            if (optional && choice.Id == "skip") source.Map.ReportItem("choices", i, "`skip` is the choice that an optional question has by itself");
            foreach (var word in choice.Plain)
                if (!words.TryAdd(word, choice.Id) && words[word] != choice.Id)
                    source.Map.ReportItem("choices", i, $"`{word}` means both `{words[word]}` and `{choice.Id}`");
        }
    }

    static DialogChoice Choice(StepSource source)
    {
        var id = source.Map.RequiredText("id");
        if (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            source.Map.Report("id", "a choice's id is at most 40 letters, digits, _ or - (buttons carry it)");
        var choice = new DialogChoice(id, source.Label("label", required: true), [.. source.Map.TextList("words")]);
        source.Map.Done();
        return choice;
    }
}
