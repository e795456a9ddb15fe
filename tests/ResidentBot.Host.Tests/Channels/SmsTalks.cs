using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What people live through who text our number.</summary>
public sealed class SmsTalks(SharedRedis redis)
{
    const string Lei = "+12025550177";

    [Theory]
    [InlineData("1")]
    [InlineData("第一个")]
    [InlineData("是")]
    public async Task A_leak_becomes_a_ticket_a_person_answers_and_the_bot_greets_again(string yes)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        Assert.StartsWith("这里是橡园社区服务台", await scene.AskAsync(Lei, "厨房水管漏水了"));
        Assert.EndsWith("\n1 是\n2 要改\n3 不办了", await scene.AskAsync(Lei, "3栋2单元501"));
        Assert.StartsWith("怎么称呼您", await scene.AskAsync(Lei, yes));
        Assert.Contains((await scene.Host.TalkAsync(SmsScene.Phone(Lei)))!.Requests[0], scene.Heard(Lei)[^2].Body);

        await scene.AskAsync(Lei, "人工");
        await scene.Host.AnswerAndCloseAsync((await scene.Host.TalkAsync(SmsScene.Phone(Lei)))!.Ticket!, "师傅下午三点到");
        Assert.Contains(scene.Heard(Lei), sent => sent.Body.Contains("师傅下午三点到"));
        Assert.Contains("\n1 ", await scene.AskAsync(Lei, "你好"));
        Assert.All(scene.Twilio.Sent, sent => Assert.Equal(SmsScene.Ours, sent.From));
    }

    [Fact]
    public async Task A_picture_is_fetched_and_kept()
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        await scene.AskAsync(Lei, "厨房水管漏水了");
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        await scene.TextAsync(Lei, "", pictures: ("image/jpeg", png));
        var news = await MediaKept.NewsAsync(scene.Host, SmsScene.Phone(Lei));
        Assert.Equal("image/png", news.Media[0].Type);
        Assert.Equal(png, scene.Host.Stored(news.Media[0].Source));
    }

    [Theory]
    [InlineData("text/html", "<script>alert(1)</script>")]
    [InlineData("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("application/octet-stream", "MZ")]
    public async Task A_page_or_a_program_is_not_kept(string type, string content)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        await scene.TextAsync(Lei, "看", pictures: (type, System.Text.Encoding.UTF8.GetBytes(content)));
        var news = await MediaKept.NewsAsync(scene.Host, SmsScene.Phone(Lei));
        Assert.Empty(news.Media);
        Assert.Equal(Core.Messages.DeliveryState.Failed, news.State);
        Assert.Equal(0, await scene.Host.Running.Community.Store.CountAsync(scene.Host.Running.Community.Store.Keys.Media));
    }

    [Fact]
    public async Task English_and_Chinese_switch_the_language()
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        Assert.StartsWith("This is the Oak Garden desk", await scene.AskAsync(Lei, "hello"));
        await scene.AskAsync(Lei, "中文");
        Assert.Contains(scene.Heard(Lei), sent => sent.Body.Contains("以后用中文"));
    }

    [Theory]
    [InlineData(1600, 1)]
    [InlineData(1601, 2)]
    public async Task A_long_answer_leaves_in_parts(int length, int parts)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        await scene.AskAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(SmsScene.Phone(Lei)))!.Ticket!;
        await scene.Host.Running.ActAsync(new StaffAction.Claim("sam", "小山", ticket));
        await scene.Host.Running.SettleAsync();
        var before = scene.Heard(Lei).Count;
        await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", ticket, new string('水', length)));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(parts, scene.Heard(Lei).Count - before);
        Assert.Equal(length, scene.Heard(Lei)[before..].Sum(sent => sent.Body.Count(c => c == '水')));
    }

    [Theory]
    [InlineData("sms", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task A_signature_over_another_address_gets_403_and_changes_nothing(string? account, HttpStatusCode answer)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        // As a stranger would sign who knows only where we listen, or who has another of our addresses.
        var signed = account is null ? scene.Host.Behind("sms").ToString() : scene.Host.HookOf("sms-jobs");
        Assert.Equal(answer, await scene.TextAsync(Lei, "厨房水管漏水了", sid: "SM00000000000000000000000000000bad", publicUrl: signed));
        await scene.Host.Running.SettleAsync();
        var keys = scene.Host.Running.Community.Store.Keys;
        string[] touched = [keys.Inbox, keys.Thread(SmsScene.Phone(Lei)), keys.Seen("sms", "SM00000000000000000000000000000bad")];
        foreach (var key in touched) Assert.Equal(0L, await redis.Server.CallAsync("EXISTS", key));
    }

    [Fact]
    public async Task A_request_without_a_signature_gets_401()
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        using var answer = await scene.Host.Running.Http.PostAsync(
            scene.Host.Behind("sms"), new FormUrlEncodedContent([new("Body", "x")]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_repeated_text_arrives_once(int atOnce)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        for (var i = 0; i < 3; i++)
            await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => scene.TextAsync(Lei, "你好", sid: "SM0000000000000000000000000000abcd")));
        await scene.Host.Running.SettleAsync();
        Assert.Single(await scene.Host.ThreadAsync(SmsScene.Phone(Lei)), line => line.Kind == ThreadKind.In);
        Assert.Single(scene.Heard(Lei));
    }
}
