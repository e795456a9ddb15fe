using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// What is asked once a matter is stored: who is writing, when nobody knows; for whom it is, when it may be for several. Never a gate: the matter takes
/// its course whether these are answered or not.
/// </summary>
public static class FollowUps
{
    /// <summary>After this a question takes no answer any more.</summary>
    public static readonly Duration Lapse = Duration.FromHours(12);

    /// <summary>Asks what is to be asked at the end of a turn in which the writer opened something.</summary>
    public static void After(Turn turn, Talk talk, string words)
    {
        if (Opened(turn, talk) is not { } ticket || Colleagues.At(turn, talk.Conversation.Address) is not null) return;
        if (ticket.Kind == TicketKind.Alert) talk.Change(c => c with { Whom = null });
        if (talk.Conversation.Persons.IsEmpty) FirstContact.Ask(turn, talk);
        // One question at a time: whoever said that he has a new number is still to say who he is.
        else if (talk.Conversation.Who is not { } open || !IsFresh(turn, open.AskedAt)) ForWhom.Ask(turn, talk, ticket, words);
        if (ticket.Kind == TicketKind.Request && talk.Conversation.Whom is null) CheckInTalk.AskAgain(turn, talk);
    }

    /// <summary>The request, hand-off or emergency that this turn opened from the talk; null when it opened none.</summary>
    public static Ticket? Opened(Turn turn, Talk talk) => turn.Decision.Log
        .Where(line => line.What == "opened").Select(line => turn.Find<Ticket>(line.About)).OfType<Ticket>()
        .LastOrDefault(ticket => ticket.Address == talk.Conversation.Address
            && (ticket.Kind is TicketKind.Request or TicketKind.HandOff || ticket is { Kind: TicketKind.Alert, Cause: "emergency" }));

    /// <summary>Whether a question is still young enough to be answered.</summary>
    public static bool IsFresh(Turn turn, Instant askedAt) => turn.Now - askedAt < Lapse;
}
