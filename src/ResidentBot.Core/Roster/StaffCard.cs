using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Roster;

/// <summary>What is known of a named person besides <c>staff.yml</c>; what stands there comes on top.</summary>
/// <param name="Staff">Who.</param>
public sealed record StaffCard(string Staff)
{
    /// <summary>When he is away, as told at the desk or by himself: those not yet over, the earliest first.</summary>
    public ImmutableArray<Leave> Leaves { get; init; } = [];

    /// <summary>Phones and chats he has paired, the first one first.</summary>
    public ImmutableArray<Address> Paired { get; init; } = [];

    /// <summary>The pairing code made last, while it was not used; null for none.</summary>
    public string? Code { get; init; }
}

/// <summary>One leave.</summary>
/// <param name="From">The first day away.</param>
/// <param name="Until">The last day away.</param>
/// <param name="By">Who noted it.</param>
public sealed record Leave(LocalDate From, LocalDate Until, string By);
