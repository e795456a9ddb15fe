using System.Collections.Immutable;
using System.Globalization;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Conversations;

/// <summary>Runs dialogs within a talk and carries out what they ask for.</summary>
public static class Flows
{
    /// <summary>Starts a dialog; one that was open ends.</summary>
    public static void Start(Turn turn, Talk talk, string dialog, string? opening, ImmutableArray<Media> media = default) =>
        Carry(turn, talk, DialogRun.Start(turn.World.Book, dialog, Context(turn, talk), opening, media.IsDefault ? [] : media), talk.Conversation.Session);

    /// <summary>
    /// Gives the dialog an answer. What is no answer but plainly another wish (<paramref name="wish"/>) begins that dialog instead: somebody who
    /// writes "my tap is leaking" to a menu must not be told to reply 1, 2 or 3.
    /// </summary>
    public static void Resume(Turn turn, Talk talk, Arrival arrival, string? wish)
    {
        var session = talk.Conversation.Session!;
        var input = new DialogInput
        {
            Text = arrival.Text,
            Tap = arrival.Tap,
            Media = arrival.Media,
            Location = arrival.Location,
            MessageId = turn.Id,
        };
        var result = DialogRun.Resume(turn.World.Book, session, input, Context(turn, talk));
        var other = result.Understood || wish is null ? null : turn.World.Book.ForIntent(wish);
        if (!result.Understood && Intents.TryConfide(turn, talk, wish)) return;
        if (other is not null && session.Frames.All(frame => frame.Dialog != other.Id)) Start(turn, talk, other.Id, arrival.Text, arrival.Media);
        else Carry(turn, talk, result, session);
    }

    /// <summary>A question's time to wait is over.</summary>
    public static void TimedOut(Turn turn, Timer timer)
    {
        if (!Address.TryParse(timer.About, out var address) || turn.Find<Conversation>(address.Value)?.Session is not { } session) return;
        if (session.Token != timer.Stamp) return;
        var talk = Talk.With(turn, address);
        Carry(turn, talk, DialogRun.TimedOut(turn.World.Book, session, Context(turn, talk)), session, isTimeout: true);
        if (FollowUps.Opened(turn, talk) is not null) CheckInTalk.AskAgain(turn, talk);
        RequestTalk.AskNext(turn, talk);
    }

    static void Carry(Turn turn, Talk talk, DialogTurn result, DialogSession? before, bool isTimeout = false)
    {
        if (before is not null) turn.Decision.Timers.Add((WaitTimer(talk, before), null));
        // The question asked now is the one that is open: what was asked besides, the matter's course never hung on.
        talk.Change(c => c with { Session = result.Session, Misses = 0, Who = result.Session is null ? c.Who : null, Whom = result.Session is null ? c.Whom : null });
        foreach (var effect in result.Effects) Carry(turn, talk, effect);
        if (result.End == DialogEnd.Finished && !isTimeout && !result.Effects.Any(effect => effect is DialogEffect.Say)) Wordless(turn, talk, isFirst: before is null);
        if (result.Session is { } session) turn.Set(WaitTimer(talk, session), session.WaitUntil);
        // What was opened may raise a question of its own, which comes first.
        else if (FollowUps.Opened(turn, talk) is null) CheckInTalk.AskAgain(turn, talk);
    }

    // A dialog may end without a word; nobody is left in doubt whether we read him. One that did nothing at all has lost a wish.
    static void Wordless(Turn turn, Talk talk, bool isFirst)
    {
        if (isFirst && FollowUps.Opened(turn, talk) is null) HandOffs.Open(turn, talk, HandOffs.DefaultQueue, DialogReasons.NotUnderstood);
        else talk.Say("dialog_done");
    }

    static void Carry(Turn turn, Talk talk, DialogEffect effect)
    {
        switch (effect)
        {
            case DialogEffect.Say say:
                talk.Speak(new Words(say.Text) { Choices = say.Choices, AskLocation = say.AskLocation });
                break;
            case DialogEffect.HandOff { Reason: var reason } when Intents.TryConfide(turn, talk, reason):
                break;
            case DialogEffect.HandOff handOff:
                HandOffs.Open(turn, talk, handOff.Queue.Length == 0 ? HandOffs.DefaultQueue : handOff.Queue, handOff.Reason);
                break;
            case DialogEffect.SetPerson set:
                PersonFields.Set(turn, talk, set.Field, set.Value);
                break;
        }
    }

    static DialogContext Context(Turn turn, Talk talk) => new()
    {
        Language = talk.Language,
        Now = turn.Now,
        Zone = turn.World.Community.Zone,
        Data = Data(turn, talk),
        OpenTicket = draft => OpenTicket(turn, talk, draft),
        TurnId = turn.Id,
    };

    static Dictionary<string, string> Data(Turn turn, Talk talk)
    {
        var community = turn.World.Community;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["community.name"] = community.Name[talk.Language],
            ["community.phone"] = community.Phone,
            ["community.emergency"] = community.EmergencyNumbers,
            ["channel.pictures"] = turn.World.Capabilities.TryGetValue(talk.Conversation.Address.Channel, out var can) && can.Pictures ? "yes" : "no",
            ["person.name"] = "",
            ["person.place"] = "",
            ["person.requests"] = RequestTalk.Status(turn, talk),
            ["person.jobs"] = talk.Conversation.Stopped.Contains(Purpose.Jobs) ? "no" : "",
        };
        if (talk.Conversation.Persons.Length != 1 || turn.Find<Person>(talk.Conversation.Persons[0]) is not { } person) return data;
        data["person.name"] = person.Name;
        data["person.place"] = turn.Find<Household>(person.Household)?.Unit ?? "";
        data["person.jobs"] = Consents.MaySend(person, talk.Conversation, Purpose.Jobs) ? "yes" : "no";
        return data;
    }

    static string OpenTicket(Turn turn, Talk talk, TicketDraft draft)
    {
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(draft.Kind, draft.Queue, draft.Urgency, draft.Summary) with
        {
            Fields = draft.Location is { } at ? draft.Fields.Add(new TicketField("location", "📍", string.Create(CultureInfo.InvariantCulture, $"{at.Latitude},{at.Longitude}"))) : draft.Fields,
            Address = talk.Conversation.Address,
            PersonId = talk.Conversation.Persons.Length == 1 ? talk.Conversation.Persons[0] : null,
        });
        talk.Change(c => c with { Requests = [.. c.Requests.TakeLast(4), ticket.Number] });
        talk.Note(ThreadKind.Mark, null, "opened", ticket.Number);
        return ticket.Number;
    }

    static Timer WaitTimer(Talk talk, DialogSession session) => new("wait", talk.Conversation.Address.Value, session.Token);
}
