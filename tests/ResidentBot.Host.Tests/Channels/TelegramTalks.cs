using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What people live through who write to our bot on Telegram.</summary>
public sealed class TelegramTalks(SharedRedis redis)
{
    const long Lei = 77;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_leak_becomes_a_ticket_a_person_answers_and_the_bot_greets_again(bool polls)
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address, polls);
        var photo = await scene.SayAsync(Lei, "厨房水管漏水了");
        Assert.StartsWith("这里是橡园社区服务台", photo.Text);
        var place = await scene.TapAsync(photo, "跳过");
        Assert.True(place.AsksLocation);
        var confirm = await scene.AskAsync(Lei, scene.Telegram.LocationUpdate(Lei, 31.2304, 121.4737));
        Assert.Contains("水管", confirm.Text);
        Assert.StartsWith("怎么称呼您", (await scene.TapAsync(confirm, "是")).Text);
        var talk = await scene.Host.TalkAsync(TelegramScene.Chat(Lei));
        Assert.Contains(scene.Heard(Lei), sent => sent.Text.Contains(talk!.Requests[0]));

        var handed = await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.Ticket!;
        Assert.Contains(ticket, handed.Text);
        await scene.Host.AnswerAndCloseAsync(ticket, "师傅下午三点到");
        Assert.Contains(scene.Heard(Lei), sent => sent.Text.Contains("师傅下午三点到"));
        var menu = await scene.SayAsync(Lei, "你好");
        Assert.NotEmpty(menu.Buttons);
    }

    [Fact]
    public async Task While_a_person_has_the_talk_the_bot_is_silent()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.Ticket!;
        await scene.Host.Running.ActAsync(new StaffAction.Claim("sam", "小山", ticket));
        await scene.Host.Running.SettleAsync();
        string[] before = [.. scene.Heard(Lei).Select(sent => sent.Text)];
        await scene.DeliverAsync(scene.Telegram.MessageUpdate(Lei, "厨房水管漏水了"));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(before, scene.Heard(Lei).Select(sent => sent.Text));
        Assert.Equal(TicketState.Claimed, (await scene.Host.TicketAsync(ticket))!.State);
    }

    [Fact]
    public async Task A_photo_and_a_place_are_kept_with_the_talk()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "厨房水管漏水了");
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 40_000).Select(i => (byte)i)];
        await scene.AskAsync(Lei, scene.Telegram.PhotoUpdate(Lei, jpeg, "看"));
        await scene.AskAsync(Lei, scene.Telegram.LocationUpdate(Lei, 31.2304, 121.4737));
        var news = await MediaKept.NewsAsync(scene.Host, TelegramScene.Chat(Lei));
        Assert.Equal("image/jpeg", news.Media[0].Type);
        Assert.Equal(jpeg, scene.Host.Stored(news.Media[0].Source));
        var lines = await scene.Host.ThreadAsync(TelegramScene.Chat(Lei));
        Assert.Equal("看", lines.Single(line => line.Id == news.Ref).Text);
        Assert.Contains(lines, line => line.Location is { Latitude: 31.2304, Longitude: 121.4737 });
    }

    [Fact]
    public async Task An_old_button_asks_again_and_costs_no_try()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        var photo = await scene.SayAsync(Lei, "厨房水管漏水了");
        var place = await scene.TapAsync(photo, "跳过");
        for (var i = 0; i < 4; i++) Assert.Equal(place.Text, (await scene.TapAsync(photo, "跳过")).Text);
        var confirm = await scene.SayAsync(Lei, "3栋2单元501");
        await scene.TapAsync(confirm, "是");
        for (var i = 0; i < 3; i++) Assert.Equal("这件事已经答复过了，谢谢。", (await scene.TapAsync(confirm, "是")).Text);
        var talk = await scene.Host.TalkAsync(TelegramScene.Chat(Lei));
        Assert.Single(talk!.Requests);
        Assert.Null(talk.Ticket);
    }

    [Theory]
    [InlineData("zh-hans", "hello", "这里是橡园社区服务台")]
    [InlineData("en", "你好", "This is the Oak Garden desk")]
    [InlineData("ru", "你好", "这里是橡园社区服务台")]
    [InlineData(null, "hello", "This is the Oak Garden desk")]
    public async Task The_first_answer_says_who_we_are_in_the_language_of_the_account_or_the_words(string? code, string text, string welcome)
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        Assert.StartsWith(welcome, (await scene.SayAsync(Lei, text, code)).Text);
        Assert.DoesNotContain(welcome, (await scene.SayAsync(Lei, text, code)).Text);
    }

    [Fact]
    public async Task English_and_Chinese_switch_the_language()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "你好");
        await scene.SayAsync(Lei, "English");
        Assert.Contains(scene.Heard(Lei), sent => sent.Text.Contains("English from now on"));
        await scene.SayAsync(Lei, "中文");
        Assert.Contains(scene.Heard(Lei), sent => sent.Text.Contains("以后用中文"));
    }

    [Fact]
    public async Task Signs_of_every_markup_pass_through_a_dialog_unharmed()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        const string signs = "3栋 _*[a](b)~`>#+-=|{b}.! <i>&amp;</i> \\ \"";
        await scene.TapAsync(await scene.SayAsync(Lei, "厨房水管漏水了"), "跳过");
        Assert.Contains(signs, (await scene.SayAsync(Lei, signs)).Text);
    }

    [Theory]
    [InlineData(4096, 1)]
    [InlineData(4097, 2)]
    public async Task A_long_answer_leaves_in_parts_that_never_split_a_sign(int length, int parts)
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address);
        await scene.SayAsync(Lei, "人工");
        var ticket = (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.Ticket!;
        await scene.Host.Running.ActAsync(new StaffAction.Claim("sam", "小山", ticket));
        await scene.Host.Running.SettleAsync();
        var before = scene.Heard(Lei).Count;
        var words = new string('水', 4095) + "💧"[..(length == 4096 ? 0 : 2)] + (length == 4096 ? "管" : "");
        await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", ticket, words));
        await scene.Host.Running.SettleAsync();
        var heard = scene.Heard(Lei)[before..];
        Assert.Equal(parts, heard.Count);
        Assert.Equal(words, string.Concat(heard.Select(sent => sent.Text)));
    }
}
