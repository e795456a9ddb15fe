using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Incidents;

/// <summary>
/// One ticket for each account that does not work, whatever shows it: sends that do not get through, or a canary that does not arrive. Joined while it is
/// open, and closed by itself when the account works again, unless a person has it.
/// </summary>
public static class ChannelIncidents
{
    /// <summary>The timer by which a sender tells what is new of its account, due at once.</summary>
    public static Timer Tell(string account, SendNews news) => new("account", account, news.ToString().ToLowerInvariant());

    /// <summary>A sender has told something.</summary>
    public static void Told(Turn turn, Timer timer)
    {
        if (!turn.World.Community.Accounts.TryGetValue(timer.About, out var account)) return;
        var health = Of(turn, account.Id);
        if (timer.Stamp == "works") Mended(turn, account, health with { FailingSince = null });
        else Open(turn, account, health with { FailingSince = health.FailingSince ?? turn.Now }, timer.Stamp);
    }

    /// <summary>What is known of an account.</summary>
    public static AccountHealth Of(Turn turn, string account) => turn.Find<AccountHealth>(account) ?? new AccountHealth();

    /// <summary>Whether the account that would carry a message to an address is known not to work.</summary>
    public static bool IsDown(Turn turn, Address address, Purpose purpose) =>
        turn.World.AccountFor(address, purpose, []) is { } account && !Of(turn, account.Id).Works;

    /// <summary>Opens the account's incident, or joins the open one.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="account">Which account.</param>
    /// <param name="health">As it is from now on.</param>
    /// <param name="why"><c>down</c>, <c>misconfigured</c> or <c>canary</c>.</param>
    internal static void Open(Turn turn, ChannelAccount account, AccountHealth health, string why)
    {
        if (TicketDesk.FindOpen(turn, health.Ticket) is { } open)
        {
            if (!open.History.Any(line => line.What == "joined" && line.Text == why) && open.Cause != why) TicketDesk.Save(turn, open.With(turn, "bot", "joined", why));
        }
        else
        {
            var language = turn.World.Community.Language;
            var ticket = TicketDesk.Open(turn, TicketDesk.Draft(TicketKind.Incident, QueueOf(turn, account), Urgency.Urgent,
                turn.Text($"alert_account_{why}", language, ("account", account.Id), ("channel", account.Channel))) with
            {
                Cause = why,
            });
            health = health with { Ticket = ticket.Number };
            turn.Count("incident");
        }
        turn.Put(account.Id, health);
    }

    /// <summary>Something of the account works again; the incident ends when all of it does.</summary>
    internal static void Mended(Turn turn, ChannelAccount account, AccountHealth health)
    {
        turn.Put(account.Id, health);
        if (!health.Works || TicketDesk.FindOpen(turn, health.Ticket) is not { } ticket) return;
        var words = turn.Text("account_works", turn.World.Community.Language, ("account", account.Id));
        if (ticket.State == TicketState.Waiting)
        {
            TicketDesk.Close(turn, ticket, "fixed", words, "bot", "");
            return;
        }
        ticket = TicketDesk.Save(turn, ticket.With(turn, "bot", "note", words));
        Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", words));
    }

    // What carries check-ins concerns whoever watches over them.
    static string QueueOf(Turn turn, ChannelAccount account)
    {
        var usual = account.Purposes.Contains(Purpose.Welfare) ? CheckInWatch.QueueOf(turn.World) : "incidents";
        return account.IncidentQueue is { } queue && turn.World.Community.Queues.ContainsKey(queue) ? queue : usual;
    }
}
