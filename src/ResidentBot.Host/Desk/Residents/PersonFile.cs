using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Everything on the card of one person.</summary>
/// <param name="View">The person with his household and today's windows.</param>
public sealed record PersonFile(PersonView View)
{
    /// <summary>The addresses that may be written to first, or again.</summary>
    public IReadOnlyList<Address> MayWrite { get; init; } = [];

    /// <summary>Tickets about the person or from his addresses, the newest first; those that may be seen.</summary>
    public IReadOnlyList<Ticket> Tickets { get; init; } = [];

    /// <summary>The last days' windows, the oldest first; null where nobody was asked.</summary>
    public IReadOnlyList<(LocalDate Day, IReadOnlyList<(CheckInWindow Window, CheckIn? CheckIn)> Windows)> Strip { get; init; } = [];

    /// <summary>What the audit log says of the person, the newest first.</summary>
    public IReadOnlyList<LogEntry> History { get; init; } = [];

    /// <summary>Whether the log goes back further than was looked.</summary>
    public bool HasOlder { get; init; }

    /// <summary>The merges that made this entry.</summary>
    public IReadOnlyList<Merge> Merges { get; init; } = [];

    /// <summary>Who lives next to him.</summary>
    internal IReadOnlyList<RegisterEntry> Neighbours { get; init; } = [];

    /// <summary>Whether whoever looks may change the entry.</summary>
    public bool MayEdit { get; init; }

    /// <summary>Whether he may ask to see numbers, needs and sensitive labels.</summary>
    public bool MayReveal { get; init; }

    /// <summary>Whether he may prepare and erase what is held.</summary>
    public bool MayErase { get; init; }

    /// <summary>The day here.</summary>
    public LocalDate Today { get; init; }
}
