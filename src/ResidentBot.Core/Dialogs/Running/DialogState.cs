using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>A talk while a turn works on it: the session's content in a form that can be changed, and what names mean in it.</summary>
sealed class DialogState
{
    const int LongestTrail = 10;

    readonly DialogBook _book;
    readonly DialogContext _context;
    readonly Dictionary<string, string> _person = new(StringComparer.Ordinal);

    public DialogState(DialogBook book, DialogContext context, string opening, ImmutableArray<Media> media)
    {
        (_book, _context) = (book, context);
        (Opening, StartedAt) = (opening, context.Now);
        Answers = ImmutableDictionary.Create<string, DialogAnswer>(StringComparer.Ordinal);
        Keep(media);
    }

    public DialogState(DialogBook book, DialogContext context, DialogSession session)
        : this(book, context, session.Opening, session.Media)
    {
        StartedAt = session.StartedAt;
        Ticket = session.Ticket;
        Answers = session.Answers;
        Trail = session.Trail;
        Held = session.Held;
    }

    public string Opening { get; }

    public Instant StartedAt { get; }

    public string? Ticket { get; set; }

    public ImmutableDictionary<string, DialogAnswer> Answers { get; private set; }

    public ImmutableArray<Media> Media { get; private set; } = [];

    /// <summary>The questions answered so far.</summary>
    public ImmutableArray<DialogMark> Trail { get; private set; } = [];

    /// <summary>The talk this one interrupted.</summary>
    public DialogSession? Held { get; set; }

    /// <summary>Whether the talk holds a picture.</summary>
    public bool HasPhoto => Media.Any(Dialogs.Answers.AnswerReader.IsPhoto);

    public void Keep(ImmutableArray<Media> media)
    {
        if (!media.IsDefaultOrEmpty) Media = Media.AddRange(media);
    }

    /// <summary>Keeps an answer; one that is new is forgotten on the way back to the question marked last.</summary>
    public void Answer(string name, DialogAnswer answer)
    {
        if (!Answers.ContainsKey(name) && Trail is [.., var last]) Trail = Trail.SetItem(Trail.Length - 1, last with { Gave = last.Gave.Add(name) });
        AnswerForGood(name, answer);
    }

    /// <summary>Keeps an answer that no way back forgets: something was done on it.</summary>
    public void AnswerForGood(string name, DialogAnswer answer) => Answers = Answers.SetItem(name, answer);

    /// <summary>Marks a question that is being answered.</summary>
    public void Mark(ImmutableArray<DialogFrame> frames) => Trail = [.. Trail.TakeLast(LongestTrail - 1), new DialogMark(frames, [])];

    /// <summary>Takes the last mark off and forgets what came of it; null when there is none.</summary>
    public DialogMark? StepBack()
    {
        if (Trail is not [.., var last]) return null;
        Trail = Trail.RemoveAt(Trail.Length - 1);
        Answers = Answers.RemoveRange(last.Gave);
        return last;
    }

    /// <summary>Takes the mark of a confirmation off, and those of what was amended there, whose answers stay.</summary>
    public void Unmark(DialogFrame confirm, int depth)
    {
        for (var i = Trail.Length - 1; i >= 0; i--)
        {
            if (Trail[i].Frames.Length != depth + 1 || Trail[i].Frames[^1].Dialog != confirm.Dialog || Trail[i].Frames[^1].Step != confirm.Step) continue;
            var gave = Trail.Skip(i).SelectMany(mark => mark.Gave).ToImmutableArray();
            Trail = Trail.RemoveRange(i, Trail.Length - i);
            if (Trail is [.., var last]) Trail = Trail.SetItem(Trail.Length - 1, last with { Gave = last.Gave.AddRange(gave) });
            return;
        }
    }

    /// <summary>What was done cannot be undone: there is no way back behind it.</summary>
    public void ForgetTrail() => Trail = [];

    public void Remove(string name) => Answers = Answers.Remove(name);

    /// <summary>Forgets all answers of a dialog that begins afresh.</summary>
    public void Forget(string dialog) =>
        Answers = Answers.RemoveRange(Answers.Keys.Where(name => name.StartsWith(dialog + ".", StringComparison.Ordinal)));

    public void SetPerson(string field, string value) => _person[$"person.{field}"] = value;

    /// <summary>What a condition compares: ids, not labels.</summary>
    public string Value(string name) => Data(name) ?? Answers.GetValueOrDefault(name)?.Value ?? "";

    /// <summary>What a template of one dialog shows: labels in the resident's present language.</summary>
    public Func<string, string> Shown(Dialog dialog) => name =>
    {
        var full = Reading.StepSource.Full(dialog.Id, name);
        return Data(full) ?? (Answers.TryGetValue(full, out var answer) ? Shown(full, answer) : "");
    };

    /// <summary>An answer as people read it.</summary>
    public string Shown(string name, DialogAnswer answer)
    {
        var shape = ShapeOf(name);
        return shape?.Type switch
        {
            AskType.Choice => shape.Choices.FirstOrDefault(choice => choice.Id == answer.Value)?.Label[_context.Language] is { Length: > 0 } label ? label : null,
            AskType.YesNo when answer.Value is "yes" or "no" => _book.Texts.Say("dialog_" + answer.Value, _context.Language),
            AskType.Date when answer.Value.Length > 0 => Dialogs.Answers.ValueReader.Day(answer, _book.Texts, _context.Language),
            AskType.Amount when answer.Value.Length > 0 => Dialogs.Answers.ValueReader.Money(answer.Value, _book.Texts, _context.Language),
            _ => null,
        } ?? answer.Shown;
    }

    /// <summary>What the files say of an answer; null when they no longer know it.</summary>
    public AnswerShape? ShapeOf(string name)
    {
        var dot = name.IndexOf('.');
        return dot > 0 && _book.Dialogs.TryGetValue(name[..dot], out var dialog) ? dialog.Answers.GetValueOrDefault(name[(dot + 1)..]) : null;
    }

    string? Data(string name)
    {
        if (name == "opening") return Opening;
        if (name == "ticket.number") return Ticket ?? "";
        var isData = name.StartsWith("person.", StringComparison.Ordinal) || name.StartsWith("community.", StringComparison.Ordinal) ||
            name.StartsWith("channel.", StringComparison.Ordinal);
        if (!isData) return null;
        return _person.GetValueOrDefault(name) ?? _context.Data.GetValueOrDefault(name) ?? "";
    }
}
