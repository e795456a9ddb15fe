using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Turns;

/// <summary>Everything one turn changes. It is committed whole or not at all, and nothing leaves the process before.</summary>
public sealed class Decision
{
    /// <summary>Documents to write; null deletes.</summary>
    public Dictionary<DocumentKey, object?> Documents { get; } = [];

    /// <summary>Stored documents that the decision rests on: it holds only while none of them has changed.</summary>
    public HashSet<DocumentKey> Read { get; } = [];

    /// <summary>Lines to append to threads, in order.</summary>
    public List<(Address Thread, ThreadEntry Entry)> Thread { get; } = [];

    /// <summary>Talks whose lines are erased, after whatever is appended to them.</summary>
    public List<Address> Erased { get; } = [];

    /// <summary>Ways to an address through an account that are forgotten, with whatever a page of his has shown.</summary>
    public List<(string Account, Address Address)> Routes { get; } = [];

    /// <summary>Messages to send, in order.</summary>
    public List<Outgoing> Outbox { get; } = [];

    /// <summary>Timers to set, or to take away when the instant is null.</summary>
    public List<(Timer Timer, Instant? Due)> Timers { get; } = [];

    /// <summary>Places on queues and lists: a score, or null to leave. See <see cref="Lists"/>.</summary>
    public List<(string List, string Member, double? Score)> Listed { get; } = [];

    /// <summary>Counters of the day to raise.</summary>
    public List<(LocalDate Date, string Name, long By)> Counts { get; } = [];

    /// <summary>What live pages should look at again: <c>ticket:1008</c>, <c>thread:web:ab</c>, <c>post:7</c>.</summary>
    public List<string> Feed { get; } = [];

    /// <summary>The audit log: who did what.</summary>
    public List<LogEntry> Log { get; } = [];

    /// <summary>Media to fetch from their providers.</summary>
    public List<MediaOrder> Media { get; } = [];

    /// <summary>Lines to append to what is kept beside an import, in order.</summary>
    public List<(string Import, ImportList List, byte[] Line)> Kept { get; } = [];

    /// <summary>Another edition of the files for everybody to run; null when it stays. It holds only while the one before is still run.</summary>
    public EditionSwitch? Edition { get; set; }

    /// <summary>Why nothing was done, as a text id and its values; null when something was.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Something the caller may want to know: the number of the ticket opened.</summary>
    public string? Answer { get; set; }
}

/// <summary>A "no" to a person, in words from <c>texts.yml</c>.</summary>
/// <param name="Text">The text's id.</param>
/// <param name="Name">Whom it concerns: the winner of a claim.</param>
public sealed record Refusal(string Text, string? Name = null);

/// <summary>From one edition of a community's files to another.</summary>
/// <param name="Before">The one that must be run until then.</param>
/// <param name="After">The one to run from then on.</param>
public sealed record EditionSwitch(string Before, string After);

/// <summary>One line of the audit log.</summary>
/// <param name="At">When.</param>
/// <param name="Who">A staff id, an account, <c>resident</c> or <c>bot</c>.</param>
/// <param name="What">A word of <see cref="AuditWords"/>.</param>
/// <param name="About">A ticket's number, a person's id, an account's name; never words of a resident.</param>
/// <param name="Why">The reason, where one is asked for.</param>
public sealed record LogEntry(Instant At, string Who, string What, string About, string? Why = null);

/// <summary>Bytes to fetch after the commit.</summary>
/// <param name="Account">From whose provider.</param>
/// <param name="Thread">Into whose thread the news goes.</param>
/// <param name="Entry">The line the media stand in.</param>
/// <param name="Index">Which of its media, from 0.</param>
/// <param name="Media">What to fetch.</param>
public sealed record MediaOrder(string Account, Address Thread, string Entry, int Index, Media Media);

/// <summary>The names of sorted lists.</summary>
public static class Lists
{
    /// <summary>A staff queue: tickets, the most urgent and earliest due first.</summary>
    public static string Queue(string id) => $"queue:{id}";

    /// <summary>Addresses by their last message, newest last.</summary>
    public const string Talks = "index:talks";

    /// <summary>Tickets that ended, by when.</summary>
    public const string Ended = "index:ended";

    /// <summary>Every ticket about a person, whatever its state, by when it was opened.</summary>
    public static string TicketsOf(string person) => $"index:tickets:{person}";

    /// <summary>Every ticket from an address, whatever its state, by when it was opened.</summary>
    public static string TicketsOf(Address address) => $"index:tickets:{address.Value}";

    /// <summary>Requests marked done and not yet confirmed.</summary>
    public const string Done = "index:done";

    /// <summary>All persons.</summary>
    public const string Persons = "index:persons";

    /// <summary>All households.</summary>
    public const string Households = "index:households";

    /// <summary>Imports, by when they were staged.</summary>
    public const string Imports = "index:imports";

    /// <summary>Imports with chunks still to be entered, or to be taken back.</summary>
    public const string Importing = "index:importing";

    /// <summary>Merges, by until when they can be undone.</summary>
    public const string Merges = "index:merges";

    /// <summary>Corrections of what was understood, waiting and accepted, by when they were made.</summary>
    public const string Corrections = "index:corrections";

    /// <summary>Corrections that the understanding learns from, by when they were accepted.</summary>
    public const string Learned = "index:learned";

    /// <summary>Persons who get welfare texts.</summary>
    public const string Enrolled = "index:enrolled";

    /// <summary>Persons who want job notices.</summary>
    public const string JobSeekers = "index:jobseekers";

    /// <summary>All posts, by when they were published.</summary>
    public const string Posts = "index:posts";

    /// <summary>Posts not yet offered to all.</summary>
    public const string Offering = "index:offering";

    /// <summary>Open check-ins.</summary>
    public const string OpenCheckIns = "index:checkins";
}
