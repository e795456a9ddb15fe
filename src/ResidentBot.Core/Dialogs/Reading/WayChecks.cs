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
        var reached = Reached(_dialog, 0, _ => true);
        for (var i = 0; i < _dialog.Steps.Length; i++)
            // Of several in a row only the first is named: the others follow from it.
            if (!reached.Contains(i) && (i == 0 || reached.Contains(i - 1) || !Next(_dialog, i - 1).Contains(i)))
                Report(i, "no way leads to this step");
    }

    void CheckCircles()
    {
        for (var i = 0; i < _dialog.Steps.Length; i++)
        {
            if (!Silent(_dialog.Steps[i])) continue;
            var onward = Next(_dialog, i).SelectMany(next => Reached(_dialog, next, Silent)).ToHashSet();
            if (!onward.Contains(i)) continue;
            Report(i, "from here the steps run in a circle without a question and would never end");
            return;
        }
    }

    // Everything that can be reached from a step while going through steps that may be passed.
    static HashSet<int> Reached(Dialog dialog, int from, Func<Step, bool> passes)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var at))
            if (at < dialog.Steps.Length && reached.Add(at) && passes(dialog.Steps[at]))
                foreach (var next in Next(dialog, at)) open.Push(next);
        return reached;
    }

    // Past the last step stands the end.
    static IEnumerable<int> Next(Dialog dialog, int at) => dialog.Steps[at] switch
    {
        Step.Go go => [To(dialog, go.To)],
        Step.When fork => fork.Ways.Select(way => To(dialog, way.Go)).Append(fork.Else is null ? at + 1 : To(dialog, fork.Else)),
        Step.Ask { OnTimeout: not null and not "hand_off" and var way } => [at + 1, To(dialog, way)],
        Step.HandOff or Step.End => [dialog.Steps.Length],
        _ => [at + 1],
    };

    static int To(Dialog dialog, string way) => dialog.IndexOf(way) is var at and >= 0 ? at : dialog.Steps.Length;

    // Whether a turn can go through the step without stopping. A question answered by the opening is asked when it comes round again.
    bool Silent(Step step) => step switch
    {
        Step.Ask => false,
        Step.Call call => PassesSilently(call.Dialog, []),
        _ => true,
    };

    bool PassesSilently(string id, ImmutableHashSet<string> above)
    {
        if (above.Contains(id) || !book.TryGetValue(id, out var called) || called.Dialog is not { } dialog) return false;
        var reached = Reached(dialog, 0, Passes);
        return dialog.Steps.Length == 0 || reached.Any(at => Passes(dialog.Steps[at]) && dialog.Steps[at] is not Step.HandOff && Next(dialog, at).Contains(dialog.Steps.Length));

        // A called dialog begins afresh each time, so the opening and an earlier photo may answer it again.
        bool Passes(Step step) => step switch
        {
            Step.Ask ask => ask.Prefill || ask.Type == AskType.Photo,
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
