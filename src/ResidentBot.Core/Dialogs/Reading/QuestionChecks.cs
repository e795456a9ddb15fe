using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>
/// Counts the questions that must be answered on the longest way through a dialog and whatever it calls, as if the opening had answered none. Long talks
/// lose people: more than four are refused. What may be left out does not count, nor does a confirmation with what is amended there, nor a question that
/// comes round again.
/// </summary>
sealed class QuestionChecks(DialogDraft draft, IReadOnlyDictionary<string, DialogDraft> book, ICollection<Problem> problems)
{
    /// <summary>The most questions on any way.</summary>
    public const int Most = 4;

    public void Run()
    {
        if (draft.Incomplete) return;
        // What a called dialog has too many of is said there.
        if (Longest(draft.Dialog!, []) is not { Asked.Count: > Most } way || draft.Dialog!.Steps[way.At] is Step.Call call && Weight(call, []) > Most) return;
        var at = draft.StepPlaces[way.At];
        var asked = string.Join(", ", way.Asked);
        problems.Add(new Problem(at.File, at.Line, at.Column, $"one way through `{draft.Dialog.Id}` asks {way.Asked.Count} questions ({asked}): at most {Most}, or people give up"));
    }

    // A way is followed no further once it has too many; the same step with the same questions behind it is looked at once.
    (int At, ImmutableSortedSet<string> Asked)? Longest(Dialog dialog, ImmutableHashSet<string> above)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(int At, ImmutableSortedSet<string> Asked)>([(0, [])]);
        var longest = ((int At, ImmutableSortedSet<string> Asked)?)null;
        while (open.TryPop(out var way))
        {
            if (way.At >= dialog.Steps.Length || !seen.Add($"{way.At} {string.Join(' ', way.Asked)}")) continue;
            var asked = way.Asked.Union(Questions(dialog.Steps[way.At], above.Add(dialog.Id)));
            if (asked.Count > (longest?.Asked.Count ?? -1)) longest = (way.At, asked);
            if (asked.Count > Most) break;
            foreach (var next in Ways.Answered(dialog, way.At)) open.Push((next, asked));
        }
        return longest;
    }

    IEnumerable<string> Questions(Step step, ImmutableHashSet<string> above) => step switch
    {
        Step.Ask { Optional: false } ask => [ask.Name],
        Step.Call call when !above.Contains(call.Dialog) && book.TryGetValue(call.Dialog, out var called) && called.Dialog is { } dialog =>
            (Longest(dialog, above)?.Asked ?? []).Select(name => $"{dialog.Id}.{name}"),
        _ => [],
    };

    int Weight(Step.Call call, ImmutableHashSet<string> above) => Questions(call, above.Add(draft.Dialog!.Id)).Count();
}
