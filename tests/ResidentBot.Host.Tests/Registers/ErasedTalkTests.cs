using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>What erasing takes out of Redis beside the documents.</summary>
public sealed class ErasedTalkTests(SharedRedis redis)
{
    const string Phone = "+12025550101";

    static readonly TestFiles Files = new()
    {
        Residents = $"households: [{{id: h1, place: b1, unit: 1栋101, persons: [{{id: yang, name: 杨桂珍, addresses: 'sms:{Phone}'}}]}}]",
    };

    [Fact]
    public async Task The_ways_to_an_address_go_with_it_and_whoever_writes_from_it_later_is_a_stranger()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("erased", Files), redis.Address);
        var (store, address) = (host.Community.Store, new Address($"sms:{Phone}"));
        await host.WriteAsync(address, "谢谢", "sms");
        await host.SettleAsync();
        string[] kept = [store.Keys.Route("sms", address), store.Keys.Route("sms-jobs", address), store.Keys.Presence(address)];
        foreach (var key in kept) await store.SetAsync(key, "x");
        Assert.Equal(["yang"], (await store.FindAsync<Conversation>(address.Value))!.Persons);

        Assert.Null((await host.ActAsync(new StaffAction.ErasePerson("a", "小山", "yang", "本人要求") { EndsCheckIns = true })).Refusal);
        foreach (var key in kept) Assert.Null(await store.GetAsync(key));
        Assert.Null(await store.FindAsync<Conversation>(address.Value));

        await host.WriteAsync(address, "厨房水管漏水了", "sms");
        await host.SettleAsync();
        Assert.Empty((await store.FindAsync<Conversation>(address.Value))!.Persons);
        Assert.DoesNotContain(await host.SaidAsync(address), line => line.Contains("杨桂珍", StringComparison.Ordinal));
    }
}
