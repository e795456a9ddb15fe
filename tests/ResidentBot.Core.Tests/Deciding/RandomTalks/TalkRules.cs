using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Tests.Deciding.RandomTalks;

/// <summary>When a resident is not lost. Each rule says what is wrong, or null.</summary>
static class TalkRules
{
    static readonly Duration SayAgainAfter = Duration.FromMinutes(2);

    /// <summary>
    /// Whatever came got a word. The silences that are meant: a person has the talk; who waits was told so less than two minutes ago; the further pictures
    /// of an album; and an address that no account of ours may write to any more: it wanted messages stopped or started, or a person has its matter.
    /// </summary>
    public static string? Answered(Desk desk, Arrival arrival, Conversation? before, Decision decision)
    {
        var talk = desk.Find<Conversation>(arrival.From.Value)!;
        var held = talk.Ticket is null ? null : desk.Find<Ticket>(talk.Ticket);
        var canSpeak = desk.World.AccountFor(arrival.From, Purpose.Service, talk.ClosedAccounts) is not null;
        var isSaid = decision.Thread.Any(line => line.Thread == arrival.From && line.Entry.Kind == ThreadKind.Out);
        var isAsked = before is { Session: not null } or { Who: not null } or { Whom: not null };
        if (desk.World.Emergencies.Match(arrival.Text, isAsked) is not null)
        {
            if (held is not { State: not TicketState.Closed, Urgency: Urgency.Emergency }) return "a call for help opened no emergency";
            if (!isSaid && canSpeak) return "a call for help got no word";
        }
        if (held is { State: TicketState.Claimed } && before?.Ticket == held.Number && SaysBot(desk, arrival, decision)) return "the bot speaks into a person's talk";
        if (isSaid || held is { State: TicketState.Claimed }) return null;
        if (held is { State: TicketState.Waiting } && talk.ToldWaitingAt is { } told && desk.Now - told < SayAgainAfter) return null;
        if (talk.Session is { Media.Length: > 1 } && arrival is { Text: "", Media.Length: > 0 }) return null;
        if (!canSpeak) return IsStop(desk, arrival.Text) || Tickets(desk, arrival.From.Value).Any(ticket => ticket.State != TicketState.Closed) ? null : "who cannot be answered has no ticket";
        return "no answer";
    }

    // Its own words go before a person's for danger, for a stop, for a wrong number, and for a code from paper.
    static bool SaysBot(Desk desk, Arrival arrival, Decision decision) => desk.World.Emergencies.Match(arrival.Text) is null && !IsStop(desk, arrival.Text) && PaperCodes.In(arrival) is null
        && decision.Thread.Any(line => line.Thread == arrival.From && line.Entry is { Kind: ThreadKind.Out, By: null });

    // What one who cannot be answered wants stopped or started is done without a word.
    static bool IsStop(Desk desk, string text) => text.Length > 0 && desk.World.Understand(text, new TalkState(false, false, false, Language.Zh)) is [var guess, ..]
        && (guess.Intent.StartsWith("stop_", StringComparison.Ordinal) || guess.Intent.StartsWith("start_", StringComparison.Ordinal) || guess.Intent is "opt_out" or "opt_in" or "job_unsubscribe" or "wrong_person");

    /// <summary>No check-in became "fine" but by words or a button that say so.</summary>
    public static string? Fine(Desk desk, Arrival arrival, Conversation? before, IEnumerable<CheckIn> fine)
    {
        if (!fine.Any()) return null;
        if (arrival.Tap is { } tap) return tap.StartsWith("c:", StringComparison.Ordinal) && tap.EndsWith(":fine", StringComparison.Ordinal) ? null : "another button answered a check-in";
        if (before is { WhoOf.IsEmpty: false }) return null;
        return CheckInAnswers.Read(arrival.Text, desk.World.CheckInWords) == CheckInAnswer.Fine ? null : "fine was read where nobody said so";
    }

    /// <summary>What is sent for the check-ins is a text that providers who take templates alone have one for.</summary>
    public static string? Templated(IEnumerable<Outgoing> sent) => sent.FirstOrDefault(message => message.Purpose == Purpose.Welfare && !World.Can(message.To.Channel).Voice
        && !(message.Phrase is { } phrase && GatewayWords.Welfare.Contains(phrase.Key))) is { } bare ? $"a welfare text without a template: {bare.Phrase?.Key ?? bare.Text}" : null;

    /// <summary>What must hold between any two events.</summary>
    public static string? Held(Desk desk, string address) => Questions(desk, address) ?? Waiting(desk, address) ?? CheckIns(desk, address)
        ?? Tickets(desk, address).Select(ticket => Ticketed(desk, ticket)).FirstOrDefault(wrong => wrong is not null);

    /// <summary>Tickets from an address.</summary>
    public static IEnumerable<Ticket> Tickets(Desk desk, string address) => desk.Lists.GetValueOrDefault(Lists.TicketsOf(new Address(address)), []).Select(number => desk.Find<Ticket>(number)!);

    /// <summary>
    /// Whoever answers the question he read last is not taken to answer another one. A job notice is no question; and a check-in that came into a talk
    /// waits for that talk's end, where it is asked again.
    /// </summary>
    public static string? Asked(Desk desk, string address, string? last)
    {
        if (desk.Find<Conversation>(address) is not { } talk || last is null) return null;
        var takes = talk.Session is { } session ? session.Token + "." : talk.Whom is { AsksName: false } ? "w:" : !talk.CheckIns.IsEmpty ? "c:" : talk.AskedFixed is { } asked ? $"t:{asked}" : "";
        var isOpen = last.StartsWith("t:", StringComparison.Ordinal) && talk.AskedFixed is { } number && last.StartsWith($"t:{number}", StringComparison.Ordinal)
            || last.StartsWith("w:", StringComparison.Ordinal) && talk.Whom is { AsksName: false };
        return isOpen && !last.StartsWith(takes, StringComparison.Ordinal) ? $"the last question was {last}, its answer goes to {takes}" : null;
    }

    static string? Questions(Desk desk, string address)
    {
        if (desk.Find<Conversation>(address) is not { } talk) return null;
        var open = new[] { (talk.Session is not null, "a dialog's"), (talk.Who is not null, "who is writing"), (talk.Whom is not null, "for whom") }.Where(one => one.Item1).Select(one => one.Item2).ToList();
        return open.Count > 1 ? $"two questions are open: {string.Join(", ", open)}" : null;
    }

    static string? Waiting(Desk desk, string address)
    {
        var timers = desk.Timers.Values.Where(timer => timer.Timer.Kind == "wait" && timer.Timer.About == address).ToList();
        if (desk.Find<Conversation>(address)?.Session is not { } session) return null;
        return timers.Any(timer => timer.Timer.Stamp == session.Token && timer.Due <= session.WaitUntil) ? null : "a question waits for ever";
    }

    static string? CheckIns(Desk desk, string address)
    {
        foreach (var id in desk.Lists.GetValueOrDefault(Lists.OpenCheckIns, []))
        {
            var checkIn = desk.Find<CheckIn>(id)!;
            if (checkIn.State is CheckInState.Asked or CheckInState.Reminded && !desk.Timers.Values.Any(timer => timer.Timer is { Kind: "alert" } && timer.Timer.About == id)) return "a check-in has no alert ahead";
            if (checkIn.State is CheckInState.Alert or CheckInState.RollCall && (checkIn.Ticket is null || desk.Find<Ticket>(checkIn.Ticket) is not { State: not TicketState.Closed })) return "a check-in in alarm has no ticket";
            if (checkIn.State is CheckInState.Asked or CheckInState.Reminded && checkIn.Asked.Contains(new Address(address)) && !desk.Find<Conversation>(address)!.CheckIns.Contains(id)) return "a check-in was forgotten where it was asked";
        }
        return null;
    }

    static string? Ticketed(Desk desk, Ticket ticket)
    {
        var isQueued = desk.Lists.GetValueOrDefault(Lists.Queue(ticket.Queue), []).Contains(ticket.Number);
        if (isQueued != ticket.State is TicketState.Waiting or TicketState.Claimed) return $"ticket {ticket.Number} is {ticket.State} and {(isQueued ? "" : "not ")}on its queue";
        if (ticket is { State: TicketState.Waiting, Climb: not null } && !desk.Timers.Values.Any(timer => timer.Timer.About == ticket.Number)) return $"ticket {ticket.Number} has no next step";
        if (ticket.State == TicketState.Done && !desk.Timers.Values.Any(timer => timer.Timer is { Kind: "fixed" } && timer.Timer.About == ticket.Number)) return $"ticket {ticket.Number} is done and nobody will call";
        return null;
    }
}
