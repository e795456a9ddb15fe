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
    /// <param name="held">The talk it interrupts, which is gone on with at its end.</param>
    public static DialogTurn Start(
        DialogBook book, string dialog, DialogContext context, string? firstText, ImmutableArray<Media> firstMedia = default, DialogSession? held = null)
    {
        var state = new DialogState(book, context, firstText ?? "", firstMedia) { Held = held };
        var machine = new DialogMachine(book, context, state);
        if (!book.Dialogs.TryGetValue(dialog, out var first)) return Frames.Gone(machine);
        machine.Place.StandAt([], first, 0);
        return machine.Run();
    }

    /// <summary>Takes an answer. When it is none, the turn asks again and <see cref="DialogTurn.Understood"/> is false.</summary>
    public static DialogTurn Resume(DialogBook book, DialogSession session, DialogInput input, DialogContext context)
    {
        if (session.Stage == DialogStages.Offer) return Resuming.Answer(book, session, input, context);
        var state = new DialogState(book, context, session);
        var hadPhoto = state.HasPhoto;
        state.Keep(input.Media);
        var machine = new DialogMachine(book, context, state);
        if (Frames.Reopen(book, session, state, machine) is { } changed) return changed;
        var ask = machine.QuestionAt(session.Stage)!;
        if (hadPhoto && IsOnlyPhotos(input) && ask.Type != AskType.Photo)
            return new DialogTurn([], session with { Media = state.Media }, DialogEnd.Waiting, Understood: true);
        var reading = new AnswerReader(ask, book.Texts, context, session.Page, session.Said).Read(input, session.Token);
        if (machine.Confirmation is { } confirmation && reading.Verdict is Verdict.Understood or Verdict.NotUnderstood)
        {
            if (confirmation.Read(input, reading.Answer, session.Stage) is { } meant) return Confirmed(machine, state, session, meant.Meaning, meant.Answer);
            reading = reading with { Verdict = Verdict.NotUnderstood, Why = reading.Why ?? Refusal.Of(AskType.Choice) };
        }
        return reading.Verdict switch
        {
            Verdict.Understood => machine.Take(ask, reading.Answer!),
            Verdict.More => machine.Question(ask, session, tries: session.Tries, page: session.Page + 1, stage: session.Stage),
            Verdict.Person => machine.HandOff(book.Dialogs[session.Frames[^1].Dialog].Queue, DialogReasons.Asked),
            _ => Failed(book, machine, session, ask, reading, input),
        };
    }

    /// <summary>Nobody answered. A session whose time has not come yet stays as it is, so that a timer that comes early or twice changes nothing.</summary>
    public static DialogTurn TimedOut(DialogBook book, DialogSession session, DialogContext context)
    {
        if (context.Now < session.WaitUntil) return new DialogTurn([], session, DialogEnd.Waiting, Understood: true);
        var state = new DialogState(book, context, session);
        var machine = new DialogMachine(book, context, state);
        if (session.Stage == DialogStages.Offer || Frames.Broken(book, session) is not null) return Closed(machine);
        machine.Place.StandAt(session.Frames);
        var dialog = book.Dialogs[session.Frames[^1].Dialog];
        return machine.QuestionAt(session.Stage)?.OnTimeout switch
        {
            null or "end" => Closed(machine),
            "hand_off" => machine.HandOff(dialog.Queue, DialogReasons.NoAnswer),
            "resume" => Resuming.Pause(machine, session, context.Now + dialog.ResumeWithin),
            var way => machine.RunFrom(way),
        };
    }

    /// <summary>Asks the open question once more, after something else came between; no try is lost and its buttons stay good.</summary>
    /// <param name="book">The edition in force.</param>
    /// <param name="session">The talk.</param>
    /// <param name="context">The world as this turn sees it.</param>
    /// <param name="isReturn">Whether to say that we come back to it.</param>
    public static DialogTurn Repeat(DialogBook book, DialogSession session, DialogContext context, bool isReturn = false)
    {
        var state = new DialogState(book, context, session);
        var machine = new DialogMachine(book, context, state);
        if (session.Stage == DialogStages.Offer) return Resuming.Ask(machine, book, session, context);
        if (Frames.Reopen(book, session, state, machine) is { } changed) return changed;
        if (isReturn) machine.Say("dialog_were_at");
        return machine.Question(machine.QuestionAt(session.Stage)!, session, tries: session.Tries, page: session.Page, stage: session.Stage);
    }

    /// <summary>Goes back to the question before, whose answer is forgotten; the first one is asked again.</summary>
    public static DialogTurn Back(DialogBook book, DialogSession session, DialogContext context)
    {
        var state = new DialogState(book, context, session);
        var machine = new DialogMachine(book, context, state);
        if (session.Stage == DialogStages.Offer) return Resuming.Ask(machine, book, session, context);
        if (Frames.Reopen(book, session, state, machine) is { } changed) return changed;
        if (session.Stage == DialogStages.Which) return machine.Question(machine.QuestionAt(null)!);
        while (state.StepBack() is { } mark)
        {
            // A question gone from the files since is passed over.
            if (Frames.Broken(book, mark.Frames) is not null) continue;
            machine.Place.StandAt(mark.Frames);
            if (machine.Place.Here is Step.Ask before && mark.Frames[^1].Confirm is null) state.Remove($"{mark.Frames[^1].Dialog}.{before.Name}");
            return machine.Question(machine.QuestionAt(null)!);
        }
        machine.Say("dialog_no_back");
        return machine.Question(machine.QuestionAt(null)!, session, tries: session.Tries, page: session.Page);
    }

    /// <summary>Says what the open question wants and what else can be written, and asks it again; no try is lost.</summary>
    public static DialogTurn Help(DialogBook book, DialogSession session, DialogContext context)
    {
        var state = new DialogState(book, context, session);
        var machine = new DialogMachine(book, context, state);
        if (session.Stage == DialogStages.Offer) return Resuming.Ask(machine, book, session, context);
        if (Frames.Reopen(book, session, state, machine) is { } changed) return changed;
        var ask = machine.QuestionAt(session.Stage)!;
        if (ask.Help is { } help) machine.Say(help);
        else machine.Say($"dialog_help_{NameOf(ask.Type)}");
        machine.Say("dialog_help_here");
        return machine.Question(ask, session, tries: session.Tries, page: session.Page, stage: session.Stage);
    }

    /// <summary>Offers to go on with a talk that stopped waiting: 1 yes, 2 no. An answer that is neither is given back, not understood.</summary>
    public static DialogTurn Offer(DialogBook book, PausedTalk paused, DialogContext context)
    {
        var machine = new DialogMachine(book, context, new DialogState(book, context, paused.Session));
        return Resuming.Ask(machine, book, paused.Session with { Stage = DialogStages.Offer }, context);
    }

    /// <summary>Whether anything has been said in a talk that would be lost with it.</summary>
    public static bool HasAnswers(DialogSession session) => session.Answers.Values.Any(answer => answer.Value.Length > 0) || !session.Media.IsEmpty;

    // The pictures of an album come one by one, the later ones after the next question was asked: they answer nothing and need no word.
    static bool IsOnlyPhotos(DialogInput input) =>
        input is { Tap: null, Location: null, Media.IsDefaultOrEmpty: false } && string.IsNullOrWhiteSpace(input.Text) && input.Media.All(AnswerReader.IsPhoto);

    static DialogTurn Confirmed(DialogMachine machine, DialogState state, DialogSession session, Confirming.Meaning meaning, string answer)
    {
        if (meaning == Confirming.Meaning.Wrong) return machine.Question(machine.QuestionAt(DialogStages.Which)!, stage: DialogStages.Which);
        state.Mark(session.Frames);
        return meaning switch
        {
            Confirming.Meaning.Right => machine.RunOn(),
            Confirming.Meaning.One => machine.Amend(answer),
            _ => machine.Stop((Step.Confirm)machine.Place.Here!),
        };
    }

    static DialogTurn Failed(DialogBook book, DialogMachine machine, DialogSession session, Step.Ask ask, ReadAnswer reading, DialogInput input)
    {
        machine.Understood = false;
        // A picture helps staff, whenever it comes: it is kept and costs no try.
        if (reading.Verdict == Verdict.Stale || IsOnlyPhotos(input)) return machine.Question(ask, session, tries: session.Tries, page: session.Page, stage: session.Stage);
        var tries = session.Tries + 1;
        if (tries < ask.Tries) return machine.Question(ask, session with { Said = reading.Why is { IsPrecise: true } ? input.Text : null }, reading.Why, tries, session.Page, session.Stage);
        // A question that may be left out is no reason to leave the talk.
        if (ask.Optional)
        {
            machine.Understood = true;
            return machine.Take(ask, AnswerReader.Skipped);
        }
        return machine.HandOff(book.Dialogs[session.Frames[^1].Dialog].Queue, DialogReasons.NotUnderstood);
    }

    static DialogTurn Closed(DialogMachine machine)
    {
        machine.Say("dialog_timed_out");
        return machine.Finish(DialogEnd.Finished);
    }

    static string NameOf(AskType type) => type == AskType.YesNo ? "yes_no" : type.ToString().ToLowerInvariant();
}
