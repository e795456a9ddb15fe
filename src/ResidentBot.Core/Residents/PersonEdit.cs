using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Residents;

/// <summary>A new value of one field.</summary>
/// <param name="To">The value; null where a field can be empty.</param>
public sealed record Change<T>(T To);

/// <summary>
/// What is to change in a person's entry, and nothing else: null for a field that stays. Lists are changed by what is added and taken away, so that
/// two people who edit one entry at the same time do not undo each other's work.
/// </summary>
public sealed record PersonEdit
{
    /// <summary>The name.</summary>
    public Change<string>? Name { get; init; }

    /// <summary>The day of birth.</summary>
    public Change<LocalDate?>? Born { get; init; }

    /// <summary>The language.</summary>
    public Change<Language>? Language { get; init; }

    /// <summary>How he can be reached with words.</summary>
    public Change<Literacy>? Literacy { get; init; }

    /// <summary>Whether he lives alone.</summary>
    public Change<bool>? LivesAlone { get; init; }

    /// <summary>Whether he gets welfare texts.</summary>
    public Change<bool>? Enrolled { get; init; }

    /// <summary>Whether he wants to hear of jobs.</summary>
    public Change<bool>? WantsJobs { get; init; }

    /// <summary>A pause of the welfare texts.</summary>
    public Change<Pause?>? Pause { get; init; }

    /// <summary>Away from home.</summary>
    public Change<Away?>? Away { get; init; }

    /// <summary>His own quiet hours.</summary>
    public Change<QuietHours?>? Quiet { get; init; }

    /// <summary>Needs to be noted.</summary>
    public ImmutableArray<string> AddNeeds { get; init; } = [];

    /// <summary>Needs that are no more.</summary>
    public ImmutableArray<string> RemoveNeeds { get; init; } = [];

    /// <summary>A contact to be noted.</summary>
    public Contact? AddContact { get; init; }

    /// <summary>A contact that is no more.</summary>
    public Contact? RemoveContact { get; init; }

    /// <summary>An address to be added behind the others.</summary>
    public Address? AddAddress { get; init; }

    /// <summary>An address he no longer uses.</summary>
    public Address? RemoveAddress { get; init; }

    /// <summary>The address to be tried first from now on.</summary>
    public Address? FirstAddress { get; init; }
}
