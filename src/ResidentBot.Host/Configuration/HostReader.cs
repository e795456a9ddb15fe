using System.Collections.Immutable;
using System.Net;
using ResidentBot.Core.Files;
using ResidentBot.Host.Media;

namespace ResidentBot.Host.Configuration;

/// <summary>
/// Reads <c>host.yml</c>, in which every key may be left out:
/// <code>
/// redis: {addresses: [10.0.0.5:6379], password_env: REDIS_PASSWORD, tls: true}
/// urls: http://127.0.0.1:8080
/// public_url: https://desk.example.org
/// data: data
/// media: data/media
/// trusted_proxies: [127.0.0.1, 10.0.0.0/8]
/// limits: {anonymous_conversations: 20, anonymous_messages: 200, sent_megabytes: 10}
/// log_level: information
/// </code>
/// </summary>
public static class HostReader
{
    static readonly ImmutableDictionary<string, LogLevel> LogLevels = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("debug", LogLevel.Debug),
        KeyValuePair.Create("information", LogLevel.Information),
        KeyValuePair.Create("warning", LogLevel.Warning),
        KeyValuePair.Create("error", LogLevel.Error),
    ]);

    /// <summary>The settings; what is wrong is reported and stands at its usual value.</summary>
    public static HostSettings Read(string path, string text, Func<string, string?> environment, ICollection<Problem> problems)
    {
        var usual = new HostSettings();
        if (YamlMap.Parse(path, text, problems) is not { } file) return usual;
        var settings = new HostSettings
        {
            Redis = ReadRedis(file.Map("redis"), environment),
            Urls = ReadUrls(file) ?? usual.Urls,
            PublicUrl = ReadPublicUrl(file),
            DataFolder = file.Text("data") ?? usual.DataFolder,
            MediaFolder = file.Text("media") ?? usual.MediaFolder,
            TrustedProxies = ReadProxies(file),
            LogLevel = file.OneOf("log_level", LogLevels) ?? usual.LogLevel,
        };
        settings = ReadLimits(file.Map("limits"), settings);
        file.Done();
        return settings;
    }

    static RedisSettings? ReadRedis(YamlMap? map, Func<string, string?> environment)
    {
        if (map is null) return null;
        map.Require("addresses");
        var addresses = map.TextList("addresses");
        for (var i = 0; i < addresses.Count; i++)
            if (!IsNode(addresses[i])) map.ReportItem("addresses", i, $"a Redis node is written `host:6379`, not `{addresses[i]}`");
        var variable = map.Text("password_env");
        var password = variable is null ? null : environment(variable);
        if (variable is not null && string.IsNullOrEmpty(password)) map.Report("password_env", $"the environment variable `{variable}` is not set");
        var settings = new RedisSettings([.. addresses], password, map.Flag("tls") ?? false);
        map.Done();
        return settings;
    }

    static string? ReadUrls(YamlMap file)
    {
        var urls = file.TextList("urls").SelectMany(text => text.Split(';')).ToImmutableArray();
        foreach (var url in urls)
            if (!IsListened(url)) file.Report("urls", $"`urls` must be addresses to listen on, as `http://127.0.0.1:8080`, not `{url}`");
        return urls.IsEmpty ? null : string.Join(';', urls);
    }

    static Uri? ReadPublicUrl(YamlMap file)
    {
        if (file.Text("public_url") is not { } text) return null;
        if (Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query + url.Fragment == "")
            return url;
        file.Report("public_url", $"`public_url` must be how the world reaches us, as `https://desk.example.org`, not `{text}`");
        return null;
    }

    static ImmutableArray<IPNetwork> ReadProxies(YamlMap file)
    {
        var texts = file.TextList("trusted_proxies");
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        for (var i = 0; i < texts.Count; i++)
            if (IPAddress.TryParse(texts[i], out var one)) networks.Add(new IPNetwork(one, one.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(texts[i], out var network)) networks.Add(network);
            else file.ReportItem("trusted_proxies", i, $"a proxy is an address or a network such as `10.0.0.0/8`, not `{texts[i]}`");
        return networks.ToImmutable();
    }

    static HostSettings ReadLimits(YamlMap? map, HostSettings usual)
    {
        if (map is null) return usual;
        var anonymous = new AnonymousLimits(
            map.Number("anonymous_conversations", 1) ?? usual.Anonymous.ConversationsPerHour,
            map.Number("anonymous_messages", 1) ?? usual.Anonymous.MessagesPerHour);
        var sent = map.Number("sent_megabytes", 1, MediaFolder.Largest >> 20);
        map.Done();
        return usual with { Anonymous = anonymous, MostSent = sent is { } megabytes ? megabytes << 20 : usual.MostSent };
    }

    // Kestrel also takes `http://*:8080` and `http://+:8080`, which no URI parser does.
    internal static bool IsListened(string url) =>
        Uri.TryCreate(url.Replace("//*", "//localhost").Replace("//+", "//localhost"), UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https";

    /// <summary>Whether a text is a Redis address with its port.</summary>
    internal static bool IsNode(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text[(colon + 1)..], out var port) && port > 0;
    }
}
