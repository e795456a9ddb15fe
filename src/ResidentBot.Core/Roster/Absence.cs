using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Roster;

/// <summary>When a named person is away, as told at the desk or by himself; what stands in <c>staff.yml</c> comes on top.</summary>
/// <param name="Staff">Who.</param>
/// <param name="Leaves">Those not yet over, the earliest first.</param>
public sealed record Absence(string Staff, ImmutableArray<Leave> Leaves);

/// <summary>One leave.</summary>
/// <param name="From">The first day away.</param>
/// <param name="Until">The last day away.</param>
/// <param name="By">Who noted it.</param>
public sealed record Leave(LocalDate From, LocalDate Until, string By);
