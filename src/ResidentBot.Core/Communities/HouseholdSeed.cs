using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>A household that an empty store begins with, as <c>residents.yml</c> gives it; the register in the store rules from then on.</summary>
/// <param name="Id">As tickets and imports name it.</param>
/// <param name="Place">The node of the address tree it lives at.</param>
/// <param name="Unit">Its door, as people say it: <c>301</c>.</param>
/// <param name="Persons">At least one.</param>
public sealed record HouseholdSeed(string Id, string Place, string Unit, ImmutableArray<PersonSeed> Persons);

/// <summary>A person of a <see cref="HouseholdSeed"/>.</summary>
/// <param name="Id">As check-ins and tickets name the person; unique in the community.</param>
/// <param name="Name">As staff say it.</param>
/// <param name="Language">For messages to the person.</param>
/// <param name="LivesAlone">Whether nobody else is at home.</param>
/// <param name="CheckIn">Whether the welfare programme asks after the person; by default those who live alone.</param>
/// <param name="Addresses">Phones and chats, the preferred one first; persons of one household may share one.</param>
/// <param name="Jobs">Whether the person asked for job notices.</param>
public sealed record PersonSeed(
    string Id, string Name, Language Language, bool LivesAlone, bool CheckIn, ImmutableArray<Address> Addresses, bool Jobs);
