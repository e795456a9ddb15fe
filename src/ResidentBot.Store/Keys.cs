using System.Globalization;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using StackExchange.Redis;

namespace ResidentBot.Store;

/// <summary>
/// The only place where a key is spelled. Every key of a community holds its hash tag, so all of them live in one slot and one script can touch
/// them together; keys of the whole desk live under tags of their own and never meet a community's in one commit.
/// </summary>
public sealed class Keys(string community)
{
    readonly string _tag = $"{{{community}}}:";

    /// <summary>The community's id.</summary>
    public string Community => community;

    /// <summary>A document: hash with <c>v</c> (version) and <c>d</c> (schema number, space, JSON).</summary>
    public string Document(DocumentKey key) => $"{_tag}doc:{Name(key.Type)}:{key.Id}";

    /// <summary>Stream: what residents did.</summary>
    public string Inbox => _tag + "inbox";

    /// <summary>Stream: what became of our messages.</summary>
    public string Reports => _tag + "reports";

    /// <summary>List: the lines of a talk.</summary>
    public string Thread(Address address) => $"{_tag}thread:{address.Value}";

    /// <summary>Stream: messages waiting to leave through an account.</summary>
    public string Outbox(string account, Lane lane) => $"{_tag}outbox:{account}:{lane.ToString().ToLowerInvariant()}";

    /// <summary>String: the last group of outcomes stored, so that one whose commit went unanswered is recognised as stored.</summary>
    public string Outcomes => _tag + "outcomes";

    /// <summary>Stream: media waiting to be fetched.</summary>
    public string Media => _tag + "media";

    /// <summary>Sorted set: timers by due time in milliseconds.</summary>
    public string Timers => _tag + "timers";

    /// <summary>A sorted set by its name in <see cref="Lists"/>: <c>queue:service</c>, <c>index:persons</c>.</summary>
    public string List(string name) => _tag + name;

    /// <summary>String with an expiry: a provider's id that has been accepted.</summary>
    public string Seen(string account, string providerId) => $"{_tag}seen:{account}:{providerId}";

    /// <summary>String with an expiry: a click or call that has been decided.</summary>
    public string Once(string id) => $"{_tag}once:{id}";

    /// <summary>String: how far inbox and reports have been decided.</summary>
    public string Cursor => _tag + "cursor";

    /// <summary>String with an expiry: who works for this community now.</summary>
    public string Lease => _tag + "lease";

    /// <summary>String: the fencing number of the last lease.</summary>
    public string Fence => _tag + "fence";

    /// <summary>Stream: what changed, for live pages.</summary>
    public string Feed => _tag + "feed";

    /// <summary>Stream: audit log.</summary>
    public string Log => _tag + "log";

    /// <summary>Stream: events that could not be decided.</summary>
    public string Dead => _tag + "dead";

    /// <summary>Hash: counters of one day.</summary>
    public string Stats(LocalDate date) => $"{_tag}stats:{LocalDatePattern.Iso.Format(date)}";

    /// <summary>String: the edition of the files every host runs; and the edition's content.</summary>
    public string Edition => _tag + "edition";

    /// <summary>String: the content of an edition.</summary>
    public string EditionFiles(string edition) => $"{_tag}edition:{edition}";

    /// <summary>List with an expiry: what is kept beside an import, by <see cref="ImportList"/>: <c>import:ID:rows</c>.</summary>
    public string Import(string import, ImportList list) => $"{_tag}import:{import}:{list.ToString().ToLowerInvariant()}";

    /// <summary>String: how far an account's provider has been asked.</summary>
    public string PullCursor(string account) => $"{_tag}pulled:{account}";

    /// <summary>String with an expiry: how an address is reached through an account, where its provider says so only with each message.</summary>
    public string Route(string account, Address address) => $"{_tag}route:{account}:{address.Value}";

    /// <summary>String with an expiry: what a message is to us, by the id its provider gave it.</summary>
    public string Reference(string account, string providerId) => $"{_tag}reference:{account}:{providerId}";

    /// <summary>String with an expiry: what an open page has shown.</summary>
    public string Presence(Address address) => $"{_tag}presence:{address.Value}";

    /// <summary>String with an expiry: that a conversation of the web chat has ended.</summary>
    public string ChatEnded(Address address) => $"{_tag}chatended:{address.Value}";

    /// <summary>Hash with an expiry: how often an address of the network has written in an hour.</summary>
    public string Visits(string hour) => $"{_tag}visits:{hour}";

    /// <summary>String: what tokens of the web chat are signed with, in hexadecimal digits.</summary>
    public string ChatKey => _tag + "chatkey";

    /// <summary>String: what addresses are named by on pages of the desk, in hexadecimal digits.</summary>
    public string MarkKey => _tag + "markkey";

    /// <summary>Hash: <c>host:ID</c> for whoever works now, and after an unclean end events in hand, by how often.</summary>
    public string InHand => _tag + "inhand";

    /// <summary>The channel that tells all hosts which open page is being written to just now.</summary>
    public string Typing => _tag + "typing";

    /// <summary>The channel that wakes the host that works for this community.</summary>
    public string Wake => _tag + "wake";

    /// <summary>Sorted set of live hosts, of the whole desk.</summary>
    public static string Hosts => "{hosts}:live";

    /// <summary>Set: names of the console accounts, of the whole desk.</summary>
    public static string DeskAccounts => "{desk}:accounts";

    /// <summary>A console account: hash with <c>v</c> (version) and <c>d</c> (schema number, space, JSON).</summary>
    public static string DeskAccount(string name) => $"{{desk}}:account:{name}";

    /// <summary>List: data-protection keys, of the whole desk.</summary>
    public static string DataProtection => "{desk}:protection";

    /// <summary>A score that orders a queue: the most urgent first, then the earliest due.</summary>
    public static RedisValue Score(double score) => score.ToString("R", CultureInfo.InvariantCulture);

    static string Name(DocumentType type) => type switch
    {
        DocumentType.Conversation => "conversation",
        DocumentType.Person => "person",
        DocumentType.Household => "household",
        DocumentType.Ticket => "ticket",
        DocumentType.CheckIn => "checkin",
        DocumentType.Post => "post",
        DocumentType.Rungs => "rungs",
        DocumentType.Counter => "counter",
        DocumentType.Planned => "planned",
        DocumentType.Namesakes => "namesakes",
        DocumentType.Dwellings => "dwellings",
        DocumentType.StaffCard => "staffcard",
        DocumentType.Pairing => "pairing",
        DocumentType.PaperCode => "papercode",
        DocumentType.Import => "import",
        DocumentType.Merge => "merge",
        DocumentType.Correction => "correction",
        DocumentType.AccountHealth => "health",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
