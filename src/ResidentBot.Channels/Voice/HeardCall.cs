using NodaTime;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>
/// A request about a call: <c>CallSid=CA0b…&amp;AccountSid=AC0a…&amp;From=%2B15005550009&amp;To=%2B15005550006&amp;CallStatus=in-progress&amp;Direction=inbound&amp;Digits=1</c>.
/// </summary>
/// <param name="Request">What came.</param>
/// <param name="Sid">The call's id.</param>
/// <param name="At">When.</param>
sealed record HeardCall(TwilioRequest Request, string Sid, Instant At)
{
    /// <summary>What Twilio tells.</summary>
    internal TwilioForm Told => Request.Told;

    /// <summary>What we wrote into the address.</summary>
    internal TwilioForm Asked => Request.Asked;

    /// <summary>Whether we rang them.</summary>
    internal bool IsOurs => Told["Direction"].StartsWith("outbound", StringComparison.Ordinal);

    /// <summary>The other side's address; null when the number is withheld.</summary>
    internal Address? Them => VoiceHook.Phone(Told[IsOurs ? "To" : "From"]);

    /// <summary>What happened, told once however often it is repeated: by the call and its step.</summary>
    internal Arrival Arrival(string account, Address from, ArrivalKind kind, string step, bool isAnswered = true) => new()
    {
        Account = account,
        From = from,
        ProviderId = $"{Sid}:{step}",
        At = At,
        Kind = kind,
        Call = new PhoneCall(Sid, isAnswered),
    };

    /// <summary>How far the call is, to be kept.</summary>
    internal Route Route(string account, Address to, CallStage stage)
    {
        var call = new CallRoute(stage, Sid, At);
        return new Route(account, to, call.ToString()) { YieldsTo = kept => CallRoute.Parse(kept) is { } before && call.YieldsTo(before) };
    }
}
