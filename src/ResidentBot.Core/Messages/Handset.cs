namespace ResidentBot.Core.Messages;

/// <summary>One telephone under its several addresses: <c>sms:+447700900123</c> and <c>voice:+447700900123</c> ring in one hand.</summary>
public static class Handset
{
    /// <summary>The channel of calls.</summary>
    public const string Voice = "voice";

    const string Sms = "sms";

    /// <summary>The same telephone's other address; null for what is no telephone.</summary>
    public static Address? Other(Address address) => address.Channel switch
    {
        Voice => new Address($"{Sms}:{address.Local}"),
        Sms => new Address($"{Voice}:{address.Local}"),
        _ => null,
    };
}
