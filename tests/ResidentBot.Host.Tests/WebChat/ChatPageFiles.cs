using System.IO.Compression;
using System.Text.RegularExpressions;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>The page as it goes over the network.</summary>
public sealed partial class ChatPageFiles(SharedRedis redis)
{
    const int MostBytes = 30 * 1024;

    [Fact]
    public async Task Everything_a_phone_loads_is_small_and_ours()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("weight"), redis.Address);
        var page = await host.Http.GetStringAsync("chat", TestContext.Current.CancellationToken);
        var links = Links().Matches(page).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var weight = Zipped(page);
        for (var open = new Queue<string>(links); open.TryDequeue(out var link);)
        {
            var text = await host.Http.GetStringAsync(link[1..], TestContext.Current.CancellationToken);
            weight += Zipped(text);
            foreach (Match match in Imports().Matches(text))
                if (links.Add(link[..(link.LastIndexOf('/') + 1)] + match.Groups[1].Value)) open.Enqueue(link[..(link.LastIndexOf('/') + 1)] + match.Groups[1].Value);
        }

        Assert.True(links.Count >= 7, string.Join(' ', links));
        Assert.All(links, link => Assert.StartsWith("/chat/files/", link, StringComparison.Ordinal));
        Assert.InRange(weight, 1, MostBytes);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("kiosk")]
    public async Task Both_languages_have_every_text(string name)
    {
        await using var host = await ChatHost.StartAsync(ChatHost.Write(more: ", kiosk: true"), redis.Address);
        var page = await host.Http.GetStringAsync(name, TestContext.Current.CancellationToken);
        using var config = System.Text.Json.JsonDocument.Parse(Config().Match(page).Groups["json"].Value);
        var texts = config.RootElement.GetProperty("texts");

        Assert.Equal(
            texts.GetProperty("zh").EnumerateObject().Select(text => text.Name),
            texts.GetProperty("en").EnumerateObject().Select(text => text.Name));
    }

    [Fact]
    public async Task The_page_may_run_nothing_but_its_own_files()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("policy"), redis.Address);
        using var answer = await host.Http.GetAsync("chat", TestContext.Current.CancellationToken);
        using var other = await host.Http.GetAsync("chat/nowhere", TestContext.Current.CancellationToken);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, other.StatusCode);
    }

    static int Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return (int)bytes.Length;
    }

    [GeneratedRegex("(?:href|src)=\"(/[^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex(@"from '\./([a-z]+\.js)'")]
    private static partial Regex Imports();

    [GeneratedRegex("id=\"config\">(?<json>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Config();
}
