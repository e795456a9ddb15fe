using System.Text.Json.Nodes;
using NodaTime;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>What each kind of activity means.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task A_message_is_what_somebody_wrote()
    {
        await using var bot = await Bot.StartAsync();
        var arrival = await bot.ArriveAsync(bot.Message("厨房水管漏水了"));
        Assert.Equal(ArrivalKind.Message, arrival.Kind);
        Assert.Equal("厨房水管漏水了", arrival.Text);
        Assert.Equal("botframework:msteams/a:1xy", arrival.From.Value);
        Assert.Equal("李梅", arrival.Name);
        Assert.Equal(Language.Zh, arrival.Language);
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 7, 59, 58).PlusTicks(1_234_567), arrival.At);
        Assert.Equal("bots", arrival.Account);
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"event","name":"ping","value":{"tap":"yes"}}""")]
    [InlineData("""{"type":"endOfConversation","code":"completedSuccessfully"}""")]
    [InlineData("""{"type":"messageReaction","reactionsAdded":[{"type":"like"}]}""")]
    [InlineData("""{"type":"messageDelete"}""")]
    [InlineData("""{"type":"installationUpdate","action":"add"}""")]
    [InlineData("""{"type":"somethingNew","futureField":{"deep":[1,{}]}}""")]
    [InlineData("""{"type":"message","text":"  "}""")]
    [InlineData("""{"type":"message","text":"x","from":{"id":"28:desk"}}""")]
    [InlineData("""{"type":"message","text":"x","conversation":{"id":"19:g","isGroup":true}}""")]
    [InlineData("""{"type":"message","text":"x","conversation":{"id":"19:g","conversationType":"channel"}}""")]
    [InlineData("""{"type":"message","text":"x","conversation":{"id":"19:g","conversationType":"groupChat"}}""")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"28:desk"}]}""")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[null,{}]}""")]
    [InlineData("""{"type":"conversationUpdate","membersRemoved":[{"id":"29:1ab"}]}""")]
    [InlineData("""{"type":"conversationUpdate","topicName":"x"}""")]
    public async Task What_means_nothing_to_us_is_accepted_and_changes_nothing(string change)
    {
        await using var bot = await Bot.StartAsync();
        var accepted = await bot.AcceptAsync(Changed(bot, change));
        Assert.Empty(accepted.Arrivals);
        Assert.Empty(accepted.Routes);
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"28:desk"},{"id":"29:1ab","name":"李梅"}]}""", ArrivalKind.Started)]
    [InlineData("""{"type":"conversationUpdate","from":{"id":"28:desk"},"membersAdded":[{"id":"29:1ab"}]}""", ArrivalKind.Started)]
    [InlineData("""{"type":"conversationUpdate","membersRemoved":[{"id":"28:desk"}]}""", ArrivalKind.Blocked)]
    [InlineData("""{"type":"installationUpdate","action":"remove"}""", ArrivalKind.Blocked)]
    [InlineData("""{"type":"message","text":"是","value":{"tap":"d:3f:yes"}}""", ArrivalKind.Tapped)]
    [InlineData("""{"type":"message","text":null,"value":"报修"}""", ArrivalKind.Message)]
    [InlineData("""{"type":"messageUpdate","text":"水管"}""", ArrivalKind.Message)]
    public async Task Each_kind_of_activity_has_its_meaning(string change, ArrivalKind kind)
    {
        await using var bot = await Bot.StartAsync();
        Assert.Equal(kind, (await bot.ArriveAsync(Changed(bot, change))).Kind);
    }

    [Fact]
    public async Task An_invoke_is_answered_501()
    {
        await using var bot = await Bot.StartAsync();
        var refused = Assert.IsType<Reception.Refused>(await bot.ReceiveAsync(Changed(bot, """{"type":"invoke","name":"signin/verifyState"}""")));
        Assert.Equal(501, refused.Status);
    }

    [Fact]
    public async Task Who_expects_replies_finds_an_empty_list_where_none_is_in_time()
    {
        await using var bot = await Bot.StartAsync();
        var accepted = await bot.AcceptAsync(Changed(bot, """{"deliveryMode":"expectReplies"}"""));
        Assert.Equal("""{"activities":[]}""", accepted.Body);
        Assert.Single(accepted.Arrivals);
    }

    [Theory]
    [InlineData("""{"value":{"tap":"yes"}}""", "yes")]
    [InlineData("""{"value":{"tap":""}}""", null)]
    [InlineData("""{"value":{"tap":"好"}}""", null)]
    [InlineData("""{"value":{"tap":7}}""", null)]
    [InlineData("""{"value":["tap"]}""", null)]
    [InlineData("""{"value":{"tap":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}""", null)]
    public async Task A_tapped_button_says_what_was_sent_with_it(string change, string? tap)
    {
        await using var bot = await Bot.StartAsync();
        Assert.Equal(tap, (await bot.ArriveAsync(Changed(bot, change))).Tap);
    }

    [Theory]
    [InlineData("<at>Desk</at> 报修", "28:desk", "报修")]
    [InlineData("请 <at>Desk</at> 报修 <at>Desk</at>", "28:desk", "请  报修")]
    [InlineData("<at>Desk</at> 报修", "29:somebody", "<at>Desk</at> 报修")]
    public async Task Our_own_name_is_taken_out_of_the_words(string text, string mentioned, string read)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message(text);
        activity["entities"] = JsonNode.Parse("""[null,{"type":"clientInfo"},{"type":"mention","text":"<at>Desk</at>","mentioned":{"id":"WHOM"}},{"type":"mention","text":7}]""".Replace("WHOM", mentioned));
        Assert.Equal(read, (await bot.ArriveAsync(activity)).Text);
    }

    [Theory]
    [InlineData("""{"type":"GeoCoordinates","latitude":31.2,"longitude":121.5,"name":"门口"}""", true)]
    [InlineData("""{"type":"Place","geo":{"latitude":31.2,"longitude":121.5,"name":"门口"}}""", true)]
    [InlineData("""{"type":"GeoCoordinates","latitude":91,"longitude":121.5}""", false)]
    [InlineData("""{"type":"GeoCoordinates","latitude":"31.2","longitude":121.5}""", false)]
    [InlineData("""{"type":"Place","geo":[1,2]}""", false)]
    public async Task A_place_is_read_where_it_is_one(string entity, bool isPlace)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message();
        activity["entities"] = new JsonArray(JsonNode.Parse(entity));
        Assert.Equal(isPlace ? new GeoPoint(31.2, 121.5, "门口") : null, (await bot.ArriveAsync(activity)).Location);
    }

    [Theory]
    [InlineData("""{"contentType":"image/jpeg","contentUrl":"https://webchat.botframework.com/a/1","name":"tap.jpg"}""", "photo", "image/jpeg", "https://webchat.botframework.com/a/1")]
    [InlineData("""{"contentType":"image/*","contentUrl":"SERVICEv3/attachments/1/views/original"}""", "photo", null, "service:SERVICEv3/attachments/1/views/original")]
    [InlineData("""{"contentType":"audio/ogg; codecs=opus","contentUrl":"https://x.botframework.com/a/2"}""", "voice", "audio/ogg", "https://x.botframework.com/a/2")]
    [InlineData("""{"contentType":"video/mp4","contentUrl":"https://x.botframework.com/a/2"}""", "video", "video/mp4", "https://x.botframework.com/a/2")]
    [InlineData("""{"contentType":"application/vnd.microsoft.teams.file.download.info","contentUrl":"https://c.sharepoint.com/f","name":"f.pdf","content":{"downloadUrl":"https://c.sharepoint.com/d?t=1"}}""", "file", null, "https://c.sharepoint.com/d?t=1")]
    public async Task Attachments_are_media(string attachment, string kind, string? type, string source)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message(null);
        activity["attachments"] = new JsonArray(JsonNode.Parse(attachment.Replace("SERVICE", bot.Service.ServiceUrl)));
        var media = Assert.Single((await bot.ArriveAsync(activity)).Media);
        Assert.Equal((kind, type, source.Replace("SERVICE", bot.Service.ServiceUrl)), (media.Kind, media.Type, media.Source));
    }

    [Theory]
    [InlineData("""null""")]
    [InlineData("""{"contentType":"text/html","content":"<p>报修</p>"}""")]
    [InlineData("""{"contentType":"application/vnd.microsoft.card.hero","content":{"title":"x"},"contentUrl":"https://a.botframework.com/x"}""")]
    [InlineData("""{"contentType":"image/png","contentUrl":"not an address"}""")]
    [InlineData("""{}""")]
    public async Task Cards_and_copies_of_the_words_are_not(string attachment)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message();
        activity["attachments"] = new JsonArray(JsonNode.Parse(attachment));
        Assert.Empty((await bot.ArriveAsync(activity)).Media);
    }

    [Fact]
    public async Task A_repeat_has_the_same_id_and_nothing_else_has()
    {
        await using var bot = await Bot.StartAsync();
        var first = (await bot.ArriveAsync(bot.Message())).ProviderId;
        Assert.Equal(first, (await bot.ArriveAsync(bot.Message())).ProviderId);
        string[] changes =
        [
            """{"id":"1701"}""", """{"channelId":"webchat"}""", """{"conversation":{"id":"a:2"}}""",
            """{"type":"messageUpdate","timestamp":"2026-03-01T07:59:59Z"}""", """{"id":null}""", """{"id":null,"text":"x"}""",
        ];
        var others = new List<string>();
        foreach (var change in changes) others.Add((await bot.ArriveAsync(Changed(bot, change))).ProviderId);
        Assert.Equal(changes.Length + 1, others.Append(first).Distinct().Count());
    }

    [Theory]
    [InlineData("a:1xy", "botframework:msteams/a:1xy")]
    [InlineData("19:abc@thread.tacv2;messageid=1", "botframework:msteams/19:abc@thread.tacv2;messageid=1")]
    [InlineData("x/y z%41+", null)]
    [InlineData("王梅", null)]
    [InlineData("~x", null)]
    [InlineData("{x}", null)]
    public async Task An_id_that_an_address_cannot_hold_stands_as_its_hash(string conversation, string? address)
    {
        await using var bot = await Bot.StartAsync();
        var read = (await bot.ArriveAsync(bot.Message(conversation: conversation))).From;
        Assert.True(Address.TryParse(read.Value, out _));
        if (address is null) Assert.StartsWith("botframework:msteams/~", read.Value);
        else Assert.Equal(address, read.Value);
    }

    [Theory]
    [InlineData("2027-01-01T00:00:00Z")]
    [InlineData("yesterday")]
    [InlineData(null)]
    public async Task A_time_that_cannot_be_stands_for_now(string? timestamp)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message();
        activity["timestamp"] = timestamp;
        Assert.Equal(bot.Now, (await bot.ArriveAsync(activity)).At);
    }

    [Fact]
    public async Task A_long_text_is_cut()
    {
        await using var bot = await Bot.StartAsync();
        Assert.Equal(4096, (await bot.ArriveAsync(bot.Message(new string('水', 5000)))).Text.Length);
    }

    static JsonObject Changed(Bot bot, string change)
    {
        var activity = bot.Message();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject()) activity[name] = value?.DeepClone();
        return activity;
    }
}
