using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

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

    /// <summary>Whether the client speaks TLS, to us or to a trusted proxy in front of us.</summary>
    public static bool IsSecure(HttpContext http, ImmutableArray<IPNetwork> proxies) =>
        http.Request.IsHttps
        || (IsTrusted(Plain(http.Connection.RemoteIpAddress ?? IPAddress.None), proxies) && http.Request.Headers["X-Forwarded-Proto"] == "https");

    static bool IsTrusted(IPAddress address, ImmutableArray<IPNetwork> proxies) => proxies.Any(proxy => proxy.Contains(address));

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
