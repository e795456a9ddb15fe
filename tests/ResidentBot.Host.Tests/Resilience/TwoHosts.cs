using System.Diagnostics;
using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Resilience;

public sealed class TwoHosts
{
    [Fact]
    public async Task They_share_the_communities_and_one_takes_all_within_ten_seconds_of_the_others_death()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(cancel: cancel);
        await using var first = await TelegramDesk.WriteAsync("one", redis.Address);
        await using var second = await TelegramDesk.WriteAsync("two", redis.Address, beside: first, variable: "TELEGRAM2");
        await using var third = await TelegramDesk.WriteAsync("three", redis.Address, beside: first, variable: "TELEGRAM3");
        await using var fourth = await TelegramDesk.WriteAsync("four", redis.Address, beside: first, variable: "TELEGRAM4");
        TelegramDesk[] desks = [first, second, third, fourth];
        await using var here = await first.StartHostAsync(redis.Address);
        await RunningHost.UntilAsync("one host works for all", () => Task.FromResult(here.App.Leases.Held.Count() == 4));
        await using var there = await HostProcess.StartAsync(first.Files, redis.Address, first.Environment);
        await RunningHost.UntilAsync("each works for two", async () => here.App.Leases.Held.Count() == 2 && await HeldAsync(desks) == 4);
        var elsewhere = desks.Where(desk => !here.App.Leases.Held.Contains(desk.Files.Id)).ToList();

        await AnswerFromHereAsync(here, elsewhere[0]);

        foreach (var (chat, desk) in desks.Index()) await desk.TalkAsync(chat % 2 == 0 ? there.Address : here.App.Address, 101 + 2 * chat);
        // A kill between a send and its commit repeats the send, which is shown elsewhere: here all outcomes are stored first.
        foreach (var desk in desks) await desk.SettledAsync();
        there.Kill();
        var died = Stopwatch.StartNew();
        await Task.WhenAll(desks.Index().Select(one => one.Item.TalkAsync(here.App.Address, 201 + 2 * one.Index)));
        await RunningHost.UntilAsync("one host works for all again", () => Task.FromResult(here.App.Leases.Held.Count() == 4));
        Assert.InRange(died.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        foreach (var (i, desk) in desks.Index())
        {
            await desk.SettledAsync();
            await desk.FindTalkWholeAsync(101 + 2 * i, again: true);
            await desk.FindTalkWholeAsync(201 + 2 * i);
        }
    }

    // The resident's talk is worked for there; the click happens here, and the answer leaves all the same.
    static async Task AnswerFromHereAsync(RunningHost here, TelegramDesk desk)
    {
        Assert.Equal(HttpStatusCode.OK, await desk.DeliverAsync(here.App.Address, desk.Telegram.MessageUpdate(50, "人工")));
        await desk.SettledAsync();
        var talk = await desk.Store.FindAsync<Conversation>("telegram:50");
        var community = here.App.Communities.Find(desk.Files.Id)!;
        Assert.Null((await community.ActAsync("click1", new StaffAction.Reply("sam", "小山", talk!.Ticket!, "师傅下午三点到"))).Refusal);
        Assert.Null((await community.ActAsync("click1", new StaffAction.Reply("sam", "小山", talk.Ticket!, "师傅下午三点到"))).Refusal);
        await desk.SettledAsync();
        Assert.Single(desk.Telegram.Sent, sent => sent.Chat == 50 && sent.Text.Contains("师傅下午三点到", StringComparison.Ordinal));
    }

    static async Task<int> HeldAsync(IEnumerable<TelegramDesk> desks)
    {
        var held = 0;
        foreach (var desk in desks)
            if (await desk.Store.GetAsync(desk.Store.Keys.Lease) is not null) held++;
        return held;
    }
}
