using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>Keys that come, change, and cannot be read.</summary>
public sealed class KeyTests
{
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

    static int Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception).Status;
}
