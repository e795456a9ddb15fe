using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.WebChat;

/// <summary>Where a request really comes from: proxies are believed only when the settings name them.</summary>
static class ClientAddress
{
    /// <summary>The address limits are counted for: IPv4 whole, IPv6 by its first 64 bits, which one household has for itself.</summary>
    public static string Of(HttpContext http, ImmutableArray<IPNetwork> proxies)
    {
        var client = Find(http, proxies);
        return client.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(client.GetAddressBytes().AsSpan(0, 8)) : client.ToString();
    }

    /// <summary>The whole address.</summary>
    public static IPAddress Find(HttpContext http, ImmutableArray<IPNetwork> proxies)
    {
        var client = Plain(http.Connection.RemoteIpAddress ?? IPAddress.None);
        var hops = http.Request.Headers["X-Forwarded-For"].SelectMany(line => (line ?? "").Split(',')).Reverse();
        foreach (var hop in hops)
        {
            if (!IsTrusted(client, proxies) || !IPAddress.TryParse(hop.Trim(), out var before)) break;
            client = Plain(before);
        }
        return client;
    }

    /// <summary>
    /// The origin of the page that asks. Browsers leave it out only where a page reads from its own host, so without one it is ours.
    /// </summary>
    public static string Origin(HttpContext http, HostSettings settings) =>
        http.Request.Headers.Origin is [{ } origin] ? origin : Own(http, settings);

    /// <summary>Our own origin, as this client knows us.</summary>
    public static string Own(HttpContext http, HostSettings settings) => $"{(IsSecure(http, settings) ? "https" : "http")}://{http.Request.Host}";

    /// <summary>
    /// Whether the client speaks TLS, to us or to a trusted proxy in front of us; a proxy that ends it and says nothing of it is known by the
    /// public address.
    /// </summary>
    public static bool IsSecure(HttpContext http, HostSettings settings) =>
        http.Request.IsHttps
        || (IsTrusted(Plain(http.Connection.RemoteIpAddress ?? IPAddress.None), settings.TrustedProxies) && http.Request.Headers["X-Forwarded-Proto"] == "https")
        || (settings.PublicUrl is { Scheme: "https" } url && url.Host == http.Request.Host.Host);

    static bool IsTrusted(IPAddress address, ImmutableArray<IPNetwork> proxies) => proxies.Any(proxy => proxy.Contains(address));

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
