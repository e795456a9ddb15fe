using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
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

    /// <summary>The words of who somebody is, and whose matter it is.</summary>
    public required IdentityWords IdentityWords { get; init; }

    /// <summary>The words of answers to questions that no dialog asks.</summary>
    public required AnswerWords AnswerWords { get; init; }

    /// <summary>What a text may mean, ranked.</summary>
    public required Understand Understand { get; init; }

    /// <summary>Names what <see cref="Understand"/> learned from; empty where it has learned nothing.</summary>
    public string UnderstandingEdition { get; init; } = "";

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

    /// <summary>The account that speaks in a talk for a purpose: the one last written to, if it serves the purpose; null when none does.</summary>
    public ChannelAccount? AccountFor(Conversation talk, Purpose purpose) =>
        !talk.ClosedAccounts.Contains(talk.Account) && Community.Accounts.TryGetValue(talk.Account, out var last) && last.Purposes.Contains(purpose)
            ? last
            : AccountFor(talk.Address, purpose, talk.ClosedAccounts);

    /// <summary>Local date and time of an instant in the community's zone.</summary>
    public LocalDateTime Local(Instant instant) => instant.InZone(Community.Zone).LocalDateTime;

    /// <summary>
    /// When a message for a purpose that must wait now may leave: the end of the community's quiet hours and of the person's own. Null when it need not
    /// wait.
    /// </summary>
    public Instant? QuietEnd(Purpose purpose, QuietHours? own, Instant instant)
    {
        var hours = Community.Quiet.TryGetValue(purpose, out var its) ? its : new QuietHours(Community.QuietFrom, Community.QuietUntil);
        var free = instant;
        // The end of one may lie within the other; together they may leave no minute of a day free, and then it goes at the last one's end.
        for (var i = 0; i < 4; i++)
        {
            if (EndOf(hours, free) is { } end) free = end;
            else if (own is not null && EndOf(own, free) is { } ownEnd) free = ownEnd;
            else break;
        }
        return free > instant ? free : null;
    }

    Instant? EndOf(QuietHours hours, Instant instant)
    {
        var local = Local(instant);
        if (!hours.Hold(local.TimeOfDay)) return null;
        var date = local.TimeOfDay < hours.Until ? local.Date : local.Date.PlusDays(1);
        var end = (date + hours.Until).InZoneLeniently(Community.Zone).ToInstant();
        return end > instant ? end : null;
    }

    /// <summary>What can be done at an address: as the account that answers there can, else as its channel can.</summary>
    public Capabilities Can(Address address) => AccountFor(address, Purpose.Service, [])?.Can ?? Can(address.Channel);

    /// <summary>What can be done on a channel; nothing on one that is gone.</summary>
    public static Capabilities Can(string channel) => ChannelKinds.All.GetValueOrDefault(channel) ?? Gone;

    /// <summary>Whether an address is fetched by its client, so that nothing is sent.</summary>
    public static bool IsFetched(Address address) => Can(address.Channel).Fetched;

    // A document may name a channel that an older edition had.
    static readonly Capabilities Gone = new() { TwoWay = false, MayStart = false, Buttons = false, Pictures = false, MaxLength = 1, Reports = false, Unasked = false };
}
