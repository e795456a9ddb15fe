using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>What each answer of a dialog may be: as it is asked, set, handed over by a caller, or returned by a dialog called.</summary>
sealed class AnswerShapes(IReadOnlyDictionary<string, DialogDraft> book)
{
    static readonly AnswerShape Anything = new(AskType.Text, [], null) { IsLoose = true };

    static readonly AnswerShape Words = new(AskType.Text, [], null);

    static readonly AnswerShape PartOfDay = new(
        AskType.Choice, [.. new[] { "morning", "noon", "afternoon", "evening" }.Select(id => new DialogChoice(id, new Messages.Texts("", ""), []))], null);

    readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Gives every dialog the answers that its calls bring back, in the shape in which they are returned.</summary>
    public void Link()
    {
        foreach (var draft in book.Values) Link(draft);
    }

    /// <summary>The same for one dialog that another of a higher layer stands in for.</summary>
    public void Link(DialogDraft draft)
    {
        // Calls in a circle are reported elsewhere; here they just end.
        if (draft.Dialog is not { } dialog || !_done.Add($"{draft.Layer} {dialog.Id}")) return;
        var shapes = dialog.Answers.ToBuilder();
        foreach (var call in dialog.Steps.OfType<Step.Call>().Where(call => !call.Results.IsEmpty))
        {
            if (!book.TryGetValue(call.Dialog, out var called)) continue;
            Link(called);
            foreach (var (name, theirs) in call.Results) shapes.TryAdd(name, called.Dialog is { } known ? Returned(known, theirs) : Anything);
        }
        draft.Dialog = dialog with { Answers = shapes.ToImmutable() };
    }

    /// <summary>The answers of steps that give some by themselves, and of what is handed over.</summary>
    public static ImmutableDictionary<string, AnswerShape> Of(ImmutableArray<Step> steps, ImmutableArray<string> takes)
    {
        var shapes = new Dictionary<string, AnswerShape>(StringComparer.Ordinal);
        foreach (var ask in steps.OfType<Step.Ask>())
            shapes[ask.Name] = shapes.TryGetValue(ask.Name, out var known)
                ? known with { Choices = [.. known.Choices.UnionBy(ask.Choices, choice => choice.Id)], Label = known.Label ?? ask.Label }
                : new AnswerShape(ask.Type, ask.Choices, ask.Label);
        foreach (var (name, shape) in steps.OfType<Step.Ask>().SelectMany(Beside)) shapes.TryAdd(name, shape);
        foreach (var (name, _) in steps.OfType<Step.Set>().SelectMany(set => set.Values))
            if (!name.Contains('.')) shapes.TryAdd(name, Anything);
        foreach (var name in takes) shapes.TryAdd(name, Anything);
        return shapes.ToImmutableDictionary(StringComparer.Ordinal);
    }

    // What is kept beside an answer: the hour of a day, the place of an address.
    static IEnumerable<(string Name, AnswerShape Shape)> Beside(Step.Ask ask) => ask.Type switch
    {
        AskType.Date => [($"{ask.Name}_part", PartOfDay), ($"{ask.Name}_time", Words)],
        AskType.Address => [($"{ask.Name}_place", Words)],
        _ => [],
    };

    static AnswerShape Returned(Dialog dialog, string name)
    {
        var shapes = dialog.Steps.OfType<Step.Return>().SelectMany(step => step.Values).Where(value => value.Name == name)
            .Select(value => value.Value.OnlyName is { } only ? dialog.Answers.GetValueOrDefault(Own(dialog, only)) : null).ToArray();
        return shapes is [{ } first, .. var others] && others.All(other => ReferenceEquals(other, first)) ? first : Anything;
    }

    static string Own(Dialog dialog, string name) => StepSource.Full(dialog.Id, name) is var full && full.StartsWith(dialog.Id + ".", StringComparison.Ordinal) ? full[(dialog.Id.Length + 1)..] : full;
}
