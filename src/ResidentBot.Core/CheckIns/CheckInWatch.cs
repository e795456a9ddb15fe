using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.CheckIns;

/// <summary>Opens a window, reminds once, and turns silence, worry and texts that did not arrive into a ticket.</summary>
public static class CheckInWatch
{
    /// <summary>How late a reminder or alert may fire before we take it that we were down ourselves and nobody could answer.</summary>
    static readonly Duration Outage = Duration.FromMinutes(10);

    /// <summary>How long after a call was decided another person at the same telephone is asked in it.</summary>
    static readonly Duration OneCall = Duration.FromMinutes(2);

    const string FirstText = "checkin_ask";

    /// <summary>A window opens for a person: asked, put on the roll call when it is too late to ask, or noted as paused.</summary>
    public static void Open(Turn turn, TurnEvent.WindowOpens opens)
    {
        // Planned for an entry that has since been merged: the one that stays is asked.
        if (Register.Find(turn, opens.Person) is not { Enrolled: true, Left: null } person) return;
        var id = IdOf(person.Id, opens.Date, opens.Window);
        if (turn.Find<CheckIn>(id) is not null) return;
        var window = WindowOf(turn.World, opens.Window);
        var checkIn = new CheckIn
        {
            Id = id,
            Person = person.Id,
            Window = opens.Window,
            Date = opens.Date,
            State = CheckInState.Asked,
            OpenedAt = opens.Opens,
        };
        turn.Count("checkin:opened");
        if (person.Pause is { } pause && opens.Date < pause.Until)
        {
            turn.Put(id, checkIn with { State = CheckInState.Paused, EndedAt = turn.Now, EndedBy = pause.By });
            return;
        }
        turn.List(Lists.OpenCheckIns, id, opens.Opens.ToUnixTimeMilliseconds());
        if (turn.Now - opens.Opens > window.StaleAfter) RollCall.Add(turn, checkIn, person, window);
        else Ask(turn, checkIn, person, window);
    }

    /// <summary>A reminder is due.</summary>
    public static void Remind(Turn turn, TurnEvent.TimerDue due)
    {
        if (turn.Find<CheckIn>(due.Timer.About) is not { State: CheckInState.Asked } checkIn) return;
        var window = WindowOf(turn.World, checkIn.Window);
        // Far too late to remind: the alert, due as well, finds its own end.
        if (turn.Now - AlertAt(checkIn, window) > window.StaleAfter) return;
        if (turn.Now - due.Due > Outage) checkIn = PutOff(turn, checkIn, window);
        var person = Register.Find(turn, checkIn.Person);
        if (person is not null) Send(turn, checkIn, person, window, "checkin_remind");
        turn.Put(checkIn.Id, checkIn with { State = CheckInState.Reminded });
    }

    /// <summary>Nobody has answered what was written: the person is rung up, where he has a telephone that was not asked yet.</summary>
    public static void Call(Turn turn, TurnEvent.TimerDue due)
    {
        if (turn.Find<CheckIn>(due.Timer.About) is not { State: CheckInState.Asked or CheckInState.Reminded } checkIn) return;
        var window = WindowOf(turn.World, checkIn.Window);
        // Too late: the alert, due as well, comes first.
        if (turn.Now >= AlertAt(checkIn, window) || Register.Find(turn, checkIn.Person) is not { } person) return;
        foreach (var address in WhereToAsk.All(turn.World, person).Where(address => World.Can(address.Channel).Voice && !checkIn.Asked.Contains(address)))
        {
            if (!SendTo(turn, address, checkIn, person, window, "checkin_remind")) continue;
            turn.Put(checkIn.Id, checkIn with { Asked = checkIn.Asked.Add(address) });
            return;
        }
    }

    /// <summary>The time to answer is over.</summary>
    public static void Silence(Turn turn, TurnEvent.TimerDue due)
    {
        if (turn.Find<CheckIn>(due.Timer.About) is not { State: CheckInState.Asked or CheckInState.Reminded } checkIn) return;
        var window = WindowOf(turn.World, checkIn.Window);
        if (checkIn.AlertAt is { } later && turn.Now.ToUnixTimeMilliseconds() < later.ToUnixTimeMilliseconds())
        {
            // Found due together with its reminder, which has put it off.
            turn.Set(Alert(checkIn.Id), later);
            return;
        }
        var late = turn.Now - due.Due;
        if ((late > window.StaleAfter || HeldUpCheckIns.IsUnasked(checkIn)) && Register.Find(turn, checkIn.Person) is { } person)
        {
            RollCall.Add(turn, checkIn, person, window);
            return;
        }
        if (late > Outage && !checkIn.PutOff)
        {
            turn.Put(checkIn.Id, PutOff(turn, checkIn, window));
            return;
        }
        Raise(turn, checkIn, "silence", Urgency.Urgent);
    }

    /// <summary>
    /// The welfare text did not arrive: the next address at once, else a person at once. What waited too long in our own outbox is our outage, not the
    /// resident's trouble: a first text goes on the roll call, and a reminder is left to its alert.
    /// </summary>
    public static void Undelivered(Turn turn, DeliveryReport report, string id, string text)
    {
        if (turn.Find<CheckIn>(id) is not { State: CheckInState.Asked or CheckInState.Reminded } checkIn || checkIn.Missed.Contains(report.MessageId)) return;
        checkIn = checkIn with { Missed = checkIn.Missed.Add(report.MessageId) };
        turn.Put(checkIn.Id, checkIn);
        var (person, window) = (Register.Find(turn, checkIn.Person), WindowOf(turn.World, checkIn.Window));
        if (report.Error == SendError.TooOld && person is not null)
        {
            // Asked at another address meanwhile: its alert watches on.
            if (checkIn.HeldUp.Contains(report.To) && !HeldUpCheckIns.IsUnasked(checkIn)) return;
            if (text == FirstText) RollCall.Add(turn, checkIn, person, window);
            return;
        }
        // Taken back by ourselves: only where the address has left him did he go unasked.
        if (report.Error == SendError.Obsolete && (person is null || WhereToAsk.IsHis(person, report.To) || !checkIn.Asked.Contains(report.To))) return;
        Elsewhere(turn, checkIn, report.Error == SendError.OptedOut ? "optout" : "undelivered");
    }

    /// <summary>
    /// An address is no longer a person's: what he was asked there, or in another talk of a telephone that is not his any more, is asked at his next one, or is
    /// a person's matter at once.
    /// </summary>
    public static void Leave(Turn turn, Person person, Address gone)
    {
        var talks = Handset.Others(turn.World, gone).Where(other => !WhereToAsk.IsHis(person, other)).Prepend(gone).Select(address => Talk.With(turn, address)).ToList();
        var his = talks.SelectMany(talk => talk.Conversation.CheckIns).Where(id => CheckInEnds.IsOf(turn, id, person.Id)).Distinct().ToImmutableArray();
        foreach (var talk in talks.Where(talk => talk.Conversation.CheckIns.Any(his.Contains))) talk.Change(c => CheckInTalk.Without(c, his, byAnswer: false));
        foreach (var checkIn in his.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(checkIn => checkIn.IsOpen))
        {
            var left = checkIn with { Asked = checkIn.Asked.RemoveAll(address => address == gone || !WhereToAsk.IsHis(person, address)) };
            turn.Put(left.Id, left);
            if (left.Asked.IsEmpty && left.State is CheckInState.Asked or CheckInState.Reminded) Elsewhere(turn, left, "undelivered");
        }
    }

    internal static void Elsewhere(Turn turn, CheckIn checkIn, string cause)
    {
        if (!TryElsewhere(turn, checkIn)) Raise(turn, checkIn, cause, Urgency.Urgent);
    }

    /// <summary>Asks at the person's next address, one whose account works before others; false when there is none.</summary>
    internal static bool TryElsewhere(Turn turn, CheckIn checkIn)
    {
        var (person, window) = (Register.Find(turn, checkIn.Person), WindowOf(turn.World, checkIn.Window));
        if (person is null) return false;
        var text = turn.Now - checkIn.OpenedAt > window.StaleAfter ? "checkin_remind" : FirstText;
        foreach (var next in WhereToAsk.InOrder(turn, person).Where(address => !checkIn.Asked.Contains(address)))
        {
            if (!SendTo(turn, next, checkIn, person, window, text)) continue;
            turn.Put(checkIn.Id, checkIn with { Asked = checkIn.Asked.Add(next) });
            return true;
        }
        return false;
    }

    /// <summary>
    /// Opens an alert for a check-in, or joins the one already open about this person, which then climbs on. Returns the ticket.
    /// </summary>
    public static Ticket Raise(Turn turn, CheckIn checkIn, string cause, Urgency urgency, string? words = null)
    {
        var person = Register.Find(turn, checkIn.Person);
        var window = WindowOf(turn.World, checkIn.Window);
        var ticket = TicketDesk.FindOpen(turn, person?.Ticket);
        if (ticket is not null)
        {
            ticket = ticket.With(turn, "bot", "joined", $"{DayOf(checkIn.Date)} {window.Name.Zh}: {words ?? cause}") with
            {
                CheckIns = ticket.CheckIns.Contains(checkIn.Id) ? ticket.CheckIns : ticket.CheckIns.Add(checkIn.Id),
                Urgency = urgency > ticket.Urgency ? urgency : ticket.Urgency,
                Cause = cause is "worry" or "emergency" ? cause : ticket.Cause,
            };
            ticket = Ladders.Rouse(turn, TicketDesk.Save(turn, ticket));
            if (words is not null) Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", words));
        }
        else
        {
            var language = turn.World.Community.Language;
            var summary = turn.Text($"alert_{cause}", language, ("name", person?.Name ?? checkIn.Person), ("window", window.Name[language]), ("words", words ?? ""));
            ticket = TicketDesk.Open(turn, TicketDesk.Draft(
                cause == "optout" ? TicketKind.Visit : TicketKind.Alert, QueueOf(turn.World), urgency, summary) with
            {
                PersonId = person?.Id ?? checkIn.Person,
                Address = checkIn.Asked.Length > 0 ? checkIn.Asked[0] : person?.Addresses.FirstOrDefault() is { Value: not null } address ? address : null,
                Cause = cause,
                CheckIns = [checkIn.Id],
            });
            if (person is not null) turn.Put(person.Id, person with { Ticket = ticket.Number });
        }
        turn.Put(checkIn.Id, checkIn with { State = CheckInState.Alert, Ticket = ticket.Number });
        turn.Count("checkin:alert");
        return ticket;
    }

    /// <summary>A check-in's id.</summary>
    public static string IdOf(string person, LocalDate date, string window) => $"{person}:{DayOf(date)}:{window}";

    /// <summary>A day as <c>2026-11-22</c>.</summary>
    public static string DayOf(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    /// <summary>
    /// A window's settings; a window gone from the files since is treated as the first one, and without any programme what is open still comes to its end.
    /// </summary>
    public static CheckInWindow WindowOf(World world, string id) => world.Community.CheckIns is { } programme
        ? programme.Windows.FirstOrDefault(window => window.Id == id) ?? programme.Windows[0]
        : new CheckInWindow(id, new Texts(id, id), LocalTime.Midnight, Duration.FromMinutes(30), Duration.FromHours(1), Duration.FromHours(2));

    /// <summary>Where silence and worry go.</summary>
    public static string QueueOf(World world) => world.Community.CheckIns?.Queue ?? "welfare";

    static void Ask(Turn turn, CheckIn checkIn, Person person, CheckInWindow window)
    {
        foreach (var address in WhereToAsk.InOrder(turn, person))
        {
            if (!SendTo(turn, address, checkIn, person, window, FirstText)) continue;
            turn.Put(checkIn.Id, checkIn with { Asked = [address], AlertAt = turn.Now + window.AlertAfter });
            turn.Set(new Timer("remind", checkIn.Id, "asked"), turn.Now + window.RemindAfter);
            turn.Set(Alert(checkIn.Id), turn.Now + window.AlertAfter);
            if (window.CallAfter is { } call) turn.Set(CallTimer(checkIn.Id), turn.Now + call);
            return;
        }
        Raise(turn, checkIn, "undelivered", Urgency.Urgent);
    }

    static void Send(Turn turn, CheckIn checkIn, Person person, CheckInWindow window, string text)
    {
        // What waits for a provider that is down is not doubled, and nobody is asked where somebody else lives now.
        foreach (var address in checkIn.Asked.Where(address => !checkIn.HeldUp.Contains(address) && WhereToAsk.IsHis(person, address))) SendTo(turn, address, checkIn, person, window, text);
    }

    static bool SendTo(Turn turn, Address address, CheckIn checkIn, Person person, CheckInWindow window, string text)
    {
        var talk = Talk.With(turn, address, person.Language);
        if (talk.IsCall && HandsetTalks.Spoken(turn, talk.Conversation) is var spoken && spoken != talk.Language) talk.Change(c => c with { Language = spoken });
        if (talk.IsCall && IsRinging(turn, talk, checkIn.Id)) return Share(talk, checkIn, person);
        var words = talk.IsCall
            ? Words.Of(turn, "call_ask", talk.Language, ("name", person.Name), ("community", turn.World.Community.Name[talk.Language]))
            : Words.Of(turn, text, talk.Language, person.ReadsLittle, ("name", person.Name), ("window", window.Name[talk.Language]));
        var sent = talk.Speak(words with
        {
            Choices = CheckInTalk.Choices(turn, checkIn.Id, talk.Language),
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
            NotAfter = text == FirstText ? checkIn.OpenedAt + window.StaleAfter : AlertAt(checkIn, window),
            Concerns = $"checkin|{checkIn.Id}|{text}",
            Person = person.Id,
        });
        if (sent is null) return false;
        talk.Change(c => c with
        {
            CheckIns = c.CheckIns.Contains(checkIn.Id) ? c.CheckIns : c.CheckIns.Add(checkIn.Id),
            Persons = c.Persons.Contains(person.Id) ? c.Persons : c.Persons.Add(person.Id),
            // The digits now mean this question's answers, no longer "who of you" or "for whom".
            WhoOf = [],
            FineUnclear = false,
            Whom = null,
            // A question that only we wanted an answer to.
            Session = c.Session is { } open && RequestTalk.IsFeedback(turn, open) ? null : c.Session,
        });
        return true;
    }

    // Two who share a telephone are asked in one call: whoever picks up says who is fine.
    static bool IsRinging(Turn turn, Talk talk, string id) => turn.Now - talk.Conversation.PushedAt < OneCall
        && talk.Conversation.CheckIns.Where(other => other != id).Select(turn.Find<CheckIn>).Any(other => other is { State: CheckInState.Asked or CheckInState.Reminded });

    static bool Share(Talk talk, CheckIn checkIn, Person person)
    {
        talk.Change(c => c with
        {
            CheckIns = c.CheckIns.Contains(checkIn.Id) ? c.CheckIns : c.CheckIns.Add(checkIn.Id),
            Persons = c.Persons.Contains(person.Id) ? c.Persons : c.Persons.Add(person.Id),
        });
        return true;
    }

    // While we were down nobody could answer: the alert keeps its distance from the reminder, once.
    internal static CheckIn PutOff(Turn turn, CheckIn checkIn, CheckInWindow window)
    {
        var alertAt = turn.Now + (window.AlertAfter - window.RemindAfter);
        turn.Set(Alert(checkIn.Id), alertAt);
        if (window.CallAfter is { } call) turn.Set(CallTimer(checkIn.Id), turn.Now + (call - window.RemindAfter));
        return checkIn with { PutOff = true, AlertAt = alertAt };
    }

    internal static Instant AlertAt(CheckIn checkIn, CheckInWindow window) => checkIn.AlertAt ?? checkIn.OpenedAt + window.AlertAfter;

    static Timer CallTimer(string id) => new("call", id, "asked");

    static Timer Alert(string id) => new("alert", id, "asked");
}
