using NodaTime;
using NodaTime.Text;

namespace ResidentBot.Channels.Voice;

/// <summary>How far the last call with an address is.</summary>
enum CallStage
{
    /// <summary>Somebody is on the line.</summary>
    Live,

    /// <summary>Waits for our words, and is put through without them after a while: from then on nothing may break in.</summary>
    Waiting,

    /// <summary>Put through to the community's phone: nothing may break in.</summary>
    Connected,

    /// <summary>Over.</summary>
    Over,
}

/// <summary>The last call with an address as it is kept: <c>Live CA0b… 2026-03-01T08:00:00Z</c>.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Sid">Twilio's id.</param>
/// <param name="At">When it was last heard of.</param>
sealed record CallRoute(CallStage Stage, string Sid, Instant At)
{
    /// <summary>A call nobody has heard of for so long is over, whatever callback was lost.</summary>
    internal static readonly Duration Quiet = Duration.FromMinutes(5);

    static readonly Duration QuietWhenConnected = Duration.FromHours(2);

    /// <summary>Reads what was kept; null when there is nothing, or it is unreadable.</summary>
    internal static CallRoute? Parse(string? text) =>
        text?.Split(' ') is [var stage, var sid, var at] && Enum.TryParse<CallStage>(stage, out var known) && InstantPattern.General.Parse(at) is { Success: true, Value: var heard }
            ? new CallRoute(known, sid, heard) : null;

    /// <summary>Whether somebody is on the line, as far as anybody knows.</summary>
    internal bool IsLive(Instant now) => Stage != CallStage.Over && now - At < (Stage == CallStage.Connected ? QuietWhenConnected : Quiet);

    /// <summary>Whether older news stays: a call that is over does not come back, and the end of one is nothing to another that has begun since.</summary>
    internal bool YieldsTo(CallRoute before) => before.Sid == Sid ? before.Stage == CallStage.Over : Stage == CallStage.Over && before.IsLive(At);

    /// <summary>Whether whoever waits has been put through, as far as anybody knows.</summary>
    internal bool HasWaited(Instant now) => Stage == CallStage.Waiting && now - At > Duration.FromSeconds(VoiceHook.WaitSeconds + 1);

    /// <summary>As it is kept.</summary>
    public override string ToString() => $"{Stage} {Sid} {InstantPattern.General.Format(At)}";
}
