using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Residents;

/// <summary>A resident. A check-in belongs to a person, a conversation to an address.</summary>
public sealed record Person
{
    /// <summary>Stable id, ASCII.</summary>
    public required string Id { get; init; }

    /// <summary>As staff and the person say it.</summary>
    public required string Name { get; init; }

    /// <summary>The household.</summary>
    public required string Household { get; init; }

    /// <summary>The language to write in.</summary>
    public Language Language { get; init; }

    /// <summary>Lives alone.</summary>
    public bool LivesAlone { get; init; }

    /// <summary>Gets a welfare text in every window.</summary>
    public bool Enrolled { get; init; }

    /// <summary>Wants to hear of jobs.</summary>
    public bool WantsJobs { get; init; }

    /// <summary>Addresses, the preferred one first.</summary>
    public ImmutableArray<Address> Addresses { get; init; } = [];

    /// <summary>The open welfare ticket about this person; later windows join it instead of opening another.</summary>
    public string? Ticket { get; init; }

    /// <summary>No welfare texts until this day, by a named person's decision.</summary>
    public Pause? Pause { get; init; }
}

/// <summary>A pause of the welfare texts; always with an end and a name.</summary>
/// <param name="Until">The first day with texts again.</param>
/// <param name="By">Who decided it.</param>
/// <param name="Reason">Why.</param>
public sealed record Pause(LocalDate Until, string By, string Reason);

/// <summary>The people behind one door.</summary>
/// <param name="Id">Stable id, ASCII.</param>
/// <param name="Place">The node of the address tree.</param>
/// <param name="Unit">The flat, as people say it.</param>
/// <param name="Persons">Who lives there.</param>
public sealed record Household(string Id, string Place, string Unit, ImmutableArray<string> Persons);
