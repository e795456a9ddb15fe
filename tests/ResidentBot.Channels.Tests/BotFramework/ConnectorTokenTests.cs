using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>The token we send with.</summary>
public sealed class ConnectorTokenTests
{
    [Fact]
    public async Task One_token_serves_until_five_minutes_before_its_end()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bot.SendAsync(Bot.To(from, "好的"))));
        Assert.Equal(1, bot.Service.TokensIssued);
        bot.Clock.Advance(TimeSpan.FromSeconds(3599 - 301));
        await bot.SendAsync(Bot.To(from, "好的"));
        Assert.Equal(1, bot.Service.TokensIssued);
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await bot.SendAsync(Bot.To(from, "好的"));
        Assert.Equal(2, bot.Service.TokensIssued);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_message_still_leaves()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await bot.SendAsync(Bot.To(from, "一"));
        bot.Service.RevokeTokens();
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "二")));
        Assert.Equal(2, bot.Service.TokensIssued);
        Assert.Equal(["一", "二"], bot.Service.Sent.Select(sent => sent.Text));
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_serves_to_its_end()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        await bot.SendAsync(Bot.To(from, "一"));
        bot.Clock.Advance(TimeSpan.FromSeconds(3599 - 200));
        bot.Service.FaultLogin(503);
        Assert.IsType<SendOutcome.Sent>(await bot.SendAsync(Bot.To(from, "二")));
        bot.Clock.Advance(TimeSpan.FromSeconds(201));
        bot.Service.FaultLogin(503);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await bot.SendAsync(Bot.To(from, "三")));
    }

    [Fact]
    public async Task A_managed_identity_gets_its_token_of_the_machine()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        var managed = bot.With(bot.Settings().Remove("app_password").Remove("login").SetItem("identity", bot.Service.Identity.AbsoluteUri));
        for (var i = 0; i < 2; i++) Assert.IsType<SendOutcome.Sent>(await managed.SendAsync(Bot.To(from, "好的"), Bot.Cancellation));
        Assert.Equal(1, bot.Service.TokensIssued);
        bot.Clock.Advance(bot.Service.TokenLife);
        Assert.IsType<SendOutcome.Sent>(await managed.SendAsync(Bot.To(from, "好的"), Bot.Cancellation));
        Assert.Equal(2, bot.Service.TokensIssued);
        var stranger = bot.With(bot.Settings().Remove("app_password").SetItem("app_id", "99999999-2222-3333-4444-555555555555").SetItem("identity", bot.Service.Identity.AbsoluteUri));
        Assert.Equal(new SendOutcome.Failed(SendError.Misconfigured), await stranger.SendAsync(Bot.To(from, "好的"), Bot.Cancellation));
    }

    [Theory]
    [InlineData(400, SendError.Misconfigured)]
    [InlineData(401, SendError.Misconfigured)]
    [InlineData(429, SendError.RateLimited)]
    [InlineData(500, SendError.ProviderDown)]
    [InlineData(503, SendError.ProviderDown)]
    [FaultsOf(StandInFaults.BotFrameworkLogin)]
    public async Task A_login_that_fails_is_one_of_the_closed_list(int status, SendError error)
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        bot.Service.FaultLogin(status);
        Assert.Equal(new SendOutcome.Failed(error), await bot.SendAsync(Bot.To(from, "好的")));
    }

    [Fact]
    public async Task A_wrong_password_is_an_alarm_and_not_the_residents_matter()
    {
        await using var bot = await Bot.StartAsync();
        var from = (await bot.ArriveAsync(bot.Message())).From;
        var wrong = bot.With(bot.Settings().SetItem("app_password", "wrong"));
        Assert.Equal(new SendOutcome.Failed(SendError.Misconfigured), await wrong.SendAsync(Bot.To(from, "好的"), Bot.Cancellation));
    }
}
