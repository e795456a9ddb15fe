using ResidentBot.Channels;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What one message costs an account: segments on SMS, else one.</summary>
/// <param name="Segments">How it goes over the air; null where a message is one whatever its length.</param>
public sealed record SendCost(SegmentCount? Segments)
{
    /// <summary>What is counted and paid.</summary>
    public int Parts => Segments?.Parts ?? 1;

    /// <summary>Of a message.</summary>
    public static SendCost Of(World world, Outgoing message) => new(ChannelList.SegmentsOf(world.Community.Accounts[message.Account], message));
}

/// <summary>What left through one account.</summary>
/// <param name="Account">Its id.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Messages">How many messages.</param>
/// <param name="Parts">How many segments; on other channels than SMS as many as messages.</param>
/// <param name="Money">What that costs; null when the account has no price.</param>
public sealed record AccountCost(string Account, string Channel, int Messages, int Parts, Price? Money)
{
    /// <summary>Of everything in a rehearsal's outbox, by account.</summary>
    internal static IEnumerable<AccountCost> Of(Rehearsal rehearsal) => rehearsal.Outbox.GroupBy(sent => sent.Message.Account).OrderBy(sent => sent.Key, StringComparer.Ordinal).Select(sent =>
    {
        var account = rehearsal.World.Community.Accounts[sent.Key];
        var parts = sent.Sum(one => ChannelList.CostOf(account, one.Message));
        return new AccountCost(account.Id, account.Channel, sent.Count(), parts, account.Price is { } price ? price with { Amount = price.Amount * parts } : null);
    });
}
