using NodaTime;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>A talk that stopped waiting: closed politely, remembered, offered again, and gone on with or not.</summary>
static class Resuming
{
    // An offer nobody answers is over soon: the next message speaks for itself.
    static readonly Duration OfferWaits = Duration.FromHours(2);

    /// <summary>Closes the talk but remembers where it stood.</summary>
    public static DialogTurn Pause(DialogMachine machine, DialogSession session, Instant until)
    {
        machine.Say("dialog_paused");
        return machine.Finish(DialogEnd.Paused) with { Paused = new PausedTalk(session, until) };
    }

    /// <summary>Asks whether to go on.</summary>
    public static DialogTurn Ask(DialogMachine machine, DialogBook book, DialogSession session, DialogContext context)
    {
        var asked = session with { Token = Tokens.Of(context.TurnId, DialogStages.Offer), WaitUntil = context.Now + OfferWaits, Tries = 0 };
        var choices = new AnswerReader(Question(book), book.Texts, context).Offered().Select(choice => new Choice($"{asked.Token}.{choice.Id}", choice.Label[context.Language]));
        return machine.Offer(asked, [.. choices]);
    }

    /// <summary>Takes the answer to that; what is neither yes nor no ends the offer and is for the caller to understand.</summary>
    public static DialogTurn Answer(DialogBook book, DialogSession session, DialogInput input, DialogContext context)
    {
        var reading = new AnswerReader(Question(book), book.Texts, context).Read(input, session.Token);
        var open = session with { Stage = null };
        if (reading.Answer?.Value == "yes") return DialogRun.Repeat(book, open, context);
        var machine = new DialogMachine(book, context, new DialogState(book, context, session));
        if (reading.Verdict == Verdict.Person) return machine.HandOff(book.Dialogs.GetValueOrDefault(session.Frames[^1].Dialog)?.Queue ?? "", DialogReasons.Asked);
        machine.Understood = reading.Answer is not null;
        machine.Say("dialog_stopped");
        return machine.Finish(DialogEnd.Finished);
    }

    static Step.Ask Question(DialogBook book) => new()
    {
        Id = DialogStages.Offer,
        Name = DialogStages.Offer,
        Type = AskType.YesNo,
        Text = new TextTemplate(Template.Of(book.Texts.Say("dialog_resume", Language.Zh)), Template.Of(book.Texts.Say("dialog_resume", Language.En))),
    };
}
