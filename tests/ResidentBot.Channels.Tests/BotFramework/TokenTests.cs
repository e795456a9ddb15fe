using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Who is let in.</summary>
public sealed class TokenTests
{
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
            emulatorMetadata = bot.Service.EmulatorMetadata.AbsoluteUri,
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

    static int Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception).Status;
}
