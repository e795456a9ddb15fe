using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Residents;

/// <summary>A resident. A check-in belongs to a person, a conversation to an address. Written by <see cref="Register"/> alone, but for <see cref="Ticket"/>.</summary>
public sealed record Person
{
    /// <summary>Younger than this somebody is a child; what concerns a child is seen by few.</summary>
    public const int Adult = 18;

    /// <summary>Stable id, ASCII.</summary>
    public required string Id { get; init; }

    /// <summary>As staff and the person say it.</summary>
    public required string Name { get; init; }

    /// <summary>The household.</summary>
    public required string Household { get; init; }

    /// <summary>The day of birth; null when it is not known.</summary>
    public LocalDate? Born { get; init; }

    /// <summary>The language to write in.</summary>
    public Language Language { get; init; }

    /// <summary>How the person can be reached with words.</summary>
    public Literacy Literacy { get; init; }

    /// <summary>Whether short words serve him better.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool ReadsLittle => Literacy != Literacy.Text;

    /// <summary>Lives alone.</summary>
    public bool LivesAlone { get; init; }

    /// <summary>Gets a welfare text in every window.</summary>
    public bool Enrolled { get; init; }

    /// <summary>Wants to hear of jobs.</summary>
    public bool WantsJobs { get; init; }

    /// <summary>Addresses, the preferred one first.</summary>
    public ImmutableArray<Address> Addresses { get; init; } = [];

    /// <summary>What whoever knocks must know, in few words: a wheelchair, hard of hearing. Health is in it, so it is sensitive as a whole.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Labels of the community's catalogue; of one label at most one.</summary>
    public ImmutableArray<PersonLabel> Labels { get; init; } = [];

    /// <summary>Family, neighbours and friends who may be asked about the person.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];

    /// <summary>Away from home; null when here.</summary>
    public Away? Away { get; init; }

    /// <summary>What the person agreed to and refused, oldest first, never changed; of a purpose the newest counts.</summary>
    public ImmutableArray<Consent> Consents { get; init; } = [];

    /// <summary>The person's own quiet hours, besides the community's; null for none.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>The open welfare ticket about this person; later windows join it instead of opening another.</summary>
    public string? Ticket { get; init; }

    /// <summary>No welfare texts until this day, by a named person's decision.</summary>
    public Pause? Pause { get; init; }

    /// <summary>The person this entry turned out to be; null for an entry of its own. A merged entry is on no list.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The merges that made this entry what it is, by id, oldest first; undone ones too.</summary>
    public ImmutableArray<string> Merges { get; init; } = [];

    /// <summary>The code on paper made last for this person, used or not; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>Died or moved away; null while a resident.</summary>
    public Departure? Left { get; init; }

    /// <summary>Whether the person is known to be a child on a day.</summary>
    public bool IsChild(LocalDate today) => Born is { } born && born.PlusYears(Adult) > today;

    /// <summary>The newest word on a purpose; null when nobody ever asked.</summary>
    public Consent? ConsentTo(Purpose purpose) => Consents.LastOrDefault(consent => consent.Purpose == purpose);

    /// <summary>The last word on a purpose that counts on a channel.</summary>
    public Consent? ConsentTo(Purpose purpose, string? channel) =>
        Consents.LastOrDefault(consent => consent.Purpose == purpose && (!consent.Here || consent.Channel == channel));
}

/// <summary>How a person can be reached with words.</summary>
public enum Literacy
{
    /// <summary>Reads texts.</summary>
    Text,

    /// <summary>Reads a little: short texts, few choices at a time, and a call where he does not answer.</summary>
    TextAndVoice,

    /// <summary>Does not read: rung up first; texts, short ones, only where he cannot be.</summary>
    VoiceOnly,
}

/// <summary>A label of the catalogue on a person.</summary>
/// <param name="Label">Its id in the catalogue.</param>
/// <param name="Source">Where it was learnt: a visit, a list, the person.</param>
/// <param name="By">Who put it there.</param>
/// <param name="On">When.</param>
/// <param name="Until">The last day it holds; null when the catalogue sets no end.</param>
public sealed record PersonLabel(string Label, string Source, string By, LocalDate On, LocalDate? Until)
{
    /// <summary>Whether it still holds on a day.</summary>
    public bool Holds(LocalDate today) => Until is null || Until >= today;
}

/// <summary>What somebody is to a person.</summary>
public enum Relation
{
    /// <summary>Of the family.</summary>
    Family,

    /// <summary>Lives next door.</summary>
    Neighbour,

    /// <summary>A neighbour who promised to look after the person, and whom the person accepted.</summary>
    Buddy,

    /// <summary>A friend.</summary>
    Friend,

    /// <summary>Anybody else.</summary>
    Other,
}

/// <summary>Somebody who may be asked about a person.</summary>
/// <param name="Name">As staff say it.</param>
/// <param name="Relation">What he is to the person.</param>
/// <param name="Address">Where he is reached; null when only at his door.</param>
/// <param name="Person">His own entry in the register; null when he has none.</param>
/// <param name="Note">Where he lives, when he can be reached; null for nothing.</param>
public sealed record Contact(string Name, Relation Relation, Address? Address = null, string? Person = null, string? Note = null);

/// <summary>Away from home: the welfare texts go on unless they are paused.</summary>
/// <param name="City">Where, as people say it.</param>
/// <param name="Until">The last day away; somebody asks when it has passed.</param>
/// <param name="By">Who said so.</param>
/// <param name="Since">When it was noted.</param>
public sealed record Away(string City, LocalDate Until, string By, LocalDate Since);

/// <summary>One word on one purpose, as a record that can be shown to whoever gave it.</summary>
/// <param name="Purpose">What it is about.</param>
/// <param name="Given">Agreed; false when refused or withdrawn.</param>
/// <param name="At">When.</param>
/// <param name="By"><c>resident</c> for the person's own message, else the staff id that wrote it down.</param>
/// <param name="Words">The words the person was shown, or his own word that took it back.</param>
/// <param name="Channel"><c>sms</c>, <c>telegram</c>, <c>web</c>, <c>paper</c>, <c>spoken</c> ...</param>
/// <param name="Witness">Who was there, when it was not in writing; null for nobody.</param>
/// <param name="Here">Whether it was said to a carrier, about one sender: it holds on its channel alone.</param>
public sealed record Consent(Purpose Purpose, bool Given, Instant At, string By, string Words, string Channel, string? Witness = null, bool Here = false);

/// <summary>Hours of the day in which nothing leaves that can wait; may pass midnight.</summary>
/// <param name="From">The first minute of quiet, local time.</param>
/// <param name="Until">The first minute after it.</param>
public sealed record QuietHours(LocalTime From, LocalTime Until)
{
    /// <summary>Whether a time of day lies within.</summary>
    public bool Hold(LocalTime time) => From <= Until ? time >= From && time < Until : time >= From || time < Until;
}

/// <summary>A pause of the welfare texts; always with an end and a name.</summary>
/// <param name="Until">The first day with texts again.</param>
/// <param name="By">Who decided it.</param>
/// <param name="Reason">Why.</param>
public sealed record Pause(LocalDate Until, string By, string Reason);

/// <summary>The end of somebody's living here, by a named person's word.</summary>
/// <param name="Why"><c>died</c> or <c>moved</c>.</param>
/// <param name="On">When it was noted.</param>
/// <param name="By">Who noted it.</param>
public sealed record Departure(string Why, LocalDate On, string By)
{
    /// <summary>Whether he got welfare texts until then, should it prove a mistake.</summary>
    public bool WasEnrolled { get; init; }
}

/// <summary>The people behind one door.</summary>
/// <param name="Id">Stable id, ASCII.</param>
/// <param name="Place">The node of the address tree.</param>
/// <param name="Unit">The flat, as people say it.</param>
/// <param name="Persons">Who lives there.</param>
public sealed record Household(string Id, string Place, string Unit, ImmutableArray<string> Persons);

/// <summary>Who has a name: an index that <see cref="Register"/> keeps, under the name in its plain form.</summary>
/// <param name="Persons">Ids, in the order in which they came.</param>
public sealed record Namesakes(ImmutableArray<string> Persons);

/// <summary>The households at a node of the address tree itself: an index that <see cref="Register"/> keeps, under the place's id.</summary>
/// <param name="Households">Ids, in the order in which they came.</param>
public sealed record Dwellings(ImmutableArray<string> Households);
