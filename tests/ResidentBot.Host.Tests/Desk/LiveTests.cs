using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>News for open pages.</summary>
public sealed class LiveTests(SharedRedis redis)
{
    [Fact]
    public async Task A_page_that_comes_back_hears_all_it_missed_once_and_in_order()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("live"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var page = await client.PageAsync($"/desk/{host.Community.Id}/tickets");
        var path = $"/desk/{host.Community.Id}/events?since={page.Body!.GetAttribute("data-feed")}";
        var heard = new List<string>();
        await WriteAsync(host, 1);
        heard.AddRange(await ReadAsync(client, path, null, await NewsAsync(host, 1)));
        await WriteAsync(host, 2);
        await WriteAsync(host, 3);
        // The browser comes back with the last it has; meanwhile things go on.
        var reading = ReadAsync(client, path, heard[^1], await NewsAsync(host, 5));
        await WriteAsync(host, 4);
        await WriteAsync(host, 5);
        heard.AddRange(await reading);
        var store = host.Community.Store;
        var feed = await store.ReadAsync(store.Keys.Feed, page.Body.GetAttribute("data-feed")!, 1000);
        Assert.Equal(feed.Select(entry => entry.Id).TakeWhile(id => id != heard[^1]).Append(heard[^1]), heard);
    }

    [Fact]
    public async Task The_news_end_when_the_session_does()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("ends"), redis.Address);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "小金");
        using var client = new DeskClient(host.App.Address);
        (await client.SignInAsync(name, password)).Dispose();
        using var stream = await client.StreamAsync($"/desk/{host.Community.Id}/events");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var boss = await DeskClient.SignedInAsync(host.App, "主任", Role.Administrator);
        (await boss.SendAsync("/desk/accounts", $"form[action='/desk/accounts/{name}']", ("what", "disable"))).Dispose();
        await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    static async Task WriteAsync(RunningHost host, int i)
    {
        await host.WriteAsync(new Address($"web:r{i}"), "人工", "web");
        await host.SettleAsync();
    }

    static async Task<string> NewsAsync(RunningHost host, int i) => (await host.Community.MarksAsync()).News($"thread:web:r{i}");

    // The ids heard, up to the first news of a thing.
    static async Task<List<string>> ReadAsync(DeskClient client, string path, string? last, string until)
    {
        using var answer = await client.StreamAsync(path, last);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var ids = new List<string>();
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) ids.Add(line[4..]);
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains($"\"{until}\"", StringComparison.Ordinal)) break;
        }
        return ids;
    }
}
