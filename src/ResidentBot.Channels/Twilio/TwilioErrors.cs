using System.Collections.Frozen;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>Twilio's error codes in our words, all in one place. Source: Twilio, "Error and Warning Dictionary".</summary>
public static class TwilioErrors
{
    static readonly FrozenDictionary<int, SendError> Known = new Dictionary<int, SendError>
    {
        [10001] = SendError.Misconfigured, // account not active
        [10004] = SendError.RateLimited, // too many calls at once
        [11751] = SendError.Refused, // picture larger than the channel takes
        [12300] = SendError.Misconfigured, // our link did not hand out a picture
        [13224] = SendError.BadAddress, // no such number to call
        [13227] = SendError.Misconfigured, // calls to this country are switched off
        [20003] = SendError.Misconfigured, // authenticate
        [20404] = SendError.Misconfigured, // no such account
        [20429] = SendError.RateLimited, // too many requests
        [21211] = SendError.BadAddress, // invalid To
        [21212] = SendError.Misconfigured, // invalid From
        [21210] = SendError.Misconfigured, // From is not ours to call from
        [21214] = SendError.BadAddress, // To cannot be called
        [21215] = SendError.Misconfigured, // calls to this region are switched off
        [21216] = SendError.Misconfigured, // the account may not call this number
        [21217] = SendError.BadAddress, // To is no number
        [21219] = SendError.Misconfigured, // a trial account calls verified numbers only
        [21408] = SendError.Misconfigured, // region not enabled
        [21602] = SendError.Refused, // no body
        [21606] = SendError.Misconfigured, // From is not ours, or cannot send texts
        [21608] = SendError.Misconfigured, // a trial account writes to verified numbers only
        [21610] = SendError.OptedOut, // the recipient wrote STOP
        [21611] = SendError.RateLimited, // the sender's queue is full
        [21612] = SendError.Misconfigured, // no route between From and To
        [21614] = SendError.BadAddress, // not a mobile number
        [21617] = SendError.Refused, // over 1,600 characters
        [21620] = SendError.Refused, // our link is no public address: only pictures have one, and words still leave
        [21654] = SendError.Misconfigured, // variables without a template
        [21655] = SendError.Misconfigured, // no such template
        [21656] = SendError.Misconfigured, // the template's variables are wrong
        [30001] = SendError.RateLimited, // the service's queue is full
        [30002] = SendError.Misconfigured, // account suspended
        [30003] = SendError.Unreachable, // handset off or out of reach
        [30004] = SendError.Refused, // message blocked
        [30005] = SendError.BadAddress, // unknown handset
        [30006] = SendError.BadAddress, // landline or unreachable carrier
        [30007] = SendError.Refused, // filtered by a carrier
        [30008] = SendError.Unreachable, // unknown
        [30011] = SendError.Refused, // no MMS to this phone
        [30019] = SendError.Refused, // picture larger than the carrier takes
        [30032] = SendError.Misconfigured, // toll-free number not verified
        [30034] = SendError.Misconfigured, // number not registered with carriers
        [30410] = SendError.Unreachable, // provider timed out
        [32018] = SendError.Refused, // TwiML over 4,000 characters
        [63001] = SendError.Misconfigured, // WhatsApp does not know our sender's credentials
        [63002] = SendError.Misconfigured, // WhatsApp does not know our sender
        [63003] = SendError.BadAddress, // nobody of this number is on WhatsApp
        [63005] = SendError.Refused, // content not accepted
        [63007] = SendError.Misconfigured, // From is no WhatsApp sender of ours, or not approved yet
        [63008] = SendError.Misconfigured, // the channel is set up wrongly at Twilio
        [63010] = SendError.ProviderDown, // internal error
        [63012] = SendError.ProviderDown, // internal error of WhatsApp's
        [63013] = SendError.Refused, // against WhatsApp's policy
        [63015] = SendError.Misconfigured, // the sandbox writes only to those who joined it
        [63016] = SendError.WindowClosed, // outside WhatsApp's window, without a template
        [63018] = SendError.RateLimited, // WhatsApp's limit
        [63019] = SendError.Misconfigured, // our link could not be fetched
        [63020] = SendError.Misconfigured, // the business account is not paid or not confirmed
        [63021] = SendError.Refused, // content refused, or a template that became too long
        [63024] = SendError.BadAddress, // not on WhatsApp, or never agreed to its terms
        [63027] = SendError.Misconfigured, // no such template in this language
        [63028] = SendError.Misconfigured, // the template has another number of variables
        [63032] = SendError.Unreachable, // WhatsApp itself withholds messages from this person
        [63049] = SendError.Refused, // WhatsApp chose not to deliver a template of this kind
    }.ToFrozenDictionary();

    /// <summary>All codes with their meaning.</summary>
    public static IReadOnlyDictionary<int, SendError> All => Known;

    /// <summary>What a refused request means: a known code decides, else the status.</summary>
    /// <param name="status">The HTTP status, 300 or more.</param>
    /// <param name="code">Twilio's code from the body, 0 when there is none.</param>
    public static SendError OfAnswer(int status, int code) => Known.TryGetValue(code, out var known) ? known : status switch
    {
        429 => SendError.RateLimited,
        408 or >= 500 => SendError.ProviderDown,
        401 or 403 or 404 or 405 or 415 => SendError.Misconfigured,
        _ => SendError.Refused,
    };

    /// <summary>What <c>ErrorCode</c> of an undelivered or failed message means; codes of carriers that we do not know are worth another try.</summary>
    /// <param name="code">0 when the callback names none.</param>
    public static SendError OfReport(int code) =>
        Known.TryGetValue(code, out var known) ? known : code is 0 or (>= 30000 and < 31000) ? SendError.Unreachable : SendError.Refused;
}
