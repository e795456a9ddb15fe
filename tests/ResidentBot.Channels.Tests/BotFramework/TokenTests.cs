using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Who is let in.</summary>
public sealed class TokenTests
{
    const string JsonSigns = "\"\\{}[]:,.0u d";

    public static TheoryData<string> Cases => [.. TokenCases.All.Keys, .. TokenCases.Ours.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Only_a_good_token_is_let_in(string name)
    {
        await using var bot = await Bot.StartAsync();
        var header = TokenCases.All.GetValueOrDefault(name) ?? TokenCases.Ours[name];
        var reception = await bot.ReceiveAsync(bot.Request(bot.Message(), header(bot.Service)));
        if (name.StartsWith("good", StringComparison.Ordinal)) Assert.Single(Assert.IsType<Reception.Accepted>(reception).Arrivals);
        else Assert.Equal(401, Assert.IsType<Reception.Refused>(reception).Status);
    }

    [Fact]
    public async Task Microsofts_own_library_lets_in_the_same()
    {
        await using var bot = await Bot.StartAsync();
        // The library reads the machine's clock.
        bot.Clock.Advance(DateTimeOffset.UtcNow - Bot.Morning);
        var cases = TokenCases.All.Select(one => (one.Key, Header: one.Value(bot.Service))).ToList();
        var asked = cases.Select(one => new
        {
            metadata = bot.Service.Metadata.AbsoluteUri,
            app = bot.Service.AppId,
            header = one.Header ?? "",
            activity = bot.Message(),
        }).ToList();
        var theirs = (await NodeOracle.AskAsync("bot-authentication.mjs", asked)).Select(answer => answer.GetProperty("accepted").GetBoolean());
        var differ = new List<string>();
        foreach (var ((name, header), accepted) in cases.Zip(theirs))
            if (await bot.ReceiveAsync(bot.Request(bot.Message(), header)) is Reception.Accepted != accepted) differ.Add(name);
        Assert.Empty(differ);
    }

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_the_channel_does_not_let_in()
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.Endorsements = ["webchat"];
        Assert.Equal(401, Refusal(await bot.ReceiveAsync(bot.Message(channel: "msteams"))));
        Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(bot.Message(channel: "webchat")));
    }

    [Fact]
    public async Task A_key_without_endorsements_lets_in_every_channel()
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.Endorsements = [];
        Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(bot.Message(channel: "msteams")));
    }

    [Fact]
    public async Task A_new_key_is_read_once_and_then_known()
    {
        await using var bot = await Bot.StartAsync();
        await bot.AcceptAsync(bot.Message());
        bot.Service.RotateKey();
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        await bot.AcceptAsync(bot.Message());
        await bot.AcceptAsync(bot.Message());
        Assert.Equal(2, bot.Service.KeyReads);
    }

    [Fact]
    public async Task Unknown_keys_make_us_read_the_keys_at_most_once_in_five_minutes()
    {
        await using var bot = await Bot.StartAsync();
        await bot.AcceptAsync(bot.Message());
        for (var i = 0; i < 20; i++)
        {
            bot.Clock.Advance(TimeSpan.FromSeconds(30));
            var header = bot.Service.Authorization((token, _) => token["kid"] = $"made-up-{i}");
            Assert.Equal(401, Refusal(await bot.ReceiveAsync(bot.Request(bot.Message(), header))));
        }
        Assert.Equal(3, bot.Service.KeyReads);
    }

    [Theory]
    [InlineData("wrong audience")]
    [InlineData("wrong issuer")]
    [InlineData("expired")]
    [InlineData("not a token")]
    public async Task A_token_that_cannot_be_good_makes_us_read_no_keys(string name)
    {
        await using var bot = await Bot.StartAsync();
        await bot.ReceiveAsync(bot.Request(bot.Message(), TokenCases.All[name](bot.Service)));
        Assert.Equal(0, bot.Service.KeyReads);
    }

    [Fact]
    public async Task Many_requests_at_once_read_the_keys_once()
    {
        await using var bot = await Bot.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bot.ReceiveAsync(bot.Message())));
        Assert.Equal(1, bot.Service.KeyReads);
    }

    [Fact]
    public async Task While_the_metadata_is_down_known_keys_go_on_working()
    {
        await using var bot = await Bot.StartAsync();
        await bot.AcceptAsync(bot.Message());
        bot.Service.MetadataIsDown = true;
        bot.Clock.Advance(TimeSpan.FromHours(30));
        await bot.AcceptAsync(bot.Message());
        bot.Service.RotateKey();
        Assert.Equal(401, Refusal(await bot.ReceiveAsync(bot.Message())));
    }

    [Fact]
    public async Task Keys_are_read_again_after_a_day()
    {
        await using var bot = await Bot.StartAsync();
        await bot.AcceptAsync(bot.Message());
        bot.Clock.Advance(TimeSpan.FromHours(23));
        await bot.AcceptAsync(bot.Message());
        Assert.Equal(1, bot.Service.KeyReads);
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.AcceptAsync(bot.Message());
        Assert.Equal(2, bot.Service.KeyReads);
    }

    [Fact]
    public async Task Before_any_key_could_be_read_the_channel_is_asked_to_come_again()
    {
        await using var bot = await Bot.StartAsync();
        bot.Service.MetadataIsDown = true;
        Assert.Equal(503, Refusal(await bot.ReceiveAsync(bot.Message())));
        bot.Service.MetadataIsDown = false;
        bot.Clock.Advance(TimeSpan.FromSeconds(11));
        await bot.AcceptAsync(bot.Message());
    }

    [Fact]
    public async Task The_emulator_is_let_in_without_a_token_only_where_it_is_asked_for()
    {
        await using var bot = await Bot.StartAsync();
        var request = bot.Request(bot.Message(), null);
        var emulator = bot.With(bot.Settings().Remove("app_id").Remove("app_password").SetItem("emulator", "true"));
        Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(request, emulator));
        // With a registration there is something to check against, and it is.
        Assert.Equal(401, Refusal(await bot.ReceiveAsync(request, bot.With(bot.Settings().SetItem("emulator", "true")))));
        Assert.Throws<ArgumentException>(() => bot.With(bot.Settings().Remove("app_id")));
        Assert.Throws<ArgumentException>(() => bot.With(bot.Settings().Remove("app_password")));
    }

    [Theory]
    [InlineData("https://evil.example.org/")]
    [InlineData("http://192.0.2.7/")]
    [InlineData("file:///etc/passwd")]
    public async Task The_emulator_is_only_ever_answered_on_this_machine(string serviceUrl)
    {
        await using var bot = await Bot.StartAsync();
        var emulator = bot.With(bot.Settings().Remove("app_id").Remove("app_password").SetItem("emulator", "true"));
        var activity = bot.Message();
        activity["serviceUrl"] = serviceUrl;
        Assert.Equal(403, Refusal(await bot.ReceiveAsync(bot.Request(activity, null), emulator)));
    }

    [Theory]
    [InlineData("http://smba.trafficmanager.net/apac/")]
    [InlineData("https://user:word@smba.trafficmanager.net/apac/")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    public async Task A_service_that_our_token_may_not_go_to_is_refused(string serviceUrl)
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message();
        activity["serviceUrl"] = serviceUrl;
        var header = bot.Service.Authorization((_, claims) => claims["serviceurl"] = serviceUrl);
        Assert.Equal(403, Refusal(await bot.ReceiveAsync(bot.Request(activity, header))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"SERVICE"}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"SERVICE","conversation":{"id":""}}""")]
    [InlineData("""{"type":"message","channelId":"ms teams","serviceUrl":"SERVICE","conversation":{"id":"1"}}""")]
    [InlineData("""{"type":"message","channelId":"msteams","conversation":{"id":"1"}}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"/apac","conversation":{"id":"1"},"text":"x"}""")]
    [InlineData("""{"channelId":"msteams","serviceUrl":"SERVICE","conversation":{"id":"1"},"text":"x"}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"SERVICE","conversation":{"id":"1"},"text":"\ud83d"}""")]
    [InlineData("""{"type":"message","channelId":"msteams","serviceUrl":"SERVICE","conversation":{"id":"1"},"text":"x" """)]
    public async Task An_unreadable_activity_is_refused(string body)
    {
        await using var bot = await Bot.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(body.Replace("SERVICE", bot.Service.ServiceUrl));
        var status = Refusal(await bot.ReceiveAsync(bot.Request(bytes, bot.Service.Authorization())));
        // A path alone is an absolute file address on some systems: nothing is sent there either.
        Assert.True(status is 400 or 401 && (status == 400 || body.Contains("/apac")), $"{status}");
    }

    [Fact]
    public async Task Broken_bytes_are_refused()
    {
        await using var bot = await Bot.StartAsync();
        var body = Encoding.UTF8.GetBytes(bot.Message("x").ToJsonString());
        body[^5] = 0xff;
        Assert.Equal(400, Refusal(await bot.ReceiveAsync(bot.Request(body, bot.Service.Authorization()))));
    }

    [Fact]
    public async Task An_activity_over_256_KB_is_refused()
    {
        await using var bot = await Bot.StartAsync();
        var request = bot.Request(bot.Message(new string('x', 256 * 1024)), bot.Service.Authorization());
        Assert.Equal(413, Refusal(await bot.ReceiveAsync(request)));
    }

    [Fact]
    public async Task No_refusal_repeats_what_was_sent()
    {
        await using var bot = await Bot.StartAsync();
        foreach (var header in TokenCases.All.Values.Concat(TokenCases.Ours.Values).Select(header => header(bot.Service)))
        {
            if (await bot.ReceiveAsync(bot.Request(bot.Message("水管漏水了"), header)) is not Reception.Refused refused) continue;
            Assert.DoesNotContain("水管", refused.Why);
            Assert.DoesNotContain("eyJ", refused.Why);
        }
    }

    [Fact]
    public async Task Ten_thousand_damaged_requests_are_refused_or_read_and_break_nothing()
    {
        await using var bot = await Bot.StartAsync();
        var activity = bot.Message();
        activity["value"] = new JsonObject { ["tap"] = "yes", ["\ud83d\udeb0"] = 1 };
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "x", ["mentioned"] = new JsonObject { ["id"] = "28:desk" } });
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "https://a.botframework.com/x" });
        var (body, header) = (Encoding.UTF8.GetBytes(activity.ToJsonString()), bot.Service.Authorization());
        await bot.AcceptAsync(activity);
        var chance = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var (bytes, token) = ((byte[])body.Clone(), header.ToCharArray());
            for (var harm = chance.Next(1, 4); harm > 0; harm--) bytes[chance.Next(bytes.Length)] = Harm(chance);
            if (i % 2 == 0) token[chance.Next(token.Length)] = (char)Harm(chance);
            var reception = bot.Channel.Receive(bot.Request(bytes[..chance.Next(bytes.Length / 2, bytes.Length + 1)], new string(token)));
            if (reception is Reception.Refused refused) Assert.InRange(refused.Status, 400, 499);
        }
    }

    // Mostly what means something in JSON.
    static byte Harm(Random chance) => chance.Next(3) == 0 ? (byte)chance.Next(256) : (byte)JsonSigns[chance.Next(JsonSigns.Length)];

    static int Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception).Status;
}
