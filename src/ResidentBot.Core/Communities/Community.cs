using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;

namespace ResidentBot.Core.Communities;

/// <summary>One community as its files under <c>config/&lt;community&gt;/</c> describe it. Immutable: a change makes a new edition.</summary>
public sealed record Community
{
    /// <summary>Short name, also the hash tag of all its keys: <c>a-z 0-9 -</c>, 2 to 32 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What residents call it.</summary>
    public required Texts Name { get; init; }

    /// <summary>The zone in which people here read their clocks.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The language of somebody whose own is not known.</summary>
    public Language Language { get; init; } = Language.Zh;

    /// <summary>A demo community sends nothing outside this machine.</summary>
    public bool Demo { get; init; }

    /// <summary>Whether a new person's first reply says who we are, what is kept, and how to reach a person.</summary>
    public bool Welcome { get; init; } = true;

    /// <summary>The phone residents can call, in words: it stands in the welcome and in safety texts.</summary>
    public required string Phone { get; init; }

    /// <summary>Local emergency numbers as told to residents: <c>120 / 110 / 119</c>.</summary>
    public required string EmergencyNumbers { get; init; }

    /// <summary>When notices may not be sent, in local time; may pass midnight.</summary>
    public required LocalTime QuietFrom { get; init; }

    /// <summary>When notices may be sent again.</summary>
    public required LocalTime QuietUntil { get; init; }

    /// <summary>Quiet hours of single purposes, where they differ from the above.</summary>
    public ImmutableDictionary<Purpose, QuietHours> Quiet { get; init; } = ImmutableDictionary<Purpose, QuietHours>.Empty;

    /// <summary>How many households one person can look after; a report names whoever has more.</summary>
    public int WorkerLimit { get; init; } = 20;

    /// <summary>How long the audit log is kept in Redis; older lines are exported, then dropped.</summary>
    public Period AuditKept { get; init; } = Period.FromYears(3);

    /// <summary>The labels a person can have.</summary>
    public LabelCatalogue Labels { get; init; } = LabelCatalogue.Empty;

    /// <summary>Accounts by id.</summary>
    public required ImmutableDictionary<string, ChannelAccount> Accounts { get; init; }

    /// <summary>Staff queues by id.</summary>
    public required ImmutableDictionary<string, StaffQueue> Queues { get; init; }

    /// <summary>Named people who can be alarmed, by id.</summary>
    public required ImmutableDictionary<string, StaffMember> Staff { get; init; }

    /// <summary>Ladders by id.</summary>
    public required ImmutableDictionary<string, Ladder> Ladders { get; init; }

    /// <summary>The welfare programme; null when this community has none.</summary>
    public CheckInProgramme? CheckIns { get; init; }

    /// <summary>What the tree's nodes may be, from the top down.</summary>
    public ImmutableArray<PlaceLevel> Levels { get; init; } = [];

    /// <summary>Places by id: the tree of district, street, ... building.</summary>
    public required ImmutableDictionary<string, Place> Places { get; init; }

    /// <summary>The households an empty store begins with, in the order of the file.</summary>
    public ImmutableArray<HouseholdSeed> Residents { get; init; } = [];
}

/// <summary>One account of ours at one provider.</summary>
public sealed record ChannelAccount
{
    /// <summary>Begins whatever stands for a secret where nothing is ever sent, so that its form is not judged.</summary>
    public const string Placeholder = "unset-";

    /// <summary>Its id, as messages, streams and webhook paths name it.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="ChannelKinds.All"/>: the first part of its addresses.</summary>
    public required string Channel { get; init; }

    /// <summary>What it is used for; on SMS welfare and jobs may not share one, because a carrier's stop word blocks a whole sender.</summary>
    public required ImmutableArray<Purpose> Purposes { get; init; }

    /// <summary>Messages (on SMS: segments) a second.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>What one message costs, on SMS one segment; null when nobody said.</summary>
    public Price? Price { get; init; }

    /// <summary>The SMS provider it is an account of; null for Twilio and on other channels.</summary>
    public Gateway? Gateway { get; init; }

    /// <summary>The text that goes to a phone of ours again and again, to see that messages arrive; null for none.</summary>
    public CanarySettings? Canary { get; init; }

    /// <summary>The queue on which its incidents are opened; null for the usual one.</summary>
    public string? IncidentQueue { get; init; }

    /// <summary>What leaves as a template outside the channel's window; gateways have theirs in their own file.</summary>
    public MessageTemplates Texts { get; init; } = new();

    /// <summary>What can be done through it; its channel's, unless it was said.</summary>
    public Capabilities Can { get => field ??= ChannelKinds.Of(this); init; }

    /// <summary>The channel's own settings by name; secrets are already read from their environment variables.</summary>
    public required ImmutableDictionary<string, string> Settings { get; init; }

    /// <summary>Environment variables that its settings name and that are not set; only a demo community may have any.</summary>
    public ImmutableArray<string> UnsetVariables { get; init; } = [];

    /// <summary>Whether it can be used: every environment variable it names is set.</summary>
    public bool Enabled => UnsetVariables.IsEmpty;
}

/// <summary>How an account is tried out.</summary>
/// <param name="To">A phone or chat of ours on the account's channel.</param>
/// <param name="Every">How often; at least twice <paramref name="Within"/>.</param>
/// <param name="Within">How long one may take.</param>
public sealed record CanarySettings(Address To, Duration Every, Duration Within);

/// <summary>An amount of money.</summary>
/// <param name="Amount">0 to 1,000, in whole units of the currency.</param>
/// <param name="Currency">Three capital letters, such as <c>CNY</c>.</param>
public sealed record Price(decimal Amount, string Currency);

/// <summary>A queue of tickets that staff work on.</summary>
/// <param name="Id">As in keys and YAML.</param>
/// <param name="Title">As staff read it.</param>
/// <param name="OpensAt">When somebody starts to look, local time.</param>
/// <param name="ClosesAt">When nobody looks any more; equal to <paramref name="OpensAt"/> for round the clock.</param>
/// <param name="AnswerWithin">How soon an answer is honestly to be expected while open.</param>
/// <param name="Ladder">The ladder that climbs when nobody accepts; null for none.</param>
public sealed record StaffQueue(string Id, Texts Title, LocalTime OpensAt, LocalTime ClosesAt, Duration AnswerWithin, string? Ladder)
{
    /// <summary>Who may know of what stands on it.</summary>
    public Sensitivity Sensitivity { get; init; }
}

/// <summary>A named person who works for residents and can be reached himself.</summary>
/// <param name="Id">As in ladders and tickets.</param>
/// <param name="Name">As residents and colleagues read it.</param>
/// <param name="Language">For his own messages.</param>
/// <param name="Addresses">His own phone or chat, the preferred one first.</param>
public sealed record StaffMember(string Id, string Name, Language Language, ImmutableArray<Address> Addresses)
{
    /// <summary>What he is there for, which is also what he may know on his own phone.</summary>
    public Role Role { get; init; } = Role.GridWorker;

    /// <summary>When he is on duty; empty for always.</summary>
    public ImmutableArray<DutySpan> Duty { get; init; } = [];

    /// <summary>Leave that stands in the files.</summary>
    public ImmutableArray<Leave> Leaves { get; init; } = [];
}

/// <summary>Hours of duty on some days of the week, local time; may pass midnight, and then belong to the day they begin on.</summary>
/// <param name="Days">Which days.</param>
/// <param name="From">The first minute.</param>
/// <param name="Until">The first minute after it; equal to <paramref name="From"/> for the whole day.</param>
public sealed record DutySpan(ImmutableArray<IsoDayOfWeek> Days, LocalTime From, LocalTime Until);

/// <summary>
/// Who is asked, one after another, until somebody accepts and reports. It never runs out: after the last rung it begins again at the first
/// at <see cref="AgainAt"/> the next morning.
/// </summary>
/// <param name="Id">As queues name it.</param>
/// <param name="Rungs">At least one.</param>
/// <param name="ReportWithin">How long an acceptance may go without a result before it is taken back and the ladder climbs on.</param>
/// <param name="AgainAt">When a ladder that reached its end begins again, local time.</param>
public sealed record Ladder(string Id, ImmutableArray<Rung> Rungs, Duration ReportWithin, LocalTime AgainAt);

/// <summary>One rung: a person and how long he has to accept.</summary>
/// <param name="Staff">
/// A staff id, or <c>responsible</c> for the person answerable for the resident's place, or <c>responsible:building</c> for the one answerable
/// for the building above it; <see cref="Nearest"/> finds the person.
/// </param>
/// <param name="AcceptWithin">How long he has.</param>
public sealed record Rung(string Staff, Duration AcceptWithin);

/// <summary>The times and limits of the welfare texts.</summary>
/// <param name="Windows">In the order of the day.</param>
/// <param name="Queue">Where silence and worry go.</param>
public sealed record CheckInProgramme(ImmutableArray<CheckInWindow> Windows, string Queue)
{
    /// <summary>How many people are expected to be asked, by channel; the empty channel for those whose channel nobody said. Null when the file does not say.</summary>
    public ImmutableDictionary<string, int>? People { get; init; }
}

/// <summary>One window of the day.</summary>
/// <param name="Id">As <c>morning</c>.</param>
/// <param name="Name">As staff and residents read it.</param>
/// <param name="At">When the text leaves, local time; a time that summer time skips is taken one hour later, a doubled one once.</param>
/// <param name="RemindAfter">How long silence lasts before the one reminder.</param>
/// <param name="AlertAfter">How long silence lasts before the alert, counted from the first text.</param>
/// <param name="StaleAfter">How late the first text may still leave; after that the person goes on the phone roll call instead.</param>
public sealed record CheckInWindow(string Id, Texts Name, LocalTime At, Duration RemindAfter, Duration AlertAfter, Duration StaleAfter)
{
    /// <summary>How long silence lasts before the person is rung up, between reminder and alert; null for never.</summary>
    public Duration? CallAfter { get; init; }
}

/// <summary>One level of the address tree.</summary>
/// <param name="Id">As places name it: <c>building</c>.</param>
/// <param name="Name">As staff read it.</param>
public sealed record PlaceLevel(string Id, Texts Name);

/// <summary>A node of the address tree.</summary>
/// <param name="Id">As persons and tickets name it.</param>
/// <param name="Parent">The node above; null at the root.</param>
/// <param name="Level">What it is: a word of the community's own list, such as <c>building</c>.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Responsible">Staff ids, the first one first; empty means: ask the node above.</param>
public sealed record Place(string Id, string? Parent, string Level, string Name, ImmutableArray<string> Responsible)
{
    /// <summary>Staff ids of those who stand in while nobody responsible is there, the first one first.</summary>
    public ImmutableArray<string> Deputies { get; init; } = [];
}
