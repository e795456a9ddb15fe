using System.Collections.Immutable;
using System.Net;

namespace ResidentBot.Host.Configuration;

/// <summary>What <c>config/host.yml</c> says about the process; options of the command line go before it.</summary>
public sealed record HostSettings
{
    /// <summary>The Redis we are given; null starts a private one.</summary>
    public RedisSettings? Redis { get; init; }

    /// <summary>Where to listen, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>How providers reach us, without a slash at the end; null when nobody outside can.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The folder of the private Redis and of first-run secrets.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>The folder of pictures and exports; shared between hosts when there are several.</summary>
    public string MediaFolder { get; init; } = "data/media";

    /// <summary>Proxies whose word on a client's address is believed.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>What strangers may do.</summary>
    public AnonymousLimits Anonymous { get; init; } = new(20, 200);

    /// <summary>The most bytes of a picture or document that staff may send.</summary>
    public int MostSent { get; init; } = 10 << 20;

    /// <summary>The least severe lines that are logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}

/// <summary>A Redis that somebody else runs.</summary>
/// <param name="Addresses"><c>host:port</c> of one or more nodes.</param>
/// <param name="Password">From its environment variable; null for none.</param>
/// <param name="Tls">Whether the connection is encrypted.</param>
public sealed record RedisSettings(ImmutableArray<string> Addresses, string? Password, bool Tls)
{
    /// <summary>Without the password, so that a logged setting tells nobody.</summary>
    public override string ToString() => string.Join(',', Addresses);
}

/// <summary>What one client address may do without telling who it is. An emergency always passes.</summary>
/// <param name="ConversationsPerHour">New conversations.</param>
/// <param name="MessagesPerHour">Messages in all of them.</param>
public sealed record AnonymousLimits(int ConversationsPerHour, int MessagesPerHour);
