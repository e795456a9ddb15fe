using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Dialogs.Running;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// Runs dialogs, one turn at a time. Pure: the same book, session, input and context give the same turn. An author's mistake that the check could not
/// see ends in a hand-off, never in an exception.
/// </summary>
public static class DialogRun
{
    /// <summary>Begins a dialog.</summary>
    /// <param name="book">The edition in force.</param>
    /// <param name="dialog">Its id.</param>
    /// <param name="context">The world as this turn sees it.</param>
    /// <param name="firstText">What the resident wrote, if anything: kept as <c>opening</c>, and it may answer questions.</param>
    /// <param name="firstMedia">Pictures and files that came with it.</param>
    public static DialogTurn Start(DialogBook book, string dialog, DialogContext context, string? firstText, ImmutableArray<Media> firstMedia = default)
    {
        var state = new DialogState(book, context, firstText ?? "", firstMedia);
        var machine = new DialogMachine(book, context, state);
        if (!book.Dialogs.TryGetValue(dialog, out var first)) return Gone(machine);
        machine.StandAt([], first, 0);
        return machine.Run();
    }

    /// <summary>Takes an answer. When it is none, the turn asks again and <see cref="DialogTurn.Understood"/> is false.</summary>
    public static DialogTurn Resume(DialogBook book, DialogSession session, DialogInput input, DialogContext context)
    {
        var state = new DialogState(book, context, session);
        var hadPhoto = state.HasPhoto;
        state.Keep(input.Media);
        var machine = new DialogMachine(book, context, state);
        if (Reopen(book, session, state, machine) is { } changed) return changed;
        var ask = book.Question(session)!;
        if (hadPhoto && IsOnlyPhotos(input) && ask.Type != AskType.Photo)
            return new DialogTurn([], session with { Media = state.Media }, DialogEnd.Waiting, Understood: true);
        var (verdict, answer) = new AnswerReader(ask, book.Texts, context).Read(input, session.Token);
        if (verdict == Verdict.Understood) return Take(machine, state, session, ask, answer!);
        machine.Understood = false;
        // A picture helps staff, whenever it comes: it is kept and costs no try.
        if (verdict == Verdict.Stale || IsOnlyPhotos(input)) return machine.Question(ask, session, tries: session.Tries);
        var tries = session.Tries + 1;
        if (tries < ask.Tries) return machine.Question(ask, session, again: true, tries);
        // A question that may be left out is no reason to leave the talk.
        if (ask.Optional)
        {
            machine.Understood = true;
            return Take(machine, state, session, ask, AnswerReader.Skipped);
        }
        return machine.HandOff(book.Dialogs[session.Frames[^1].Dialog].Queue, DialogReasons.NotUnderstood);
    }

    /// <summary>Nobody answered. A session whose time has not come yet stays as it is, so that a timer that comes early or twice changes nothing.</summary>
    public static DialogTurn TimedOut(DialogBook book, DialogSession session, DialogContext context)
    {
        if (context.Now < session.WaitUntil) return new DialogTurn([], session, DialogEnd.Waiting, Understood: true);
        var state = new DialogState(book, context, session);
        var machine = new DialogMachine(book, context, state);
        if (book.Question(session) is not { } ask || Broken(book, session) is not null || ask.OnTimeout is null or "end")
        {
            machine.Say("dialog_timed_out");
            return machine.Finish(DialogEnd.Finished);
        }
        var dialog = book.Dialogs[session.Frames[^1].Dialog];
        machine.StandAt(session.Frames[..^1], dialog, dialog.IndexOf(ask.Id!));
        return ask.OnTimeout == "hand_off" ? machine.HandOff(dialog.Queue, DialogReasons.NoAnswer) : machine.RunFrom(ask.OnTimeout);
    }

    /// <summary>Asks the open question once more, after something else came between; no try is lost and its buttons stay good.</summary>
    public static DialogTurn Repeat(DialogBook book, DialogSession session, DialogContext context)
    {
        var state = new DialogState(book, context, session);
        var machine = new DialogMachine(book, context, state);
        return Reopen(book, session, state, machine) ?? machine.Question(book.Question(session)!, session, tries: session.Tries);
    }

    // The pictures of an album come one by one, the later ones after the next question was asked: they answer nothing and need no word.
    static bool IsOnlyPhotos(DialogInput input) =>
        input is { Tap: null, Location: null, Media.IsDefaultOrEmpty: false } && string.IsNullOrWhiteSpace(input.Text) && input.Media.All(AnswerReader.IsPhoto);

    static DialogTurn Take(DialogMachine machine, DialogState state, DialogSession session, Step.Ask ask, DialogAnswer answer)
    {
        state.Answer($"{session.Frames[^1].Dialog}.{ask.Name}", answer);
        return machine.RunOn();
    }

    // Stands the machine at the open question; a turn when the files no longer hold it.
    static DialogTurn? Reopen(DialogBook book, DialogSession session, DialogState state, DialogMachine machine)
    {
        if (Broken(book, session) is { } broken)
        {
            machine.Understood = false;
            if (broken < 0) return Gone(machine);
            // The dialog is there but not the step: begin it again rather than guess where the resident was.
            var again = book.Dialogs[session.Frames[broken].Dialog];
            state.Forget(again.Id);
            machine.Say("dialog_restarted");
            machine.StandAt(session.Frames[..broken], again, 0);
            return machine.Run();
        }
        var top = session.Frames[^1];
        var dialog = book.Dialogs[top.Dialog];
        machine.StandAt(session.Frames[..^1], dialog, dialog.IndexOf(top.Step));
        return null;
    }

    // The outermost frame whose step is gone; -1 when a whole dialog is; null when all is well.
    static int? Broken(DialogBook book, DialogSession session)
    {
        if (session.Frames.IsDefaultOrEmpty || session.Frames.Any(frame => !book.Dialogs.ContainsKey(frame.Dialog))) return -1;
        for (var i = 0; i < session.Frames.Length; i++)
        {
            var step = book.Dialogs[session.Frames[i].Dialog].Step(session.Frames[i].Step);
            var isLast = i == session.Frames.Length - 1;
            if (isLast ? step is not Step.Ask : step is not Step.Call call || call.Dialog != session.Frames[i + 1].Dialog) return i;
        }
        return null;
    }

    static DialogTurn Gone(DialogMachine machine)
    {
        machine.Understood = false;
        machine.Say("dialog_changed");
        return machine.Finish(DialogEnd.Gone);
    }
}
