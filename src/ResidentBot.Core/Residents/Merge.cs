using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Residents;

/// <summary>Two entries of the register that turned out to be one person; can be undone until <see cref="Until"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kept">The entry that stays, as it was before.</param>
/// <param name="Gone">The entry that was merged into it, as it was before.</param>
/// <param name="By">Who decided it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last moment to undo it.</param>
public sealed record Merge(string Id, Person Kept, Person Gone, string By, Instant At, string Reason, Instant Until)
{
    /// <summary>When it was undone; null while it stands.</summary>
    public Instant? UndoneAt { get; init; }

    /// <summary>The tickets that were moved to the entry that stays.</summary>
    public ImmutableArray<string> Tickets { get; init; } = [];
}
