namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Where the steps of a dialog lead. Steps are meant by their index; past the last one stands the end.</summary>
static class Ways
{
    /// <summary>Everything that can be reached from a step while going through steps that may be passed.</summary>
    public static HashSet<int> Reached(Dialog dialog, int from, Func<Step, bool> passes)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var at))
            if (at < dialog.Steps.Length && reached.Add(at) && passes(dialog.Steps[at]))
                foreach (var next in Next(dialog, at)) open.Push(next);
        return reached;
    }

    /// <summary>Every step that may follow, also after silence.</summary>
    public static IEnumerable<int> Next(Dialog dialog, int at) => dialog.Steps[at] switch
    {
        Step.Ask { OnTimeout: not (null or "hand_off" or "resume") and var way } => Answered(dialog, at).Append(To(dialog, way)),
        Step.Confirm { OnTimeout: not (null or "hand_off" or "resume") and var way } => Answered(dialog, at).Append(To(dialog, way)),
        _ => Answered(dialog, at),
    };

    /// <summary>Every step that may follow when the resident answers.</summary>
    public static IEnumerable<int> Answered(Dialog dialog, int at) => dialog.Steps[at] switch
    {
        Step.Go go => [To(dialog, go.To)],
        Step.When fork => fork.Ways.Select(way => To(dialog, way.Go)).Append(fork.Else is null ? at + 1 : To(dialog, fork.Else)),
        Step.Confirm confirm => [at + 1, To(dialog, confirm.OnStop ?? "end")],
        Step.HandOff or Step.End or Step.Return => [dialog.Steps.Length],
        _ => [at + 1],
    };

    /// <summary>Whether the dialog can come to its end, and so to its caller, without having returned anything.</summary>
    public static bool EndsWithoutReturn(Dialog dialog) => Reached(dialog, 0, _ => true)
        .Any(at => dialog.Steps[at] is not (Step.Return or Step.HandOff) && Answered(dialog, at).Contains(dialog.Steps.Length));

    static int To(Dialog dialog, string way) => dialog.IndexOf(way) is var at and >= 0 ? at : dialog.Steps.Length;
}
