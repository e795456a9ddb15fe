using System.Security.Cryptography;
using System.Text;

namespace ResidentBot.StandIns;

/// <summary>Signs webhooks as Twilio does; on purpose not the code under test.</summary>
public static class TwilioSigning
{
    /// <summary><c>X-Twilio-Signature</c> for a form (or nothing, for GET).</summary>
    public static string Sign(string authToken, string publicUrl, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(authToken));
        var signed = publicUrl + string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }
}
