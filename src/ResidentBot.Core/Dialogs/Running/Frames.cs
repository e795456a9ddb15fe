using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>Finds a stored place in the files of today, which may have changed since.</summary>
static class Frames
{
    /// <summary>Stands the machine at the open question; a turn when the files no longer hold it.</summary>
    public static DialogTurn? Reopen(DialogBook book, DialogSession session, DialogState state, DialogMachine machine)
    {
        if (Broken(book, session) is not { } broken)
        {
            machine.Place.StandAt(session.Frames);
            return null;
        }
        machine.Understood = false;
        if (broken < 0) return Gone(machine);
        // The dialog is there but not the step: begin it again rather than guess where the resident was.
        var again = book.Dialogs[session.Frames[broken].Dialog];
        state.Forget(again.Id);
        state.ForgetTrail();
        machine.Say("dialog_restarted");
        machine.Place.StandAt(session.Frames[..broken], again, 0);
        return machine.Run();
    }

    /// <summary>The outermost frame whose step is gone; -1 when a whole dialog is; null when all is well.</summary>
    public static int? Broken(DialogBook book, DialogSession session) => Broken(book, session.Frames);

    /// <summary>The same for the frames alone.</summary>
    public static int? Broken(DialogBook book, ImmutableArray<DialogFrame> frames)
    {
        if (frames.IsDefaultOrEmpty || frames.Any(frame => !book.Dialogs.ContainsKey(frame.Dialog))) return -1;
        for (var i = 0; i < frames.Length; i++)
        {
            var step = book.Dialogs[frames[i].Dialog].Step(frames[i].Step);
            var isLast = i == frames.Length - 1;
            if (isLast ? step is not (Step.Ask or Step.Confirm) : step is not Step.Call call || call.Dialog != frames[i + 1].Dialog) return i;
        }
        return null;
    }

    /// <summary>Tells that the dialog is gone, and ends.</summary>
    public static DialogTurn Gone(DialogMachine machine)
    {
        machine.Understood = false;
        machine.Say("dialog_changed");
        return machine.Finish(DialogEnd.Gone);
    }
}
