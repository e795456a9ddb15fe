using System.Collections.Immutable;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Conversations;

/// <summary>Runs dialogs within a talk and carries out what they ask for.</summary>
public static class Flows
{
    /// <summary>Starts a dialog. One that was open is held and gone on with at the end, if anything was said in it yet; else it ends.</summary>
    public static void Start(Turn turn, Talk talk, string dialog, string? opening, ImmutableArray<Media> media = default)
    {
        var open = talk.Conversation.Session;
        var held = open is null ? null : DialogRun.HasAnswers(open) ? open with { Held = open.Held is { } earlier ? earlier with { Held = null } : null } : open.Held;
        if (talk.Conversation.Paused?.Session.Frames is [var root, ..] && root.Dialog == dialog) talk.Change(c => c with { Paused = null });
        Carry(turn, talk, DialogRun.Start(turn.World.Book, dialog, FlowContext.Of(turn, talk), opening, media.IsDefault ? [] : media, held), open, held);
    }

    /// <summary>
    /// Gives the open dialog an answer. What is no answer but plainly something else (<paramref name="wish"/>) is done instead, and then the question comes
    /// again: somebody who writes "my tap is leaking" to a menu must not be told to reply 1, 2 or 3. False when the message is to be understood afresh.
    /// </summary>
    public static bool TryResume(Turn turn, Talk talk, Arrival arrival, string? wish)
    {
        if (talk.Conversation.Session is not { } session) return false;
        var input = new DialogInput
        {
            Text = arrival.Text,
            Tap = arrival.Tap,
            Media = arrival.Media,
            Location = arrival.Location,
            MessageId = turn.Id,
        };
        var result = DialogRun.Resume(turn.World.Book, session, input, FlowContext.Of(turn, talk));
        if (result.Understood || session.Stage != DialogStages.Offer && !Interruptions.TryTake(turn, talk, arrival, wish)) Carry(turn, talk, result, session, session.Held);
        else if (session.Stage == DialogStages.Offer) Drop(turn, talk, session);
        return result.Understood || session.Stage != DialogStages.Offer;
    }

    /// <summary>Asks the open question once more, after something else was done.</summary>
    public static void AskAgain(Turn turn, Talk talk)
    {
        if (talk.Conversation.Session is not { } session) return;
        Carry(turn, talk, DialogRun.Repeat(turn.World.Book, session, FlowContext.Of(turn, talk), isReturn: true), session, session.Held);
    }

    /// <summary>Goes back to the question before.</summary>
    public static void Back(Turn turn, Talk talk, DialogSession session) =>
        Carry(turn, talk, DialogRun.Back(turn.World.Book, session, FlowContext.Of(turn, talk)), session, session.Held);

    /// <summary>Says what the open question wants.</summary>
    public static void Help(Turn turn, Talk talk, DialogSession session) =>
        Carry(turn, talk, DialogRun.Help(turn.World.Book, session, FlowContext.Of(turn, talk)), session, session.Held);

    /// <summary>Ends the open dialog at the resident's word; one that it interrupted is gone on with.</summary>
    public static void Cancel(Turn turn, Talk talk, DialogSession session)
    {
        Drop(turn, talk, session);
        talk.Say("cancelled");
        if (session.Held is { } held) Return(turn, talk, held);
        else CheckInTalk.AskAgain(turn, talk);
    }

    /// <summary>Goes back to a dialog that the open one interrupted, when it is wanted again.</summary>
    public static void ReturnToHeld(Turn turn, Talk talk, DialogSession session)
    {
        Drop(turn, talk, session);
        Return(turn, talk, session.Held!);
    }

    /// <summary>Offers to go on with a talk that stopped waiting, unless the message plainly wants something else.</summary>
    public static bool TryOffer(Turn turn, Talk talk, Arrival arrival, Guess? guess)
    {
        if (talk.Conversation.Paused is not { } paused) return false;
        var intent = guess is { Confidence: >= Routing.Confident } ? guess.Intent : null;
        var dialog = intent is null ? null : turn.World.Book.ForIntent(intent);
        var isOther = intent is not (null or "greeting" or "out_of_scope" or "help_menu" or "back") && (dialog is null || paused.Session.Frames.All(frame => frame.Dialog != dialog.Id));
        if (turn.Now < paused.Until && isOther) return false;
        talk.Change(c => c with { Paused = null });
        if (turn.Now >= paused.Until) return false;
        Carry(turn, talk, DialogRun.Offer(turn.World.Book, paused, FlowContext.Of(turn, talk)), null, null);
        return true;
    }

    /// <summary>A question's time to wait is over.</summary>
    public static void TimedOut(Turn turn, Timer timer)
    {
        if (!Address.TryParse(timer.About, out var address) || turn.Find<Conversation>(address.Value)?.Session is not { } session) return;
        if (session.Token != timer.Stamp) return;
        var talk = Talk.With(turn, address);
        var result = DialogRun.TimedOut(turn.World.Book, session, FlowContext.Of(turn, talk));
        Carry(turn, talk, result, session, null, isTimeout: true);
        if (result.End == DialogEnd.Finished && session.Held is { } held) TimedOut(turn, talk, held);
        if (FollowUps.Opened(turn, talk) is not null) CheckInTalk.AskAgain(turn, talk);
        RequestTalk.AskNext(turn, talk);
    }

    // Nobody is asked anew after silence; but what was to be handed over or remembered is.
    static void TimedOut(Turn turn, Talk talk, DialogSession held)
    {
        var result = DialogRun.TimedOut(turn.World.Book, held with { WaitUntil = turn.Now, Held = null }, FlowContext.Of(turn, talk));
        if (result.End is DialogEnd.HandedOff) Carry(turn, talk, result, null, null);
        else if (result.Paused is { } paused) talk.Change(c => c with { Paused = paused });
    }

    /// <summary>Who was in a dialog by telephone has hung up: as after a long silence, but nobody hears a question any more.</summary>
    public static void HangUp(Turn turn, Talk talk)
    {
        if (talk.Conversation.Session is not { } session) return;
        Drop(turn, talk, session);
        TimedOut(turn, talk, session);
    }

    static void Return(Turn turn, Talk talk, DialogSession held) =>
        Carry(turn, talk, DialogRun.Repeat(turn.World.Book, held, FlowContext.Of(turn, talk), isReturn: true), null, held.Held);

    static void Drop(Turn turn, Talk talk, DialogSession session)
    {
        turn.Decision.Timers.Add((WaitTimer(talk, session), null));
        talk.Change(c => c with { Session = null, Misses = 0 });
    }

    static void Carry(Turn turn, Talk talk, DialogTurn result, DialogSession? before, DialogSession? held, bool isTimeout = false)
    {
        if (before is not null) turn.Decision.Timers.Add((WaitTimer(talk, before), null));
        talk.Change(c => c with { Session = result.Session, Paused = result.Paused ?? c.Paused, Misses = 0 });
        // The question asked now is the one that is open: what was asked besides, the matter's course never hung on.
        if (result.Session is not null) talk.Change(c => c with { Who = null, Whom = null });
        foreach (var effect in result.Effects) Carry(turn, talk, effect, before?.Opening);
        if (result.End == DialogEnd.Finished && !isTimeout && held is null && !result.Effects.Any(effect => effect is DialogEffect.Say)) Wordless(turn, talk, isFirst: before is null);
        if (result.Session is { } session) turn.Set(WaitTimer(talk, session), session.WaitUntil);
        else if (held is not null && result.End is DialogEnd.Finished or DialogEnd.Gone) Return(turn, talk, held);
        // What was opened may raise a question of its own, which comes first.
        else if (FollowUps.Opened(turn, talk) is null) CheckInTalk.AskAgain(turn, talk);
    }

    // A dialog may end without a word; nobody is left in doubt whether we read him. One that did nothing at all has lost a wish.
    static void Wordless(Turn turn, Talk talk, bool isFirst)
    {
        if (isFirst && FollowUps.Opened(turn, talk) is null) HandOffs.Open(turn, talk, HandOffs.DefaultQueue, DialogReasons.NotUnderstood);
        else talk.Say("dialog_done");
    }

    static void Carry(Turn turn, Talk talk, DialogEffect effect, string? opening)
    {
        switch (effect)
        {
            case DialogEffect.Say say:
                talk.Speak(new Words(say.Text) { Choices = say.Choices, AskLocation = say.AskLocation });
                break;
            case DialogEffect.HandOff { Reason: var reason } when Intents.TryConfide(turn, talk, reason):
                break;
            case DialogEffect.HandOff handOff:
                HandOffs.Open(turn, talk, handOff.Queue.Length == 0 ? HandOffs.DefaultQueue : handOff.Queue, handOff.Reason, opening: opening);
                break;
            case DialogEffect.SetPerson set:
                PersonFields.Set(turn, talk, set.Field, set.Value);
                break;
        }
    }

    static Timer WaitTimer(Talk talk, DialogSession session) => new("wait", talk.Conversation.Address.Value, session.Token);
}
