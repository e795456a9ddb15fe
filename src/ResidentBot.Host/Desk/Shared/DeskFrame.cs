using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Accounts;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>What every page needs beside its own matter: who asks, in which language and community, and what stands in the head of the page.</summary>
public sealed record DeskFrame
{
    static readonly InstantPattern Stamp = InstantPattern.General;
    static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm");
    static readonly LocalDateTimePattern Exact = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss");
    static readonly LocalDateTimePattern Day = LocalDateTimePattern.CreateWithInvariantCulture("MM-dd HH:mm");

    /// <summary>The words.</summary>
    public required DeskTexts T { get; init; }

    /// <summary>Who asks; null before sign-in.</summary>
    public DeskAccount? Account { get; init; }

    /// <summary>The community the page is about; null on pages of the whole desk.</summary>
    public Community? Community { get; init; }

    /// <summary>All communities of this host.</summary>
    public IReadOnlyList<Community> Communities { get; init; } = [];

    /// <summary>Proves that a form was ours.</summary>
    public required string Forgery { get; init; }

    /// <summary>The page's own address, for the way back after a change of language.</summary>
    public required string Path { get; init; }

    /// <summary>How far the feed was when the page began to read; live news go on after it.</summary>
    public string FeedId { get; init; } = "";

    /// <summary>Names addresses without writing them out; on pages of the whole desk there are none to name.</summary>
    public AddressMarks Marks { get; init; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>The counters in the head; null on pages of the whole desk, and for whoever sees no tickets.</summary>
    public Today? Today { get; init; }

    /// <summary>What the last click came to, when there is something to say.</summary>
    public Notice? Notice { get; init; }

    /// <summary>People's time.</summary>
    public required Instant Now { get; init; }

    DateTimeZone Zone => Community?.Zone ?? DateTimeZone.Utc;

    /// <summary>The hour, and the day when it is not today.</summary>
    public string Time(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        return local.Date == Now.InZone(Zone).Date ? Clock.Format(local) : Day.Format(local);
    }

    /// <summary>The day and the hour to the second, as people here read them.</summary>
    public string Second(Instant at) => Exact.Format(at.InZone(Zone).LocalDateTime);

    /// <summary>As a browser reads it.</summary>
    public static string Iso(Instant at) => Stamp.Format(at);

    /// <summary>How long ago, in one unit.</summary>
    public string Ago(Instant at)
    {
        var minutes = (int)Math.Max(0, (Now - at).TotalMinutes);
        return minutes switch
        {
            < 1 => T["ago_now"],
            < 60 => T.Say("ago_minutes", ("n", minutes)),
            < 60 * 48 => T.Say("ago_hours", ("n", minutes / 60)),
            _ => T.Say("ago_days", ("n", minutes / 60 / 24)),
        };
    }

    /// <summary>The text for a window of which there is nothing today: it is yet to come, or nobody was asked.</summary>
    public string Unopened(CheckInWindow window) => Now.InZone(Zone).TimeOfDay < window.At ? "checkin_none" : "checkin_unasked";

    /// <summary>Whether who asks may do something at all: in this community, or on pages of the whole desk. For buttons and links.</summary>
    public bool May(Right right) => Account is { } account
        && (Community is null ? Entitlements.Of(account.Role).Contains(right) : Entitlements.MayAnywhere(account.Grant, right, Community));

    /// <summary>A page of this community.</summary>
    public string Link(string page) => $"/desk/{Community!.Id}/{page}";

    /// <summary>A sentence of the community's files in the language of the page.</summary>
    public string In(Texts texts) => texts[T.Language];
}

/// <summary>The counters in the head of each page.</summary>
/// <param name="Emergencies">Numbers of waiting emergencies.</param>
/// <param name="Waiting">Numbers of all waiting tickets.</param>
/// <param name="Opened">Opened today.</param>
/// <param name="Closed">Closed today.</param>
/// <param name="CheckIns">Check-ins that wait for an answer; null for whoever sees no residents.</param>
public sealed record Today(IReadOnlyList<string> Emergencies, IReadOnlyList<string> Waiting, long Opened, long Closed, long? CheckIns);

/// <summary>A sentence at the head of the page.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsRefusal">Whether nothing was done.</param>
/// <param name="Secret">Something to be shown once, such as a one-time password.</param>
public sealed record Notice(string Text, bool IsRefusal, string? Secret = null);
