using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Stop and start words, per purpose. A stop never silences somebody's welfare texts without a named person having asked him.</summary>
public static class OptOuts
{
    /// <summary>Takes the message if it is an opt-out or opt-in word.</summary>
    public static bool TryTake(Turn turn, Talk talk, string intent)
    {
        switch (intent)
        {
            case "job_unsubscribe":
                Jobs(turn, talk, stop: true);
                talk.Say("stopped_jobs");
                return true;
            case "opt_out":
                Jobs(turn, talk, stop: true);
                talk.Say(AskToStay(turn, talk) ? "stopped_ask" : "stopped_all");
                return true;
            case "opt_in":
                Start(turn, talk);
                talk.Say("started");
                return true;
            default:
                return false;
        }
    }

    /// <summary>The carrier itself now blocks this account for this address; nothing can be said there any more.</summary>
    public static void CarrierStop(Turn turn, Talk talk, string account)
    {
        Close(turn, talk, account);
        Jobs(turn, talk, stop: true);
        if (Serves(turn, account, Purpose.Welfare)) AskToStay(turn, talk);
    }

    /// <summary>The carrier lets us through again.</summary>
    public static void CarrierStart(Turn turn, Talk talk, string account)
    {
        talk.Change(c => c with { ClosedAccounts = c.ClosedAccounts.Remove(account) });
        Start(turn, talk);
    }

    /// <summary>An account can no longer reach an address: noted, and for welfare a person looks in at once.</summary>
    public static void Unreachable(Turn turn, Talk talk, string account, SendError error)
    {
        Close(turn, talk, account);
        if (error == SendError.OptedOut && Serves(turn, account, Purpose.Welfare)) AskToStay(turn, talk);
    }

    /// <summary>A person who gets welfare texts does not want them: a visit, unless somebody is on the way already. The texts go on until a named person decides.</summary>
    internal static void AskToStay(Turn turn, Person person, Address? address)
    {
        if (TicketDesk.FindOpen(turn, person.Ticket) is { } open)
        {
            TicketDesk.Save(turn, open.With(turn, "resident", "note", "optout"));
            return;
        }
        var language = turn.World.Community.Language;
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.Visit,
            turn.World.Community.CheckIns?.Queue ?? "welfare",
            Urgency.Urgent,
            turn.Text("alert_optout", language, ("name", person.Name), ("window", ""), ("words", ""))) with
        {
            Address = address,
            PersonId = person.Id,
            Cause = "optout",
        });
        turn.Put(person.Id, person with { Ticket = ticket.Number });
    }

    static void Close(Turn turn, Talk talk, string account)
    {
        if (!talk.Conversation.ClosedAccounts.Contains(account)) talk.Change(c => c with { ClosedAccounts = c.ClosedAccounts.Add(account) });
        turn.Log("resident", "account closed", talk.Conversation.Address.Channel, account);
    }

    static bool Serves(Turn turn, string account, Purpose purpose) =>
        turn.World.Community.Accounts.TryGetValue(account, out var known) && known.Purposes.Contains(purpose);

    static void Jobs(Turn turn, Talk talk, bool stop)
    {
        talk.Change(c => c with
        {
            Stopped = stop ? [.. c.Stopped.Union([Purpose.Jobs])] : c.Stopped.Remove(Purpose.Jobs),
            Offer = stop ? null : c.Offer,
        });
        turn.Log("resident", stop ? "stopped jobs" : "started jobs", talk.Conversation.Address.Channel);
    }

    static void Start(Turn turn, Talk talk) => Jobs(turn, talk, stop: false);

    // "May we still look in?": a visit for everybody here who gets welfare texts; those go on until a named person decides.
    static bool AskToStay(Turn turn, Talk talk)
    {
        var enrolled = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().Where(person => person.Enrolled).ToList();
        foreach (var person in enrolled) AskToStay(turn, person, talk.Conversation.Address);
        return enrolled.Count > 0;
    }
}
