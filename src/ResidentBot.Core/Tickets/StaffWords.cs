using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tickets;

/// <summary>What a named person is told about a ticket on his own phone or chat.</summary>
public static class StaffWords
{
    /// <summary>Outcomes a named person can report by one digit, in the order of the digits.</summary>
    public static readonly IReadOnlyList<string> Reportable = ["fine", "forgot", "unwell", "hospital", "away", "other"];

    /// <summary>Asks to accept: what happened, to whom, where; "1" accepts, "2" passes it on.</summary>
    public static Words Ask(Turn turn, Ticket ticket, Language language, string concerns) => Confirmations.Ask(turn, ticket, language, concerns) ?? (IsPrivate(ticket)
        ? Words.Of(turn, "rung_ask_private", language, ("number", ticket.Number))
        : Words.Of(turn, "rung_ask", language, ("number", ticket.Number), ("summary", ticket.Summary), ("where", Where(turn, ticket, language)))) with
    {
        Choices =
        [
            new Choice($"r:{ticket.Number}:accept", turn.Text("rung_accept", language)),
            new Choice($"r:{ticket.Number}:pass", turn.Text("rung_pass", language)),
        ],
        Lane = ticket.Urgency == Urgency.Emergency ? Lane.Emergency : Lane.CheckIn,
        Purpose = Purpose.Welfare,
        Concerns = concerns,
    };

    /// <summary>Asks for the result of an accepted ticket.</summary>
    public static Words AskResult(Turn turn, Ticket ticket, Language language) => (IsPrivate(ticket)
        ? Words.Of(turn, "rung_result_private", language, ("number", ticket.Number))
        : Words.Of(turn, "rung_result", language, ("number", ticket.Number), ("where", Where(turn, ticket, language)))) with
    {
        Choices = [.. Reportable.Select(code => new Choice($"r:{ticket.Number}:{code}", turn.Text($"outcome_{code}", language)))],
        Lane = Lane.CheckIn,
        Purpose = Purpose.Welfare,
    };

    // A phone lies about and its messages pass through many hands: of what is not everybody's it gets a number, and the words stay at the desk.
    static bool IsPrivate(Ticket ticket) => ticket.Sensitivity != Sensitivity.Ordinary;

    static string Where(Turn turn, Ticket ticket, Language language)
    {
        if (ticket.PersonId is null || turn.Find<Person>(ticket.PersonId) is not { } person) return turn.Text("where_unknown", language);
        var household = turn.Find<Household>(person.Household);
        return household is null ? person.Name : $"{person.Name} {household.Unit}";
    }
}
