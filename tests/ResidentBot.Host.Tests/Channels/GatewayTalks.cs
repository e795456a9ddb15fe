using System.Net;
using System.Text;
using System.Text.Json;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>The real host at a provider that only the shipped example describes, beside a Twilio account.</summary>
public sealed class GatewayTalks(SharedRedis redis)
{
    const string Yang = "13900000101";
    const string Key = "k1y8Zq";
    static readonly Address Phone = new($"sms:+86{Yang}");

    static readonly Dictionary<string, string[]> Approved = new()
    {
        ["SMS_100000001"] = ["name", "when"],
        ["SMS_100000002"] = ["name"],
        ["SMS_100000003"] = ["name"],
        ["SMS_100000004"] = [],
        ["SMS_100000005"] = ["number"],
        ["SMS_100000006"] = ["number"],
        ["SMS_100000099"] = ["content"],
    };

    // 07:50 in Shanghai: ten minutes before the morning window.
    static ManualClock BeforeTheWindow => new(new DateTimeOffset(2026, 11, 22, 23, 50, 0, TimeSpan.Zero));

    static PublicHost HostAt(TemplateSmsStandIn provider, string redis, ManualClock clock)
    {
        var files = TestCommunity.Write("gateway", new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $"""
                accounts:
                  - {"{"}id: sms-cn, channel: sms, gateway: aliyun, purposes: [service, welfare], sign_name: 橡园社区, access_key_id_env: ID, access_key_secret_env: SECRET, hook_key_env: KEY, api: "{provider.Root}", rate: 1000{"}"}
                  - {"{"}id: sms-jobs, channel: sms, purposes: [jobs], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE{"}"}
                """,
            Residents = $"households: [{"{"}id: h1, place: b1, unit: 1栋101, persons: [{"{"}id: yang, name: 杨桂珍, lives_alone: true, addresses: \"{Phone.Value}\"{"}"}]{"}"}]",
        });
        var gateways = Directory.CreateDirectory(Path.Combine(files.Config, files.Id, "gateways")).FullName;
        File.Copy(Path.Combine(TestCommunity.Repository(), "docs", "gateways", "aliyun.yml"), Path.Combine(gateways, "aliyun.yml"));
        return new PublicHost(files, redis, new Dictionary<string, string> { ["ID"] = "LTAI4test", ["SECRET"] = "s", ["KEY"] = Key }, clock);
    }

    static async Task<(HttpStatusCode Status, string Body)> PushAsync(PublicHost host, string path, object item)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new[] { item }), Encoding.UTF8, "application/json");
        using var answer = await host.Running.Http.PostAsync($"{host.Behind("sms-cn")}/{path}", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    static async Task<TemplateSent> AskedAsync(PublicHost host, TemplateSmsStandIn provider, ManualClock clock)
    {
        await host.StartAsync();
        await host.Running.SettleAsync();
        clock.Advance(TimeSpan.FromMinutes(11));
        await RunningHost.UntilAsync("a check-in", () => Task.FromResult(provider.Sent.Count > 0));
        await host.Running.SettleAsync();
        return Assert.Single(provider.Sent);
    }

    [Fact]
    public async Task A_check_in_leaves_by_template_a_reply_answers_it_and_its_receipt_is_read()
    {
        await using var provider = await TemplateSmsStandIn.StartAsync(Approved);
        var clock = BeforeTheWindow;
        await using var host = HostAt(provider, redis.Address, clock);
        var asked = await AskedAsync(host, provider, clock);
        Assert.Equal((Yang, "SMS_100000001", "杨桂珍", "早安"), (asked.Phone, asked.Template, asked.Params["name"], asked.Params["when"]));

        const string taken = """{"code":0,"msg":"接收成功"}""";
        Assert.Equal((HttpStatusCode.OK, taken), await PushAsync(host, $"receipts/{Key}", new { phone_number = Yang, success = true, err_code = "DELIVERED", biz_id = asked.BizId, out_id = asked.OutId, report_time = "2026-11-23 08:01:05" }));
        Assert.Equal(HttpStatusCode.Forbidden, (await PushAsync(host, "inbound/wrong", new { phone_number = Yang, content = "1", send_time = "2026-11-23 08:01:10", sequence_id = "71" })).Status);
        for (var i = 0; i < 2; i++)
            Assert.Equal((HttpStatusCode.OK, taken), await PushAsync(host, $"inbound/{Key}", new { phone_number = Yang, content = "1", send_time = "2026-11-23 08:01:10", sequence_id = "71" }));
        await RunningHost.UntilAsync("thanks", () => Task.FromResult(provider.Sent.Count > 1));
        await host.Running.SettleAsync();

        Assert.Equal(["SMS_100000001", "SMS_100000004"], provider.Sent.Select(sent => sent.Template));
        var lines = await host.ThreadAsync(Phone);
        Assert.Equal("1", Assert.Single(lines, line => line.Kind == ThreadKind.In).Text);
        Assert.Contains(lines, line => line is { Kind: ThreadKind.News, State: DeliveryState.Delivered });
        Assert.Empty(provider.Violations);
    }

    [Fact]
    public async Task A_check_in_that_did_not_arrive_sends_somebody_to_look()
    {
        await using var provider = await TemplateSmsStandIn.StartAsync(Approved);
        var clock = BeforeTheWindow;
        await using var host = HostAt(provider, redis.Address, clock);
        var asked = await AskedAsync(host, provider, clock);
        await PushAsync(host, $"receipts/{Key}", new { phone_number = Yang, success = false, err_code = "MOBILE_NOT_ON_SERVICE", biz_id = asked.BizId, out_id = asked.OutId });
        await RunningHost.UntilAsync("a ticket about her", async () => (await host.Running.Community.Store.FindAsync<Person>("yang"))?.Ticket is not null);
        var ticket = await host.TicketAsync((await host.Running.Community.Store.FindAsync<Person>("yang"))!.Ticket!);
        Assert.Equal("undelivered", ticket!.Cause);
        Assert.Equal(Urgency.Urgent, ticket.Urgency);
    }

    [Fact]
    public async Task Other_words_are_answered_in_the_template_for_any_words()
    {
        await using var provider = await TemplateSmsStandIn.StartAsync(Approved);
        await using var host = HostAt(provider, redis.Address, new ManualClock(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero)));
        await host.StartAsync();
        await PushAsync(host, $"inbound/{Key}", new { phone_number = "13900000177", content = "人工", send_time = "2026-11-23 11:59:00", sequence_id = 72 });
        await RunningHost.UntilAsync("an answer", () => Task.FromResult(provider.Sent.Count > 0));
        await host.Running.SettleAsync();
        Assert.All(provider.Sent, sent => Assert.Equal("SMS_100000099", sent.Template));
        Assert.Empty(provider.Violations);
    }
}
