using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Desk.Residents;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>One line of the left pane.</summary>
/// <param name="Id">As the address of the page names the list.</param>
/// <param name="Title">As staff read it.</param>
/// <param name="Count">How many stand on it; null for lists without end.</param>
/// <param name="Emergencies">How many of them are emergencies.</param>
public sealed record ListLine(string Id, string Title, long? Count, int Emergencies);

/// <summary>The page with queues, list and ticket.</summary>
/// <param name="List">The list that is shown.</param>
/// <param name="Lists">All lists: everything, mine, each queue, done, ended.</param>
/// <param name="Rows">The tickets on it, in order.</param>
/// <param name="Ticket">The ticket that is open; null when none is.</param>
public sealed record TicketsView(string List, IReadOnlyList<ListLine> Lists, IReadOnlyList<Ticket> Rows, TicketView? Ticket)
{
    /// <summary>The title of the list that is shown.</summary>
    public string ListTitle => Lists.First(line => line.Id == List).Title;
}

/// <summary>One ticket with its thread and its people.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Conversation">The talk that belongs to it; null for work without one.</param>
/// <param name="Lines">The thread.</param>
/// <param name="HasEarlier">Whether older lines are left out.</param>
/// <param name="Presence">What the resident's open page tells; null when none is open.</param>
/// <param name="Persons">Who writes from that address, and whom it is about.</param>
/// <param name="Others">Other open tickets of the same people or address.</param>
/// <param name="Typed">What was typed into a form that was refused.</param>
public sealed record TicketView(
    Ticket Ticket,
    Conversation? Conversation,
    IReadOnlyList<LineView> Lines,
    bool HasEarlier,
    Presence? Presence,
    IReadOnlyList<PersonView> Persons,
    IReadOnlyList<Ticket> Others,
    string? Typed)
{
    /// <summary>Whether the talk and the people are kept from who asks: he is shown what a repair needs.</summary>
    public bool TalkHidden { get; init; }

    /// <summary>Whether pictures can be shown where the talk is held.</summary>
    public bool MayShow { get; init; }

    /// <summary>The most bytes of one.</summary>
    public int MostSent { get; init; }

    /// <summary>The intents for which a dialog could begin.</summary>
    public IReadOnlySet<string> Beginning { get; init; } = new HashSet<string>();

    /// <summary>Where it is, for whoever is not shown the people: the nodes from the top of the tree down, and the flat.</summary>
    public (IReadOnlyList<Place> Path, string? Unit) Where { get; init; } = ([], null);

    /// <summary>Whom a ticket that asks who somebody is may mean; null for every other ticket, and for whoever may not say.</summary>
    internal WhoChoice? Who { get; init; }

    /// <summary>Outcomes offered for this kind of ticket.</summary>
    public IReadOnlyList<string> Outcomes => OutcomesOf(Ticket.Kind);

    /// <summary>Outcomes offered for a kind of ticket.</summary>
    public static IReadOnlyList<string> OutcomesOf(TicketKind kind) => kind switch
    {
        TicketKind.HandOff => ["answered", "cannot", "cancelled", "other"],
        TicketKind.Request => ["fixed", "cannot", "cancelled", "other"],
        TicketKind.Application => ["hired", "cannot", "cancelled", "other"],
        TicketKind.Incident => ["fixed", "cannot", "other"],
        _ => ["fine", "forgot", "phone", "away", "unwell", "hospital", "died", "moved", "false-alarm", "other"],
    };

    /// <summary>Whether somebody can be written to from here.</summary>
    public bool CanReply => Ticket is { Address: not null, State: not TicketState.Closed };
}

/// <summary>A choice of people behind an address.</summary>
/// <param name="Query">What was looked for; "" for those who fit what was said.</param>
/// <param name="Rows">The people.</param>
sealed record WhoChoice(string Query, IReadOnlyList<Registers.RegisterEntry> Rows);

/// <summary>The resident's page is open.</summary>
/// <param name="At">When the last line was written that the page has been given; null when it has none of those shown here.</param>
public sealed record Presence(Instant? At);
