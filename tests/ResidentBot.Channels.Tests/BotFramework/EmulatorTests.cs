using System.Text.Json.Nodes;
using ResidentBot.Channels.BotFramework;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Whom a bot with a registration lets in when its account says <c>emulator: true</c>.</summary>
public sealed class EmulatorTests
{
    public static TheoryData<string> Cases => [.. EmulatorCases.All.Keys, .. EmulatorCases.Ours.Keys];

    static BotFrameworkChannel Tried(Bot bot) => bot.With(bot.Settings()
        .SetItem("emulator", "true").SetItem("emulator_metadata", bot.Service.EmulatorMetadata.AbsoluteUri).SetItem("tenant", EmulatorCases.Tenant));

    static JsonObject Message(Bot bot) => bot.Message(channel: "emulator", conversation: "a1b2c3|livechat");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Only_a_good_token_of_the_emulator_is_let_in(string name)
    {
        await using var bot = await Bot.StartAsync();
        var header = EmulatorCases.All.GetValueOrDefault(name) ?? EmulatorCases.Ours[name];
        var reception = await bot.ReceiveAsync(bot.Request(Message(bot), header(bot.Service)), Tried(bot));
        if (name.StartsWith("good", StringComparison.Ordinal)) Assert.Single(Assert.IsType<Reception.Accepted>(reception).Arrivals);
        else Assert.Equal(401, Refusal(reception).Status);
    }

    [Fact]
    public async Task Microsofts_own_library_lets_in_the_same()
    {
        await using var bot = await Bot.StartAsync();
        // The library reads the machine's clock.
        bot.Clock.Advance(DateTimeOffset.UtcNow - Bot.Morning);
        var cases = EmulatorCases.All.Select(one => (one.Key, Header: one.Value(bot.Service))).ToList();
        var asked = cases.Select(one => new
        {
            metadata = bot.Service.Metadata.AbsoluteUri,
            emulatorMetadata = bot.Service.EmulatorMetadata.AbsoluteUri,
            app = bot.Service.AppId,
            header = one.Header ?? "",
            activity = Message(bot),
        }).ToList();
        var theirs = (await NodeOracle.AskAsync("bot-authentication.mjs", asked)).Select(answer => answer.GetProperty("accepted").GetBoolean());
        var channel = Tried(bot);
        var differ = new List<string>();
        foreach (var ((name, header), accepted) in cases.Zip(theirs))
            if (await bot.ReceiveAsync(bot.Request(Message(bot), header), channel) is Reception.Accepted != accepted) differ.Add(name);
        Assert.Empty(differ);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Without_the_setting_none_is_let_in_and_no_key_is_read(string name)
    {
        if (name == "the Connector's token by the directory's key") return;
        await using var bot = await Bot.StartAsync();
        var header = EmulatorCases.All.GetValueOrDefault(name) ?? EmulatorCases.Ours[name];
        var refused = Refusal(await bot.ReceiveAsync(bot.Request(Message(bot), header(bot.Service))));
        Assert.Equal(401, refused.Status);
        Assert.DoesNotContain("eyJ", refused.Why);
        Assert.Equal(0, bot.Service.KeyReads + bot.Service.DirectoryKeyReads);
    }

    [Fact]
    public async Task Whoever_forgot_the_setting_reads_so_in_the_log()
    {
        await using var bot = await Bot.StartAsync();
        var refused = Refusal(await bot.ReceiveAsync(bot.Request(Message(bot), bot.Service.EmulatorAuthorization())));
        Assert.Equal("token: the Emulator's, and the account has no `emulator: true`", refused.Why);
    }

    [Fact]
    public async Task The_connectors_tokens_are_taken_beside_it_by_their_own_keys()
    {
        await using var bot = await Bot.StartAsync();
        var channel = Tried(bot);
        Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(bot.Request(bot.Message(), bot.Service.Authorization()), channel));
        Assert.Equal((1, 0), (bot.Service.KeyReads, bot.Service.DirectoryKeyReads));
        Assert.Equal(401, Refusal(await bot.ReceiveAsync(bot.Request(bot.Message(), null), channel)).Status);
    }

    [Fact]
    public async Task A_new_key_of_the_directory_is_read_once_and_then_known()
    {
        await using var bot = await Bot.StartAsync();
        var channel = Tried(bot);
        Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(bot.Request(Message(bot), bot.Service.EmulatorAuthorization()), channel));
        bot.Service.RotateDirectoryKey();
        bot.Clock.Advance(TimeSpan.FromMinutes(6));
        for (var i = 0; i < 2; i++) Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(bot.Request(Message(bot), bot.Service.EmulatorAuthorization()), channel));
        Assert.Equal((2, 0), (bot.Service.DirectoryKeyReads, bot.Service.KeyReads));
    }

    [Fact]
    public async Task The_emulator_is_answered_where_it_is_with_our_token()
    {
        await using var bot = await Bot.StartAsync();
        var channel = Tried(bot);
        var accepted = Assert.IsType<Reception.Accepted>(await bot.ReceiveAsync(bot.Request(Message(bot), bot.Service.EmulatorAuthorization()), channel));
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(Bot.To(accepted.Arrivals[0].From, "修好了吗？"), Bot.Cancellation));
        Assert.Equal("修好了吗？", Assert.Single(bot.Service.Sent).Text);
    }

    [Theory]
    [InlineData("http://192.0.2.7:5000/")]
    [InlineData("ftp://localhost/")]
    public async Task Nowhere_else_without_encryption(string serviceUrl)
    {
        await using var bot = await Bot.StartAsync();
        var activity = Message(bot);
        activity["serviceUrl"] = serviceUrl;
        Assert.Equal(403, Refusal(await bot.ReceiveAsync(bot.Request(activity, bot.Service.EmulatorAuthorization()), Tried(bot))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_id_lets_nobody_in_without_a_token(string id)
    {
        await using var bot = await Bot.StartAsync();
        Assert.Throws<ArgumentException>(() => bot.With(bot.Settings().SetItem("app_id", id).SetItem("emulator", "true")));
    }

    [Fact]
    public async Task For_the_emulators_own_channel_alone_so_that_no_talk_of_another_is_led_elsewhere()
    {
        await using var bot = await Bot.StartAsync();
        var request = bot.Request(bot.Message(channel: "msteams"), bot.Service.EmulatorAuthorization());
        Assert.Equal(401, Refusal(await bot.ReceiveAsync(request, Tried(bot))).Status);
    }

    static Reception.Refused Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception);
}
