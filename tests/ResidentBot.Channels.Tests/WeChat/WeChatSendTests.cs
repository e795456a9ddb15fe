using System.Text;
using NodaTime;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>What leaves, and what its refusal means. The API is strict, and must find nothing to say.</summary>
public sealed class WeChatSendTests
{
    static SendError ErrorOf(SendOutcome outcome) => Assert.IsType<SendOutcome.Failed>(outcome).Error;

    [Fact]
    public async Task Words_arrive_as_they_are_with_choices_as_numbers()
    {
        await using var account = await StartAsync();
        account.Hear();
        var text = "“漏水”了？<a> & 'b' \\ / 😀\n下一行\u0001";
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(account.Message(text, "是的 ✅", "没有")));
        var sent = Assert.Single(account.WeChat.Sent);
        Assert.Equal((WeChatWay.Service, text.TrimEnd('\u0001') + "\n1 是的 ✅\n2 没有"), (sent.Way, sent.Text));
        Assert.Empty(account.WeChat.Violations);
    }

    [Theory]
    [InlineData("水管漏了，请等师傅。", 60)]
    [InlineData("no stops at all in this one ", 200)]
    [InlineData("😀", 1500)]
    public async Task A_long_text_leaves_in_parts_of_whole_characters(string sentence, int times)
    {
        var text = string.Concat(Enumerable.Repeat(sentence, times)).Trim();
        var parts = WeChatWriting.Parts(text);
        Assert.True(parts.Count > 1 || Encoding.UTF8.GetByteCount(text) <= WeChatWriting.MostBytes);
        Assert.All(parts, part => Assert.InRange(Encoding.UTF8.GetByteCount(part), 1, WeChatWriting.MostBytes));
        Assert.DoesNotContain(parts, part => part.Contains('\ufffd') || char.IsLowSurrogate(part[0]) || char.IsHighSurrogate(part[^1]));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(parts).Replace(" ", "", StringComparison.Ordinal));
        await using var account = await StartAsync();
        account.Hear();
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(account.Message(text)));
        Assert.Equal(parts, account.WeChat.Sent.Select(sent => sent.Text));
        Assert.Empty(account.WeChat.Violations);
    }

    [Theory]
    [InlineData(2048, 1)]
    [InlineData(2049, 2)]
    public void One_message_has_2048_bytes(int bytes, int parts) => Assert.Equal(parts, WeChatWriting.Parts(new string('a', bytes)).Count);

    [Theory]
    [InlineData(-1, SendError.ProviderDown)]
    [InlineData(45009, SendError.RateLimited)]
    [InlineData(45011, SendError.RateLimited)]
    [InlineData(45015, SendError.WindowClosed)]
    [InlineData(45047, SendError.WindowClosed)]
    [InlineData(43004, SendError.Blocked)]
    [InlineData(48002, SendError.Blocked)]
    [InlineData(40003, SendError.BadAddress)]
    [InlineData(45002, SendError.Refused)]
    [InlineData(48001, SendError.Misconfigured)]
    [InlineData(40164, SendError.Misconfigured)]
    [InlineData(99999, SendError.Refused)]
    [InlineData(503, SendError.ProviderDown)]
    [FaultsOf(StandInFaults.WeChat)]
    public async Task A_refusal_has_one_meaning(int code, SendError error)
    {
        await using var account = await StartAsync();
        account.Hear();
        account.WeChat.Fault(code);
        Assert.Equal(error, ErrorOf(await account.SendAsync(account.Message("好"))));
    }

    [Fact]
    public async Task The_days_quota_is_waited_for_an_hour_at_a_time()
    {
        await using var account = await StartAsync();
        account.Hear();
        account.WeChat.Fault(45009);
        Assert.Equal(Duration.FromHours(1), Assert.IsType<SendOutcome.Failed>(await account.SendAsync(account.Message("好"))).After);
    }

    [Theory]
    [InlineData(47, 0, WeChatWay.Service)]
    [InlineData(47, 4, WeChatWay.Service)]
    [InlineData(47, 5, WeChatWay.Template)]
    [InlineData(49, 0, WeChatWay.Template)]
    public async Task Free_words_leave_within_48_hours_and_five_messages_else_the_template(int hours, int sent, WeChatWay way)
    {
        await using var account = await StartAsync();
        account.Hear();
        var message = account.CheckIn() with { SentSince = sent };
        account.Clock.Advance(TimeSpan.FromHours(hours));
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(message));
        var got = Assert.Single(account.WeChat.Sent);
        Assert.Equal(way, got.Way);
        if (way == WeChatWay.Template) Assert.Equal((AskTemplate, "陈阿姨", "早安"), (got.Text, got.Data["thing1"], got.Data["phrase2"]));
        Assert.Empty(account.WeChat.Violations);
    }

    [Fact]
    public async Task Where_wechat_knows_better_that_the_window_is_closed_the_template_leaves_too()
    {
        await using var account = await StartAsync();
        account.Hear();
        account.WeChat.Fault(45047);
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(account.CheckIn()));
        Assert.Equal(WeChatWay.Template, Assert.Single(account.WeChat.Sent).Way);
    }

    [Fact]
    public async Task Outside_the_window_words_without_a_template_do_not_leave()
    {
        await using var account = await StartAsync();
        account.Hear();
        var message = account.Message("师傅下午到");
        account.Clock.Advance(TimeSpan.FromHours(49));
        Assert.Equal(SendError.WindowClosed, ErrorOf(await account.SendAsync(message)));
        Assert.Empty(account.WeChat.Sent);
    }

    [Theory]
    [InlineData("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一", "一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("陈\n阿姨", "陈 阿姨")]
    [InlineData("", "-")]
    public async Task A_templates_value_is_made_to_fit(string name, string value)
    {
        await using var account = await StartAsync();
        account.Hear();
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(account.CheckIn(name) with { Heard = null }));
        Assert.Equal(value, Assert.Single(account.WeChat.Sent).Data["thing1"]);
        Assert.Empty(account.WeChat.Violations);
    }

    [Fact]
    public async Task A_template_that_is_sent_again_arrives_once()
    {
        await using var account = await StartAsync();
        account.Hear();
        var message = account.CheckIn() with { Heard = null };
        var first = await account.SendAsync(message);
        Assert.Equal(first, await account.SendAsync(message));
        Assert.Single(account.WeChat.Sent);
    }

    [Theory]
    [InlineData(7, true, "http://weixin.qq.com/q/41234567")]
    [InlineData(90, true, "http://weixin.qq.com/q/41234567")]
    [InlineData(0, true, null)]
    [InlineData(7, false, null)]
    public async Task A_code_on_paper_becomes_a_qr_code_where_the_account_may(int days, bool mayService, string? url)
    {
        await using var account = await StartAsync();
        account.WeChat.HasService = mayService;
        Assert.Equal(url, await account.Channel.CreateSceneAsync("41234567", account.Now + Duration.FromDays(days), Cancellation));
        Assert.Empty(account.WeChat.Violations);
    }

    [Fact]
    public async Task Nothing_to_say_is_not_sent()
    {
        await using var account = await StartAsync();
        Assert.Equal(SendError.Refused, ErrorOf(await account.SendAsync(account.Message(" "))));
    }
}
