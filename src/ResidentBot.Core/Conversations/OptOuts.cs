using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// Stop and start words, for each purpose and each sender. A stop at the phone holds for everybody who uses it; it stands on record for the one who said
/// it, or whom he named. One telephone is one phone, by text, WhatsApp and calls; but what a carrier takes for a stop is about its sender alone, and says
/// nothing of the others. No stop silences somebody's welfare texts without a named person having asked him.
/// </summary>
public static class OptOuts
{
    /// <summary>Takes the message if it is a stop or start word.</summary>
    public static bool TryTake(Turn turn, Talk talk, string intent, Arrival arrival)
    {
        switch (intent)
        {
            case "job_unsubscribe":
                Stop(turn, talk, [Purpose.Jobs], arrival.Text);
                talk.Say("stopped_jobs");
                return true;
            case "stop_notices":
                Stop(turn, talk, [Purpose.Notices], arrival.Text);
                talk.Say("stopped_notices");
                return true;
            case "stop_family":
                Stop(turn, talk, [Purpose.Family], arrival.Text);
                talk.Say("stopped_family");
                return true;
            case "stop_welfare":
                StopWelfare(turn, talk, arrival.Text);
                return true;
            case "opt_out":
                StopAll(turn, talk, arrival);
                return true;
            case "opt_in":
                Resume(turn, talk, [.. talk.Conversation.Stopped], arrival.Text);
                talk.Say("started");
                return true;
            case "start_jobs":
                Start(turn, talk, [Purpose.Jobs], arrival.Text);
                talk.Say("started");
                return true;
            case "start_notices":
                Start(turn, talk, [Purpose.Notices], arrival.Text);
                talk.Say("started");
                return true;
            case "start_family":
                Start(turn, talk, [Purpose.Family], arrival.Text);
                talk.Say("started");
                return true;
            case "start_welfare":
                StartWelfare(turn, talk, arrival.Text);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A word given or taken back in a dialog, which says itself what comes of it.</summary>
    public static void Set(Turn turn, Talk talk, Purpose purpose, bool given, string words)
    {
        if (given) Start(turn, talk, [purpose], words);
        else Stop(turn, talk, [purpose], words);
    }

    /// <summary>The carrier itself now blocks this account for this address; nothing can be said there any more.</summary>
    public static void CarrierStop(Turn turn, Talk talk, string account)
    {
        Close(turn, talk, account);
        talk.Change(c => c with { Stopped = [.. c.Stopped.Union([Purpose.Jobs])], Offer = null });
        Record(turn, talk, [Purpose.Jobs], given: false, "STOP", here: true);
        turn.Log("resident", "stopped jobs", talk.Conversation.Address.Channel);
        if (Serves(turn, account, Purpose.Welfare)) AskToStay(turn, Enrolled(About(turn, talk, "")), talk);
    }

    /// <summary>The carrier lets us through again.</summary>
    public static void CarrierStart(Turn turn, Talk talk, string account)
    {
        talk.Change(c => c with { ClosedAccounts = c.ClosedAccounts.Remove(account), Stopped = c.Stopped.Remove(Purpose.Jobs) });
        if (About(turn, talk, "") is [{ WantsJobs: true }]) Record(turn, talk, [Purpose.Jobs], given: true, "START", here: true);
        turn.Log("resident", "started jobs", talk.Conversation.Address.Channel);
    }

    /// <summary>An account can no longer reach an address: noted, and for welfare a person looks in at once.</summary>
    public static void Unreachable(Turn turn, Talk talk, string account, SendError error)
    {
        Close(turn, talk, account);
        if (error == SendError.OptedOut && Serves(turn, account, Purpose.Welfare)) AskToStay(turn, Enrolled(About(turn, talk, "")), talk);
    }

    /// <summary>"May we still look in?": a visit for everybody who gets welfare texts; those go on until a named person decides.</summary>
    public static void AskToStay(Turn turn, IReadOnlyList<Person> enrolled, Talk? talk)
    {
        foreach (var person in enrolled)
        {
            if (TicketDesk.FindOpen(turn, person.Ticket) is { } open)
            {
                TicketDesk.Save(turn, open.With(turn, "resident", "note", "optout"));
                continue;
            }
            var language = turn.World.Community.Language;
            var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
                TicketKind.Visit,
                turn.World.Community.CheckIns?.Queue ?? "welfare",
                Urgency.Urgent,
                turn.Text("alert_optout", language, ("name", person.Name), ("window", ""), ("words", ""))) with
            {
                Address = talk?.Conversation.Address,
                PersonId = person.Id,
                Cause = "optout",
            });
            turn.Put(person.Id, turn.Find<Person>(person.Id)! with { Ticket = ticket.Number });
        }
    }

    static void Close(Turn turn, Talk talk, string account)
    {
        if (!talk.Conversation.ClosedAccounts.Contains(account)) talk.Change(c => c with { ClosedAccounts = c.ClosedAccounts.Add(account) });
        turn.Log("resident", "account closed", talk.Conversation.Address.Channel, account);
    }

    internal static bool Serves(Turn turn, string account, Purpose purpose) =>
        turn.World.Community.Accounts.TryGetValue(account, out var known) && known.Purposes.Contains(purpose);

    // To a sender that has nothing to do with welfare "stop" means what that sender is for.
    static void StopAll(Turn turn, Talk talk, Arrival arrival)
    {
        var isOwnSender = turn.World.Community.Accounts.TryGetValue(arrival.Account, out var account) && !account.Purposes.Contains(Purpose.Welfare)
            && account.Purposes.Any(Consents.Stoppable.Contains);
        Stop(turn, talk, isOwnSender ? [.. account!.Purposes.Where(Consents.Stoppable.Contains)] : Consents.Stoppable, arrival.Text);
        var enrolled = Enrolled(About(turn, talk, arrival.Text));
        if (!isOwnSender) AskToStay(turn, enrolled, talk);
        talk.Say(enrolled.Count == 0 ? "stopped_all" : isOwnSender ? "stopped_sender" : "stopped_ask");
    }

    static void StopWelfare(Turn turn, Talk talk, string words)
    {
        Record(turn, talk, [Purpose.Welfare], given: false, words);
        var enrolled = Enrolled(About(turn, talk, words));
        AskToStay(turn, enrolled, talk);
        talk.Say(enrolled.Count > 0 ? "stopped_welfare" : "stopped_none");
    }

    static void StartWelfare(Turn turn, Talk talk, string words)
    {
        Record(turn, talk, [Purpose.Welfare], given: true, words);
        var about = About(turn, talk, words);
        if (about.Count > 0 && about.All(person => person.Enrolled)) talk.Say("started");
        else HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "greetings");
    }

    static void Stop(Turn turn, Talk talk, IReadOnlyList<Purpose> purposes, string words)
    {
        if (!NamesOne(turn, talk, words))
            foreach (var one in HandsetTalks.All(turn, talk))
                one.Change(c => c with { Stopped = [.. c.Stopped.Union(purposes)], Offer = purposes.Contains(Purpose.Jobs) ? null : c.Offer });
        Record(turn, talk, purposes, given: false, words);
        foreach (var purpose in purposes) turn.Log("resident", $"stopped {purpose}".ToLowerInvariant(), talk.Conversation.Address.Channel);
    }

    // "Start" alone brings back what there was: whoever never asked for jobs, or for word to his family, has not asked for it now.
    static void Resume(Turn turn, Talk talk, IReadOnlyList<Purpose> purposes, string words)
    {
        foreach (var one in HandsetTalks.All(turn, talk)) one.Change(c => c with { Stopped = c.Stopped.RemoveRange(purposes) });
        if (About(turn, talk, words) is [var person])
            Record(turn, talk, [.. purposes.Where(purpose => Had(person, purpose))], given: true, words);
        foreach (var purpose in purposes) turn.Log("resident", $"started {purpose}".ToLowerInvariant(), talk.Conversation.Address.Channel);
    }

    static bool Had(Person person, Purpose purpose) => purpose switch
    {
        Purpose.Jobs => person.WantsJobs,
        Purpose.Family => person.Consents.Any(consent => consent is { Purpose: Purpose.Family, Given: true }),
        _ => true,
    };

    static void Start(Turn turn, Talk talk, IReadOnlyList<Purpose> purposes, string words)
    {
        foreach (var one in HandsetTalks.All(turn, talk)) one.Change(c => c with { Stopped = c.Stopped.RemoveRange(purposes) });
        Record(turn, talk, purposes, given: true, words);
        foreach (var purpose in purposes) turn.Log("resident", $"started {purpose}".ToLowerInvariant(), talk.Conversation.Address.Channel);
    }

    // On a shared handset nobody knows whose word it is, unless it names one.
    static void Record(Turn turn, Talk talk, IReadOnlyList<Purpose> purposes, bool given, string words, bool here = false)
    {
        if (About(turn, talk, words) is not [var person]) return;
        var changed = purposes.Aggregate(person, (one, purpose) => Consents.With(one, Consents.Own(turn, talk, purpose, given, words) with { Here = here }));
        if (!ReferenceEquals(changed, person)) Register.Save(turn, changed);
    }

    static bool NamesOne(Turn turn, Talk talk, string words) => talk.Conversation.Persons.Length > 1 && About(turn, talk, words).Count == 1;

    static List<Person> About(Turn turn, Talk talk, string words)
    {
        var persons = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().ToList();
        var named = persons.Where(person => person.Name.Length > 1 && words.Contains(person.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? named : persons;
    }

    static List<Person> Enrolled(List<Person> persons) => [.. persons.Where(person => person.Enrolled)];
}
