using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Follows the ways through a dialog: every step must be reachable, and no circle may be without a question.</summary>
sealed class WayChecks(DialogDraft draft, IReadOnlyDictionary<string, DialogDraft> book, ICollection<Problem> problems)
{
    readonly Dialog _dialog = draft.Dialog!;

    public void Run()
    {
        // Where a step or its way is unknown, every further word would be a guess.
        if (draft.Incomplete || draft.Targets.Any(target => _dialog.IndexOf(target.Step) < 0)) return;
        CheckReachable();
        CheckCircles();
    }

    void CheckReachable()
    {
        var reached = Ways.Reached(_dialog, 0, _ => true);
        for (var i = 0; i < _dialog.Steps.Length; i++)
            // Of several in a row only the first is named: the others follow from it.
            if (!reached.Contains(i) && (i == 0 || reached.Contains(i - 1) || !Ways.Next(_dialog, i - 1).Contains(i)))
                Report(i, "no way leads to this step");
    }

    void CheckCircles()
    {
        for (var i = 0; i < _dialog.Steps.Length; i++)
        {
            if (!Silent(_dialog.Steps[i])) continue;
            var onward = Ways.Next(_dialog, i).SelectMany(next => Ways.Reached(_dialog, next, Silent)).ToHashSet();
            if (!onward.Contains(i)) continue;
            Report(i, "from here the steps run in a circle without a question and would never end");
            return;
        }
    }

    // Whether a turn can go through the step without stopping. A question answered by the opening is asked when it comes round again.
    bool Silent(Step step) => step switch
    {
        Step.Ask or Step.Confirm => false,
        Step.Call call => PassesSilently(call.Dialog, []),
        _ => true,
    };

    bool PassesSilently(string id, ImmutableHashSet<string> above)
    {
        if (above.Contains(id) || !book.TryGetValue(id, out var called) || called.Dialog is not { } dialog) return false;
        var reached = Ways.Reached(dialog, 0, Passes);
        return dialog.Steps.Length == 0 || reached.Any(at => Passes(dialog.Steps[at]) && dialog.Steps[at] is not Step.HandOff && Ways.Next(dialog, at).Contains(dialog.Steps.Length));

        // A called dialog begins afresh each time, so the opening and an earlier photo may answer it again.
        bool Passes(Step step) => step switch
        {
            Step.Ask ask => ask.Prefill || ask.Type == AskType.Photo,
            Step.Confirm => false,
            Step.Call call => PassesSilently(call.Dialog, above.Add(id)),
            _ => true,
        };
    }

    void Report(int step, string message)
    {
        var at = draft.StepPlaces[step];
        problems.Add(new Problem(at.File, at.Line, at.Column, message));
    }
}
