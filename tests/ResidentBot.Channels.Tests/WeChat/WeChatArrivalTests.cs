using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>What followers do, as the rest of the product hears it.</summary>
public sealed class WeChatArrivalTests
{
    /// <summary>Kind and fields of a message beside what is made of it: text; media kind and source; place.</summary>
    public static TheoryData<string, string[], string, string, string> Messages => new()
    {
        { "text", ["Content", " 漏水了 "], "漏水了", "", "" },
        { "text", ["Content", "a ]]> b <x> & 😀"], "a ]]> b <x> & 😀", "", "" },
        { "voice", ["MediaId", "V1", "Format", "amr"], "", "voice V1", "" },
        { "voice", ["MediaId", "V1", "Format", "amr", "Recognition", "水管坏了。"], "水管坏了。", "voice V1", "" },
        { "image", ["MediaId", "I1", "PicUrl", "http://mmbiz.qpic.cn/x/0"], "", "photo I1 http://mmbiz.qpic.cn/x/0", "" },
        { "image", ["MediaId", "I1"], "", "photo I1", "" },
        { "video", ["MediaId", "F1", "ThumbMediaId", "T1"], "", "video F1", "" },
        { "shortvideo", ["MediaId", "F1", "ThumbMediaId", "T1"], "", "video F1", "" },
        { "location", ["Location_X", "30.657", "Location_Y", "104.066", "Scale", "16", "Label", "锦江区"], "", "", "30.657 104.066 锦江区" },
        { "link", ["Title", "停水通知", "Description", "今晚", "Url", "https://example.org/1"], "停水通知\n今晚\nhttps://example.org/1", "", "" },
        { "file", ["Title", "合同.pdf"], "合同.pdf", "", "" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Each_kind_of_message_is_read(string kind, string[] fields, string text, string media, string place)
    {
        await using var account = await StartAsync();
        var arrival = account.Arrival([.. account.WeChat.From(Mei, kind), .. fields.Chunk(2).Select(pair => (pair[0], pair[1])), ("MsgId", "20000000000000001")])!;
        Assert.Equal((ArrivalKind.Message, new Address($"wechat:{Mei}"), "20000000000000001", account.Now), (arrival.Kind, arrival.From, arrival.ProviderId, arrival.At));
        Assert.Equal(text, arrival.Text);
        Assert.Equal(media, string.Join(',', arrival.Media.Select(one => $"{one.Kind} {one.Source}")));
        Assert.Equal(place, arrival.Location is { } at ? FormattableString.Invariant($"{at.Latitude} {at.Longitude} {at.Label}") : "");
    }

    [Theory]
    [InlineData("subscribe", "", ArrivalKind.Started, null, "")]
    [InlineData("subscribe", "qrscene_41234567", ArrivalKind.Started, "41234567", "")]
    [InlineData("subscribe", "qrscene_a b", ArrivalKind.Started, null, "")]
    [InlineData("subscribe", "last_trade_no_42", ArrivalKind.Started, null, "")]
    [InlineData("SCAN", "41234567", ArrivalKind.Started, "41234567", "")]
    [InlineData("unsubscribe", "", ArrivalKind.Blocked, null, "")]
    [InlineData("CLICK", "报修", ArrivalKind.Message, null, "报修")]
    public async Task Each_event_is_read(string name, string key, ArrivalKind kind, string? tap, string text)
    {
        await using var account = await StartAsync();
        var arrival = account.Arrival(account.WeChat.Event(Mei, name, ("EventKey", key)))!;
        Assert.Equal((kind, tap, text), (arrival.Kind, arrival.Tap, arrival.Text));
    }

    [Theory]
    [InlineData("LOCATION")]
    [InlineData("VIEW")]
    [InlineData("templatesendjobfinish")]
    [InlineData("user_authorize_invoke")]
    public async Task Other_events_mean_nothing_to_us(string name)
    {
        await using var account = await StartAsync();
        Assert.Null(account.Arrival(account.WeChat.Event(Mei, name, ("Latitude", "1"), ("Longitude", "2"), ("EventKey", "https://example.org"))));
    }

    [Fact]
    public async Task An_event_is_the_same_by_sender_time_and_kind_alone()
    {
        await using var account = await StartAsync();
        string Id(string from, string name) => account.Arrival(account.WeChat.Event(from, name, ("EventKey", "1")))!.ProviderId;
        var first = Id(Mei, "SCAN");
        Assert.Equal(first, Id(Mei, "SCAN"));
        Assert.NotEqual(first, Id("oLei", "SCAN"));
        Assert.NotEqual(first, Id(Mei, "CLICK"));
        account.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(first, Id(Mei, "SCAN"));
    }

    [Theory]
    [InlineData("91", "0")]
    [InlineData("0", "181")]
    [InlineData("x", "0")]
    [InlineData("NaN", "0")]
    public async Task A_place_that_is_none_says_nothing(string latitude, string longitude)
    {
        await using var account = await StartAsync();
        Assert.Null(account.Arrival([.. account.WeChat.From(Mei, "location"), ("Location_X", latitude), ("Location_Y", longitude), ("MsgId", "1")]));
    }

    [Fact]
    public async Task A_long_text_is_cut_and_a_text_of_nothing_says_nothing()
    {
        await using var account = await StartAsync();
        Assert.Equal(4096, account.Arrival(account.WeChat.Words(Mei, new string('水', 5000)))!.Text.Length);
        Assert.Null(account.Arrival(account.WeChat.Words(Mei, "  ")));
    }

    [Theory]
    [InlineData("success", DeliveryState.Delivered, null)]
    [InlineData("failed:user block", DeliveryState.Failed, SendError.Blocked)]
    [InlineData("failed: system failed", DeliveryState.Failed, SendError.Refused)]
    public async Task What_became_of_a_template_finds_the_message_it_was(string status, DeliveryState state, SendError? error)
    {
        await using var account = await StartAsync();
        account.WeChat.Follow(Mei);
        await account.SendAsync(account.CheckIn() with { Heard = null });
        var id = Assert.Single(account.WeChat.Sent).MsgId;
        var accepted = (Reception.Accepted)account.Receive(account.WeChat.Event(Mei, "TEMPLATESENDJOBFINISH", ("MsgID", $"{id}"), ("Status", status)));
        var report = Assert.Single((await account.Channel.ResolveAsync(accepted)).Reports);
        Assert.Equal(("m1", "checkin|p7|早", state, error, $"{id}"), (report.MessageId, report.Concerns, report.State, report.Error, report.ProviderId));
        Assert.Equal(new Address($"wechat:{Mei}"), report.To);
    }

    [Fact]
    public async Task News_of_a_template_that_nobody_here_sent_is_dropped()
    {
        await using var account = await StartAsync();
        var accepted = (Reception.Accepted)account.Receive(account.WeChat.Event(Mei, "TEMPLATESENDJOBFINISH", ("MsgID", "1"), ("Status", "success")));
        Assert.Empty((await account.Channel.ResolveAsync(accepted)).Reports);
    }
}
