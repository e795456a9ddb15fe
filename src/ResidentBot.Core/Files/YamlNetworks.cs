using System.Collections.Immutable;
using System.Net;

namespace ResidentBot.Core.Files;

/// <summary>Reads addresses and networks, <c>203.0.113.7</c> or <c>203.0.113.0/24</c>, out of a mapping.</summary>
public static class YamlNetworks
{
    /// <summary>Those of a list; what is none is reported and left out.</summary>
    public static ImmutableArray<IPNetwork> Networks(this YamlMap map, string key)
    {
        var texts = map.TextList(key);
        var read = ImmutableArray.CreateBuilder<IPNetwork>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
            if (IPNetwork.TryParse(texts[i], out var network)) read.Add(network);
            else if (IsWhole(texts[i]) && IPAddress.TryParse(texts[i], out var single)) read.Add(new IPNetwork(single, single.GetAddressBytes().Length * 8));
            else map.ReportItem(key, i, $"a source is written `203.0.113.7` or `203.0.113.0/24`, not `{texts[i]}`");
        return read.ToImmutable();
    }

    // `10.0.0` would pass for 10.0.0.0.
    static bool IsWhole(string address) => address.Contains(':') || address.Count(c => c == '.') == 3;
}
