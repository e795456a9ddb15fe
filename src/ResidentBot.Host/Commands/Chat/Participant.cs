using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>Somebody who writes in a rehearsal: a resident of the files, a named person on a phone of his own, or a stranger.</summary>
/// <param name="Id">A resident's or staff id, or <see cref="Stranger"/>.</param>
/// <param name="Name">As people say it; null for a stranger.</param>
/// <param name="IsWorker">Whether he is one of the named people.</param>
/// <param name="Address">Where he writes from.</param>
/// <param name="Account">The account of ours he writes to.</param>
/// <param name="Household">What must be entered for him first; null for whoever is no resident.</param>
sealed record Participant(string Id, string? Name, bool IsWorker, Address Address, string Account, HouseholdSeed? Household)
{
    /// <summary>The id of whoever is in no file.</summary>
    public const string Stranger = "stranger";

    /// <summary>What he is called in a talk: his id, with the channel where he writes over several.</summary>
    public string Label { get; init; } = Id;

    /// <summary>Finds who is meant. Throws <see cref="FormatException"/> with a word for the person when there is no such one.</summary>
    /// <param name="world">The files.</param>
    /// <param name="residents">The residents who may be played.</param>
    /// <param name="id">Whose id.</param>
    /// <param name="channel">Over what; null for his preferred one.</param>
    /// <param name="isWorker">Whether the id is that of a named person.</param>
    public static Participant Of(World world, IEnumerable<HouseholdSeed> residents, string id, string? channel, bool isWorker)
    {
        var (name, addresses, household) = isWorker ? Worker(world.Community, id) : id == Stranger ? (null, Strangers(channel), null) : Resident(world.Community, residents, id);
        var address = addresses.FirstOrDefault(address => channel is null || address.Channel == channel);
        if (address.Value is null) throw new FormatException($"`{id}` has no address of the channel `{channel}`");
        if (world.AccountFor(address, Purpose.Service, []) is not { } account) throw new FormatException($"{world.Community.Id} has no account of the channel `{address.Channel}`");
        return new Participant(id, name, isWorker, address, account.Id, household);
    }

    static (string?, IEnumerable<Address>, HouseholdSeed?) Worker(Community community, string id) => community.Staff.TryGetValue(id, out var member)
        ? (member.Name, member.Addresses, null)
        : throw new FormatException($"there is nobody `{id}` in the staff of {community.Id}{Spelling.Hint(id, community.Staff.Keys)}");

    static (string?, IEnumerable<Address>, HouseholdSeed?) Resident(Community community, IEnumerable<HouseholdSeed> residents, string id)
    {
        var households = residents.ToList();
        var household = households.Find(one => one.Persons.Any(person => person.Id == id))
            ?? throw new FormatException($"there is no resident `{id}` in {community.Id}{Spelling.Hint(id, households.SelectMany(one => one.Persons).Select(person => person.Id))}");
        var person = household.Persons.First(one => one.Id == id);
        return (person.Name, person.Addresses, household);
    }

    // Of the numbers and ids that belong to nobody.
    static IEnumerable<Address> Strangers(string? channel) => (channel ?? "web") switch
    {
        "sms" => [new Address("sms:+12025550199")],
        "telegram" => [new Address("telegram:4500000000000999")],
        "wechat" => [new Address("wechat:oStranger999")],
        "web" => [new Address("web:chat")],
        _ => [],
    };
}
