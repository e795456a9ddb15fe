using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Tickets;

/// <summary>
/// Asks one named person after another until somebody accepts and reports. A ladder never runs out: a ticket that waits always has a next step,
/// an accepted one is taken back when no result comes.
/// </summary>
public static class Ladders
{
    static readonly Duration EmergencyRound = Duration.FromMinutes(10);
    static readonly Duration SlowRound = Duration.FromHours(1);

    /// <summary>How many rounds that reach nobody follow each other quickly.</summary>
    const int QuickRounds = 6;
    static readonly Rung WhoKnowsTheFace = new(Responsible.Word, Duration.Zero);

    /// <summary>
    /// Puts a new ticket on a ladder. Where somebody may be in danger the first rung is asked at once, in an emergency the last one too; other work
    /// is left to the desk until it is overdue.
    /// </summary>
    public static Ticket Start(Turn turn, Ticket ticket, string ladder)
    {
        ticket = ticket with { Climb = new Climb(ladder, -1, 0, null, []) };
        // Whoever knows the face is asked at once; the ladder itself waits as for other work of the desk.
        if (IsForTheNearest(ticket)) TryAsk(turn, ref ticket, Resolve(turn, ticket, WhoKnowsTheFace), Stamp(ticket.Climb!));
        if (!IsWelfare(turn, ticket)) return Wait(turn, ticket, -1, 0, ticket.DueAt);
        ticket = Climb(turn, ticket);
        var dutyIsAsked = ticket.Climb!.Rung == turn.World.Community.Ladders[ladder].Rungs.Length - 1;
        return ticket.Urgency == Urgency.Emergency && !dutyIsAsked ? PageDuty(turn, ticket) : ticket;
    }

    /// <summary>Asks the duty person, the last rung, besides whoever is asked now; if that does not arrive, the next rung is asked instead.</summary>
    public static Ticket PageDuty(Turn turn, Ticket ticket)
    {
        if (ticket.Climb is not { } climb) return ticket;
        var duty = LadderOf(turn, ticket).Rungs[^1];
        return TryAsk(turn, ref ticket, Knowing(ticket, Resolve(turn, ticket, duty), isLast: true), Stamp(climb)) ? TicketDesk.Save(turn, ticket) : ticket;
    }

    /// <summary>Something new about a ticket whose ladder rests until the morning: it does not wait for the morning.</summary>
    public static Ticket Rouse(Turn turn, Ticket ticket) =>
        ticket is { State: TicketState.Waiting, Climb: { Rung: -1, Round: > 0 } } && IsWelfare(turn, ticket) ? Climb(turn, ticket) : ticket;

    /// <summary>Puts a waiting ticket on its queue's own ladder instead of the one it is on.</summary>
    public static Ticket Change(Turn turn, Ticket ticket)
    {
        if (ticket.Climb is { } climb) turn.Decision.Timers.Add((ClimbTimer(ticket.Number, climb), null));
        ticket = ticket with { Climb = null };
        return TicketDesk.QueueOf(turn, ticket).Ladder is { } ladder ? Start(turn, ticket, ladder) : TicketDesk.Save(turn, ticket);
    }

    /// <summary>Puts a ticket that waits again back to the beginning of its queue's ladder, if the queue has one.</summary>
    public static Ticket Restart(Turn turn, Ticket ticket)
    {
        var queue = TicketDesk.QueueOf(turn, ticket);
        ticket = ticket with { DueAt = ServiceHours.Due(turn.World, queue, turn.Now) };
        if (ticket.Climb is null) return queue.Ladder is { } ladder ? Start(turn, ticket, ladder) : TicketDesk.Save(turn, ticket);
        return Wait(turn, ticket, -1, ticket.Climb.Round + 1, ticket.DueAt);
    }

    /// <summary>Stops climbing while the resident is asked whether it is done.</summary>
    public static Ticket Pause(Turn turn, Ticket ticket, Instant until)
    {
        if (ticket.Climb is not { } climb) return ticket;
        turn.Decision.Timers.Add((ClimbTimer(ticket.Number, climb), null));
        return ticket with { Climb = climb with { NextAt = until } };
    }

    /// <summary>Tells whoever accepted on his own phone or chat what has come since; a colleague at the desk sees it there.</summary>
    public static void TellOwner(Turn turn, Ticket ticket, string text, params ReadOnlySpan<(string Name, string Value)> values)
    {
        if (ticket.Climb is not { } climb || climb.Asked.LastOrDefault(asked => asked.Staff == ticket.Owner) is not { } owner) return;
        Tell(turn, ticket, owner.Address, text, values);
    }

    /// <summary>Tells everybody who has been asked what has come since.</summary>
    public static void TellAsked(Turn turn, Ticket ticket, string words)
    {
        foreach (var asked in (ticket.Climb?.Asked ?? []).DistinctBy(asked => asked.Address))
            Tell(turn, ticket, asked.Address, "rung_more", ("number", ticket.Number), ("words", words));
    }

    static void Tell(Turn turn, Ticket ticket, Address to, string text, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var talk = Talk.With(turn, to);
        var said = ticket.Sensitivity == Sensitivity.Ordinary ? Words.Of(turn, text, talk.Language, values)
            : Words.Of(turn, "rung_more_private", talk.Language, ("number", ticket.Number));
        talk.Speak(said with { Lane = Lane.CheckIn, Purpose = Purpose.Welfare });
    }

    /// <summary>Asks the next rung that names a reachable person and sets the timer for the one after.</summary>
    public static Ticket Climb(Turn turn, Ticket ticket) => Climb(turn, ticket, isLost: false);

    // A round of which nothing arrived is no round: it begins anew before the morning, more slowly while that goes on.
    static Ticket Climb(Turn turn, Ticket ticket, bool isLost)
    {
        var climb = ticket.Climb!;
        var ladder = LadderOf(turn, ticket);
        turn.Decision.Timers.Add((ClimbTimer(ticket.Number, climb), null));
        for (var rung = climb.Rung + 1; rung < ladder.Rungs.Length; rung++)
        {
            var members = Knowing(ticket, Resolve(turn, ticket, ladder.Rungs[rung]), isLast: rung == ladder.Rungs.Length - 1);
            if (TryAsk(turn, ref ticket, members, Stamp(climb with { Rung = rung })))
                return Wait(turn, ticket, rung, climb.Round, turn.Now + ladder.Rungs[rung].AcceptWithin);
        }
        var again = ticket.Urgency == Urgency.Emergency ? turn.Now + EmergencyRound
            : isLost ? turn.Now + (climb.Round < QuickRounds ? EmergencyRound : SlowRound)
            : NextMorning(turn, ladder);
        return Wait(turn, ticket, -1, climb.Round + 1, again);
    }

    /// <summary>A climb timer is due.</summary>
    public static void Due(Turn turn, Timer timer)
    {
        if (turn.Find<Ticket>(timer.About) is { State: TicketState.Waiting, Climb: { } climb } ticket && Stamp(climb) == timer.Stamp) Climb(turn, ticket);
    }

    /// <summary>A rung's message did not arrive: it goes to the same person's next address, and the next rung is asked at once.</summary>
    public static void Undelivered(Turn turn, DeliveryReport report, string number, string stamp)
    {
        if (turn.Find<Ticket>(number) is not { State: TicketState.Waiting, Climb: { } climb } ticket || Stamp(climb) != stamp) return;
        ticket = ticket.With(turn, "bot", "rung", "undelivered");
        if (climb.Asked.LastOrDefault(asked => asked.MessageId == report.MessageId) is { } lost && turn.World.Community.Staff.TryGetValue(lost.Staff, out var member))
        {
            var next = Colleagues.Addresses(turn, member).FirstOrDefault(address => !climb.Asked.Any(asked => asked.Round == lost.Round && asked.Staff == lost.Staff && asked.Address == address));
            if (next.Value is not null) TryAskAt(turn, ref ticket, member, next, stamp);
        }
        Climb(turn, ticket, isLost: true);
    }

    /// <summary>Somebody has it: the ladder waits for the result.</summary>
    public static Ticket Hold(Turn turn, Ticket ticket)
    {
        if (ticket.Climb is not { } climb) return ticket;
        turn.Decision.Timers.Add((ClimbTimer(ticket.Number, climb), null));
        if (!IsWelfare(turn, ticket) && ticket.Kind != TicketKind.Visit) return TicketDesk.Save(turn, ticket with { Climb = climb with { NextAt = null } });
        var due = turn.Now + LadderOf(turn, ticket).ReportWithin;
        ticket = TicketDesk.Save(turn, ticket with { Climb = climb with { NextAt = due } });
        turn.Set(new Timer("report", ticket.Number, ReportStamp(ticket)), due);
        return ticket;
    }

    /// <summary>Accepted, and no result came: taken back, and on it climbs.</summary>
    public static void ReportOverdue(Turn turn, Timer timer)
    {
        if (turn.Find<Ticket>(timer.About) is { State: TicketState.Claimed, Climb: not null } ticket && ReportStamp(ticket) == timer.Stamp)
            TicketDesk.Release(turn, ticket, "bot", "unaccepted");
    }

    /// <summary>Tells everybody who was asked that it is over, and by whom.</summary>
    public static Ticket AllClear(Turn turn, Ticket ticket, string by, string name)
    {
        if (ticket.Climb is not { } climb) return ticket;
        foreach (var asked in climb.Asked.DistinctBy(asked => asked.Address))
        {
            Forget(turn, asked.Address, ticket.Number);
            if (asked.Staff == by) continue;
            var talk = Talk.With(turn, asked.Address);
            var code = turn.Text($"outcome_{ticket.Outcome?.Code ?? "other"}", talk.Language);
            talk.Speak(Words.Of(turn, "rung_all_clear", talk.Language, ("number", ticket.Number), ("outcome", code), ("name", name)) with
            {
                Lane = Lane.CheckIn,
                Purpose = Purpose.Welfare,
            });
        }
        turn.Decision.Timers.Add((ClimbTimer(ticket.Number, climb), null));
        return ticket with { Climb = climb with { NextAt = null } };
    }

    /// <summary>Takes a ticket off a named person's list of open rungs.</summary>
    public static void Forget(Turn turn, Address address, string number)
    {
        if (turn.Find<Rungs>(address.Value) is { } rungs && rungs.Tickets.Contains(number))
            turn.Put(address.Value, new Rungs(rungs.Tickets.Remove(number)));
    }

    // Whoever was asked in this round already comes after those who were not: the next rung brings another person as long as there is one.
    static IEnumerable<Candidate> Resolve(Turn turn, Ticket ticket, Rung rung)
    {
        var person = ticket.PersonId is null ? null : turn.Find<Person>(ticket.PersonId);
        var place = person is null ? ticket.Place : turn.Find<Household>(person.Household)?.Place;
        var nearest = Nearest.For(Colleagues.Attendance(turn), rung, place, turn.Now, ticket.Urgency == Urgency.Emergency);
        return nearest.Persons.OrderBy(candidate => ticket.Climb!.Asked.Any(asked => asked.Round == ticket.Climb.Round && asked.Staff == candidate.Member.Id));
    }

    // Of what is not everybody's only those are asked who may know of it. The last rung is asked whoever stands on it, without a word of what it is
    // about: better that somebody without the right to know fetches one who has it than that nobody hears of it.
    static List<Candidate> Knowing(Ticket ticket, IEnumerable<Candidate> candidates, bool isLast)
    {
        var all = candidates.ToList();
        var knowing = all.Where(candidate => Entitlements.KnownTo(candidate.Member.Role).Contains(ticket.Sensitivity)).ToList();
        return knowing.Count == 0 && isLast ? all : knowing;
    }

    // False when there is nobody on this rung, or no account reaches him.
    static bool TryAsk(Turn turn, ref Ticket ticket, IEnumerable<Candidate> candidates, string stamp)
    {
        foreach (var candidate in candidates)
            if (TryAsk(turn, ref ticket, candidate, stamp)) return true;
        return false;
    }

    static bool TryAsk(Turn turn, ref Ticket ticket, Candidate candidate, string stamp)
    {
        var member = candidate.Member;
        // An account that is known to be down comes last: somebody waits.
        foreach (var address in Colleagues.Addresses(turn, member).OrderBy(address => ChannelIncidents.IsDown(turn, address, Purpose.Welfare)))
        {
            if (!TryAskAt(turn, ref ticket, member, address, stamp)) continue;
            ticket = ticket.With(turn, member.Id, "rung", AskWords.Why(turn.World, candidate, turn.World.Community.Language));
            return true;
        }
        ticket = ticket.With(turn, member.Id, "rung", "unreachable");
        return false;
    }

    static bool TryAskAt(Turn turn, ref Ticket ticket, StaffMember member, Address address, string stamp)
    {
        var (climb, talk) = (ticket.Climb!, Talk.With(turn, address, member.Language));
        if (talk.Speak(StaffWords.Ask(turn, ticket, talk.Language, $"rung|{ticket.Number}|{stamp}")) is not { } id) return false;
        var rungs = turn.Find<Rungs>(address.Value) ?? new Rungs([]);
        if (!rungs.Tickets.Contains(ticket.Number)) turn.Put(address.Value, new Rungs(rungs.Tickets.Add(ticket.Number)));
        ticket = ticket with { Climb = climb with { Asked = climb.Asked.Add(new AskedRung(member.Id, address, turn.Now, id) { Round = climb.Round }) } };
        return true;
    }

    static Ticket Wait(Turn turn, Ticket ticket, int rung, int round, Instant next)
    {
        var climb = ticket.Climb! with { Rung = rung, Round = round, NextAt = next };
        turn.Set(ClimbTimer(ticket.Number, climb), next);
        return TicketDesk.Save(turn, ticket with { Climb = climb });
    }

    // To confirm who somebody is, or a change somebody reported, is the desk's work: nobody is in danger. Also a talk that stands on the welfare queue:
    // somebody said unasked that he is not well.
    // Who somebody is, and a picture of what is broken, only takes somebody who lives near.
    static bool IsForTheNearest(Ticket ticket) => Confirmations.Is(ticket) && ticket.PersonId is not null || ticket.Cause == "picture" && ticket.Place is not null;

    static bool IsWelfare(Turn turn, Ticket ticket) => ticket.Kind == TicketKind.Alert || ticket is { Kind: TicketKind.Visit, Cause: not ("change" or "picture") } && !Confirmations.Is(ticket)
        || ticket.Urgency == Urgency.Emergency || ticket.Queue == turn.World.Community.CheckIns?.Queue;

    // One that is gone from the files since: its queue's, else that of whoever may be in danger, which every community has.
    static Ladder LadderOf(Turn turn, Ticket ticket)
    {
        var community = turn.World.Community;
        if (ticket.Climb is { } climb && community.Ladders.TryGetValue(climb.Id, out var known)) return known;
        return community.Ladders[TicketDesk.QueueOf(turn, ticket).Ladder ?? community.Queues["welfare"].Ladder!];
    }

    static Instant NextMorning(Turn turn, Ladder ladder)
    {
        var local = turn.World.Local(turn.Now);
        var date = local.TimeOfDay < ladder.AgainAt ? local.Date : local.Date.PlusDays(1);
        return (date + ladder.AgainAt).InZoneLeniently(turn.World.Community.Zone).ToInstant();
    }

    static Timer ClimbTimer(string number, Climb climb) => new("climb", number, Stamp(climb));

    static string Stamp(Climb climb) => $"{climb.Round}.{climb.Rung}";

    // Who has it, and until when: a later acceptance has another stamp.
    static string ReportStamp(Ticket ticket) => $"{ticket.Owner}@{ticket.Climb?.NextAt?.ToUnixTimeMilliseconds()}";
}
