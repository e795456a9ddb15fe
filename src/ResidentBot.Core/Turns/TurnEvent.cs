using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Turns;

/// <summary>Something that happened and takes one turn. The list is closed: this is everything that can change a document.</summary>
/// <param name="Id">Unique in the community: a stream's entry id, a timer's name, a click's id.</param>
/// <param name="At">People's time at which it is decided.</param>
public abstract record TurnEvent(string Id, Instant At)
{
    /// <summary>A resident did something.</summary>
    public sealed record Arrived(string Id, Instant At, Arrival Arrival) : TurnEvent(Id, At);

    /// <summary>News of a message we sent.</summary>
    public sealed record Reported(string Id, Instant At, DeliveryReport Report) : TurnEvent(Id, At)
    {
        /// <summary>The line of the thread that did not arrive, where its words may be said elsewhere; see <see cref="Failover.NeedsLine"/>.</summary>
        public ThreadEntry? Line { get; init; }
    }

    /// <summary>A timer is due. <paramref name="Due"/> tells how late it is.</summary>
    public sealed record TimerDue(string Id, Instant At, Timer Timer, Instant Due) : TurnEvent(Id, At);

    /// <summary>A welfare window opens for a person.</summary>
    public sealed record WindowOpens(string Id, Instant At, string Person, LocalDate Date, string Window, Instant Opens) : TurnEvent(Id, At);

    /// <summary>All windows that open up to an instant have been opened.</summary>
    public sealed record PlannedThrough(string Id, Instant At, Instant Through) : TurnEvent(Id, At);

    /// <summary>A post is offered to a person who asked for jobs; null when the last one has been asked.</summary>
    public sealed record PostOffered(string Id, Instant At, string Post, string? Person) : TurnEvent(Id, At);

    /// <summary>Somebody at the desk acted.</summary>
    public sealed record StaffActed(string Id, Instant At, StaffAction Action) : TurnEvent(Id, At);

    /// <summary>A household of the community's files is entered unless it is there already.</summary>
    public sealed record HouseholdSeeded(string Id, Instant At, Household Household, IReadOnlyList<Person> Persons) : TurnEvent(Id, At);

    /// <summary>The next rows of an import have their turn.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="At">When.</param>
    /// <param name="Import">The import's id.</param>
    /// <param name="From">How many rows were before them.</param>
    /// <param name="Rows">At most <see cref="Imports.Import.ChunkSize"/>.</param>
    public sealed record ImportChunk(string Id, Instant At, string Import, int From, IReadOnlyList<PersonRow> Rows) : TurnEvent(Id, At);

    /// <summary>The chunk of an import that was entered last and not taken back yet is taken back.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="At">When.</param>
    /// <param name="Import">The import's id.</param>
    /// <param name="Chunk">Which chunk, from 0.</param>
    /// <param name="Images">What it changed, as it was before.</param>
    public sealed record UndoChunk(string Id, Instant At, string Import, int Chunk, IReadOnlyList<BeforeImage> Images) : TurnEvent(Id, At);

    /// <summary>An event whose turn broke; the fixed decision for it cannot fail.</summary>
    public sealed record Broken(string Id, Instant At, TurnEvent Event, string Fault) : TurnEvent(Id, At);
}

/// <summary>A timer by name: what is to happen, to what, and the state it was set for. A timer whose state has passed does nothing.</summary>
/// <param name="Kind">wait, remind, alert, climb, report, fixed, account, canary.</param>
/// <param name="About">A document's id.</param>
/// <param name="Stamp">The state it was set for.</param>
public sealed record Timer(string Kind, string About, string Stamp)
{
    /// <summary>As it stands in the sorted set: <c>kind|about|stamp</c>.</summary>
    public string Name => $"{Kind}|{About}|{Stamp}";

    /// <summary>Reads a name.</summary>
    public static Timer? Parse(string name)
    {
        var parts = name.Split('|');
        return parts.Length == 3 ? new Timer(parts[0], parts[1], parts[2]) : null;
    }
}
