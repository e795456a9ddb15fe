using System.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>What a dialog may write down about a person.</summary>
public static class PersonFields
{
    /// <summary>The closed list of names.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal) { "jobs", "name", "place" };

    /// <summary>Writes one field; what an unregistered address says becomes its own small register entry.</summary>
    public static void Set(Turn turn, Talk talk, string field, string value)
    {
        if (field != "jobs") return;
        var wants = value is "yes" or "true" or "1";
        talk.Change(c => c with { Stopped = wants ? c.Stopped.Remove(Purpose.Jobs) : [.. c.Stopped.Union([Purpose.Jobs])] });
        var persons = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().ToList();
        if (persons.Count == 0) persons.Add(Enter(turn, talk));
        // On a shared handset the wish is the first person's; a stop above holds for the whole handset.
        var word = Consents.Own(turn, talk, Purpose.Jobs, wants, $"{field}: {value}");
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
