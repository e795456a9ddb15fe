using System.Collections.Immutable;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Messages;

/// <summary>One telephone under its several addresses: <c>sms:+447700900123</c>, <c>whatsapp:+447700900123</c> and <c>voice:+447700900123</c> ring in one hand.</summary>
public static class Handset
{
    /// <summary>The channel of calls.</summary>
    public const string Voice = "voice";

    static readonly ImmutableArray<string> Channels = ["sms", "whatsapp", Voice];

    /// <summary>Whether an address is a telephone's number; somebody on WhatsApp who shows none has none.</summary>
    public static bool IsNumber(Address address) => Channels.Contains(address.Channel) && address.Local[0] == '+';

    /// <summary>Whether two addresses are one telephone's.</summary>
    public static bool IsSame(Address one, Address other) => one.Local == other.Local && IsNumber(one) && IsNumber(other);

    /// <summary>The same telephone's other addresses; none for what is no telephone.</summary>
    public static IEnumerable<Address> Others(Address address) =>
        !IsNumber(address) ? [] : Channels.Where(channel => channel != address.Channel).Select(channel => new Address($"{channel}:{address.Local}"));

    /// <summary>Those of them on channels the community has.</summary>
    public static IEnumerable<Address> Others(World world, Address address)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Others(address).Where(other => world.Community.Accounts.Values.Any(account => account.Channel == other.Channel));
    }
}
