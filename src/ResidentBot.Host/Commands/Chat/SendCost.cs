using ResidentBot.Channels.Sms;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What one message costs an account: segments on SMS, else one.</summary>
/// <param name="Segments">How it goes over the air; null where a message is one whatever its length.</param>
public sealed record SendCost(SegmentCount? Segments)
{
    /// <summary>What is counted and paid.</summary>
    public int Parts => Segments?.Parts ?? 1;

    /// <summary>Of a message.</summary>
    public static SendCost Of(Outgoing message) => new(message.To.Channel == "sms" ? Channels.Sms.Segments.Count(TwilioSmsChannel.Written(message)) : null);
}

/// <summary>What left through one account.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Messages">How many messages.</param>
/// <param name="Parts">How many segments; on other channels than SMS as many as messages.</param>
public sealed record AccountCost(string Account, string Channel, int Messages, int Parts)
{
    /// <summary>Of all messages, by account.</summary>
    public static IEnumerable<AccountCost> Of(IEnumerable<RehearsedMessage> outbox) => outbox
        .GroupBy(message => (message.Message.Account, message.Message.To.Channel))
        .OrderBy(group => group.Key.Account, StringComparer.Ordinal)
        .Select(group => new AccountCost(group.Key.Account, group.Key.Channel, group.Count(), group.Sum(message => SendCost.Of(message.Message).Parts)));
}
