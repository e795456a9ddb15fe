using System.Text;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

public sealed class TelegramWebhookTests
{
    const string Hello = """{"update_id":7,"message":{"message_id":1,"from":{"id":77,"is_bot":false,"first_name":"李"},"chat":{"id":77,"type":"private"},"date":1700000000,"text":"报修"}}""";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("oak_Secret-")]
    [InlineData("oak_Secret-2")]
    [InlineData("OAK_SECRET-1")]
    [InlineData("oak_Secret-1 ")]
    [InlineData("密")]
    public void A_missing_or_wrong_secret_is_refused(string? secret) =>
        Assert.Equal(401, Refusal(TelegramBot.Unconnected().Receive(TelegramBot.Hook(Hello, secret))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_secret_of_our_own_every_request_is_refused(string? header) =>
        Assert.Equal(401, Refusal(TelegramBot.Unconnected(secret: null).Receive(TelegramBot.Hook(Hello, header))));

    [Fact]
    public void The_right_secret_is_accepted()
    {
        var accepted = Assert.IsType<Reception.Accepted>(TelegramBot.Unconnected().Receive(TelegramBot.Hook(Hello)));
        Assert.Equal("报修", Assert.Single(accepted.Arrivals).Text);
        Assert.Equal("", accepted.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"update_id\":7")]
    [InlineData("{\"update_id\":\"7\"}")]
    [InlineData("{\"update_id\":7,\"message\":[]}")]
    [InlineData("{\"update_id\":7,\"message\":{\"chat\":{\"type\":\"private\"}}}")]
    [InlineData("{\"update_id\":7,\"message\":{\"chat\":{\"id\":1,\"type\":\"private\"},\"text\":\"\\ud83d\"}}")]
    public void An_unreadable_body_is_refused(string body) =>
        Assert.Equal(400, Refusal(TelegramBot.Unconnected().Receive(TelegramBot.Hook(body))));

    [Fact]
    public void Broken_bytes_are_refused()
    {
        var body = Encoding.UTF8.GetBytes(Hello);
        body[^5] = 0xff;
        Assert.Equal(400, Refusal(TelegramBot.Unconnected().Receive(TelegramBot.Hook(body))));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var body = "{\"update_id\":7,\"x\":" + new string('[', 5000) + new string(']', 5000) + "}";
        Assert.Equal(400, Refusal(TelegramBot.Unconnected().Receive(TelegramBot.Hook(body))));
    }

    [Theory]
    [InlineData(1024 * 1024, null)]
    [InlineData((1024 * 1024) + 1, 413)]
    public void A_body_over_one_megabyte_is_refused(int length, int? status)
    {
        var reception = TelegramBot.Unconnected().Receive(TelegramBot.Hook(Hello.PadRight(length - 6)));
        Assert.Equal(status, reception is Reception.Refused refused ? refused.Status : null);
    }

    [Fact]
    public void A_refusal_repeats_neither_the_secret_nor_the_words()
    {
        var refused = Assert.IsType<Reception.Refused>(TelegramBot.Unconnected().Receive(TelegramBot.Hook("{\"update_id\":\"李\"}")));
        Assert.DoesNotContain("李", refused.Why);
        refused = Assert.IsType<Reception.Refused>(TelegramBot.Unconnected().Receive(TelegramBot.Hook(Hello, "guess")));
        Assert.DoesNotContain("guess", refused.Why);
    }

    [Fact]
    public void A_bot_cannot_be_made_without_a_token() =>
        Assert.Throws<ArgumentException>(() => new Channels.Telegram.TelegramChannel(TelegramBot.Account(null, new Uri("http://127.0.0.1:1")), new HttpClient()));

    static int Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception).Status;
}
