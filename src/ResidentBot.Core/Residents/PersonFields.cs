using System.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>What a dialog may write down about a person.</summary>
public static class PersonFields
{
    /// <summary>
    /// The closed list of names. A dialog reads <c>name</c>, <c>place</c>, <c>requests</c> and <c>jobs</c>; it writes <c>jobs</c> and <c>notices</c> (a
    /// "yes" may be taken back), <c>note</c> (onto the open matter that a person has or is asked about) and <c>rating</c> (1 to 5, of the last matter that ended).
    /// </summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal) { "jobs", "name", "note", "notices", "place", "rating", "requests" };

    /// <summary>Writes one field; what an unregistered address says of jobs becomes its own small register entry.</summary>
    public static void Set(Turn turn, Talk talk, string field, string value)
    {
        switch (field)
        {
            case "jobs":
                SetJobs(turn, talk, value);
                break;
            case "notices":
                OptOuts.Set(turn, talk, Purpose.Notices, value == "yes", $"{field}: {value}");
                break;
            case "note":
                Note(turn, talk, value.Trim());
                break;
            case "rating":
                Rate(turn, talk, value);
                break;
        }
    }

    // Onto the ticket that holds the talk, else onto the alert about somebody at this address.
    static void Note(Turn turn, Talk talk, string words)
    {
        var ticket = TicketDesk.FindOpen(turn, talk.Conversation.Ticket)
            ?? talk.Conversation.Persons.Select(turn.Find<Person>).Select(person => TicketDesk.FindOpen(turn, person?.Ticket)).OfType<Ticket>().MaxBy(open => open.OpenedAt);
        if (ticket is null || words.Length == 0) return;
        var label = turn.Text("field_more", turn.World.Community.Language);
        ticket = TicketDesk.Save(turn, ticket.With(turn, "resident", "note", words) with { Fields = ticket.Fields.Add(new TicketField("more", label, words)) });
        if (ticket.State == TicketState.Claimed) Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", words));
        else Ladders.TellAsked(turn, ticket, words);
    }

    static void Rate(Turn turn, Talk talk, string rating)
    {
        turn.Count($"rating:{rating}");
        if (talk.Conversation.Requests.Reverse().Select(turn.Find<Ticket>).OfType<Ticket>().FirstOrDefault(one => one.State == TicketState.Closed) is { } ticket)
            TicketDesk.Save(turn, ticket.With(turn, "resident", "rated", rating));
    }

    static void SetJobs(Turn turn, Talk talk, string value)
    {
        var wants = value is "yes" or "true" or "1";
        foreach (var one in HandsetTalks.All(turn, talk))
            one.Change(c => c with { Stopped = wants ? c.Stopped.Remove(Purpose.Jobs) : [.. c.Stopped.Union([Purpose.Jobs])] });
        var persons = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().ToList();
        if (persons.Count == 0) persons.Add(Enter(turn, talk));
        // On a shared handset the wish is the first person's; a stop above holds for the whole handset.
        var word = Consents.Own(turn, talk, Purpose.Jobs, wants, $"jobs: {value}");
        Register.Save(turn, Consents.With(persons[0], word) with { WantsJobs = wants });
    }

    static Person Enter(Turn turn, Talk talk)
    {
        // Nobody's number stands in an id, which logs and pages show; and whoever had the number before keeps his entry.
        var id = $"p-{ImportIds.TraceOf(Encoding.UTF8.GetBytes($"{turn.Id}\n{talk.Conversation.Address.Value}"))[..14]}";
        var person = new Person
        {
            Id = id,
            Name = talk.Conversation.Name ?? talk.Conversation.Address.Channel,
            Household = $"h-{id}",
            Language = talk.Language,
            Addresses = [talk.Conversation.Address],
        };
        Register.Save(turn, new Household(person.Household, "", "", [id]));
        return person;
    }
}
