using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>Enters the households of a community's files that are not in the register yet; what staff changed since stays.</summary>
static class Seeding
{
    const int Chunk = 50;

    /// <summary>Enters them, some at a time, each once however often it is repeated.</summary>
    public static async Task SeedAsync(RunningCommunity community, TimeProvider time)
    {
        foreach (var chunk in community.World.Community.Residents.Chunk(Chunk))
        {
            var documents = new Documents();
            for (var committed = false; !committed;)
            {
                var batch = new DecisionCommit(community.Store.Keys, documents);
                foreach (var household in chunk) batch.Add(await community.Store.DecideAsync(documents, Event(household, Instant.FromDateTimeOffset(time.GetUtcNow())), community.World));
                var commit = batch.Build(new Commit());
                committed = commit.IsEmpty || await community.Store.Link.CommitAsync(commit) is CommitResult.Committed;
                documents.Clear();
            }
        }
    }

    /// <summary>A household of the files as the event that enters it.</summary>
    internal static TurnEvent.HouseholdSeeded Event(HouseholdSeed seed, Instant at) => new(
        $"seed:{seed.Id}",
        at,
        new Household(seed.Id, seed.Place, seed.Unit, [.. seed.Persons.Select(person => person.Id)]),
        [.. seed.Persons.Select(person => new Person
        {
            Id = person.Id,
            Name = person.Name,
            Household = seed.Id,
            Language = person.Language,
            LivesAlone = person.LivesAlone,
            Enrolled = person.CheckIn,
            WantsJobs = person.Jobs,
            Addresses = person.Addresses,
        })]);
}
