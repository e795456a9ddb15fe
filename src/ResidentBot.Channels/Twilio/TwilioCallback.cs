using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>
/// The URL that Twilio calls with news of one message; it carries what we must know then, so that nothing has to be looked up:
/// <c>https://bot.example.org/hooks/oak/sms-welfare/status?m=c41&amp;c=checkin%7Cp7%7Cmorning</c>.
/// </summary>
/// <param name="MessageId"><c>m</c>: <see cref="Outgoing.Id"/>.</param>
/// <param name="Concerns"><c>c</c>: <see cref="Outgoing.Concerns"/>.</param>
/// <param name="IsLast">
/// False (<c>p=1</c>) for all but the last part of a text that had to be split: such a part tells only of its failure, or the message
/// would count as delivered before its end is.
/// </param>
sealed record TwilioCallback(string MessageId, string? Concerns, bool IsLast)
{
    /// <summary>The full URL below the account's hook.</summary>
    internal string Below(string hook)
    {
        var url = new StringBuilder($"{hook}/status?m={Uri.EscapeDataString(MessageId)}");
        if (Concerns is not null) url.Append("&c=").Append(Uri.EscapeDataString(Concerns));
        if (!IsLast) url.Append("&p=1");
        return url.ToString();
    }

    /// <summary>Reads it back from the query; null when it is none of ours.</summary>
    internal static TwilioCallback? Read(TwilioForm query) => query["m"] is { Length: > 0 and <= 64 } id
        ? new(id, query["c"] is { Length: > 0 } concerns ? concerns : null, query["p"] is "")
        : null;
}
