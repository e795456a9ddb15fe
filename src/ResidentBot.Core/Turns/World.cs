using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Turns;

/// <summary>Everything a decision may know that is not a document: one edition of the files, immutable.</summary>
public sealed record World
{
    /// <summary>The community.</summary>
    public required Community Community { get; init; }

    /// <summary>Its dialogs and texts.</summary>
    public required DialogBook Book { get; init; }

    /// <summary>Words that go to the top of the queue from any state.</summary>
    public required EmergencyWords Emergencies { get; init; }

    /// <summary>The words of replies to a check-in.</summary>
    public required CheckInWords CheckInWords { get; init; }

    /// <summary>What a text may mean, ranked.</summary>
    public required Understand Understand { get; init; }

    /// <summary>Which channels can show pictures, buttons and so on: by channel name.</summary>
    public required IReadOnlyDictionary<string, Capabilities> Capabilities { get; init; }

    /// <summary>Named people by their own addresses.</summary>
    public IReadOnlyDictionary<Address, StaffMember> StaffByAddress => _staffByAddress ??= Community.Staff.Values
        .SelectMany(member => member.Addresses, (member, address) => (member, address))
        .DistinctBy(pair => pair.address)
        .ToDictionary(pair => pair.address, pair => pair.member);

    // Derived once from immutable data; a race only computes the same twice.
    IReadOnlyDictionary<Address, StaffMember>? _staffByAddress;

    /// <summary>The account that reaches an address for a purpose, or null when none does.</summary>
    public ChannelAccount? AccountFor(Address address, Purpose purpose, IReadOnlyCollection<string> closed) => Community.Accounts.Values
        .Where(account => account.Channel == address.Channel && account.Purposes.Contains(purpose) && !closed.Contains(account.Id))
        .MinBy(account => account.Id, StringComparer.Ordinal);

    /// <summary>Local date and time of an instant in the community's zone.</summary>
    public LocalDateTime Local(Instant instant) => instant.InZone(Community.Zone).LocalDateTime;

    /// <summary>Whether a notice may leave at this instant.</summary>
    public bool IsQuiet(Instant instant)
    {
        var time = Local(instant).TimeOfDay;
        var (from, until) = (Community.QuietFrom, Community.QuietUntil);
        return from <= until ? time >= from && time < until : time >= from || time < until;
    }

    /// <summary>Whether channels of this name are fetched by their clients, so that nothing is sent.</summary>
    public bool IsFetched(Address address) => Capabilities.TryGetValue(address.Channel, out var can) && can.Fetched;
}
