using NodaTime;

namespace ResidentBot.Core.Messages;

/// <summary>What an account's sends have come to, when that changes.</summary>
public enum SendNews
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>The provider has been away for too long.</summary>
    Down,

    /// <summary>The provider refuses our credentials or settings.</summary>
    Misconfigured,

    /// <summary>It takes messages again.</summary>
    Works,
}

/// <summary>
/// How an account's sends have gone since the provider last answered sensibly. Pure; the sender keeps it in memory, so that a restart counts afresh.
/// </summary>
public sealed record SendRun
{
    /// <summary>So many tries in a row without the provider, over at least <see cref="DownFor"/>, are an incident.</summary>
    public const int MostDown = 5;

    /// <summary>So many refusals of our credentials in a row are an incident at once: they do not mend by waiting.</summary>
    public const int MostMisconfigured = 3;

    /// <summary>How long a provider may be away before somebody is told.</summary>
    public static readonly Duration DownFor = Duration.FromMinutes(10);

    /// <summary>Tries in a row that did not get through.</summary>
    public int Failed { get; init; }

    /// <summary>How many of them were refusals of our credentials or settings.</summary>
    public int Misconfigured { get; init; }

    /// <summary>Since when; null while it works.</summary>
    public Instant? Since { get; init; }

    /// <summary>Whether it was told that the account fails.</summary>
    public bool IsFailing { get; init; }

    /// <summary>When that was told last: again every hour, should somebody have ended its ticket too early.</summary>
    public Instant? ToldAt { get; init; }

    /// <summary>The run after one more try, and what is new by it.</summary>
    public (SendRun Run, SendNews News) After(SendOutcome outcome, Instant at)
    {
        switch (Answer(outcome))
        {
            case true:
                return (new SendRun(), IsFailing ? SendNews.Works : SendNews.None);
            case null:
                return (this, SendNews.None);
        }
        var refused = outcome is SendOutcome.Failed { Error: SendError.Misconfigured };
        var run = this with { Failed = Failed + 1, Misconfigured = refused ? Misconfigured + 1 : Misconfigured, Since = Since ?? at };
        var news = run.IsFailing ? run.Again(refused, at)
            : run.Misconfigured >= MostMisconfigured ? SendNews.Misconfigured
            : run.Failed >= MostDown && at - run.Since >= DownFor ? SendNews.Down
            : SendNews.None;
        return (news == SendNews.None ? run : run with { IsFailing = true, ToldAt = at }, news);
    }

    SendNews Again(bool refused, Instant at) =>
        ToldAt is { } told && at - told < Duration.FromHours(1) ? SendNews.None : refused ? SendNews.Misconfigured : SendNews.Down;

    // True: the provider is there and knows us, whatever it says of this message. Null: it was not asked, or only slows us down.
    static bool? Answer(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Failed { Error: SendError.ProviderDown or SendError.Misconfigured or SendError.Unknown } => false,
        SendOutcome.Failed { Error: SendError.RateLimited or SendError.WindowClosed or SendError.TooOld or SendError.Obsolete } => null,
        _ => true,
    };
}
