using System.Net;
using System.Text;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

/// <summary>The stand-in refuses what Telegram refuses: otherwise its consent would prove nothing.</summary>
public sealed class TelegramStandInTests
{
    [Theory]
    [InlineData("sendMessage", "{}", "chat_id is missing")]
    [InlineData("sendMessage", """{"chat_id":77}""", "text is missing")]
    [InlineData("sendMessage", """{"chat_id":"77","text":"x"}""", "chat_id: must be a whole number")]
    [InlineData("sendMessage", """{"chat_id":77,"text":""}""", "text: message text is empty")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","parse_mode":"markdown"}""", "unknown field parse_mode")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","reply_markup":null}""", "reply_markup: an object is expected")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[{"text":"a","callback_data":"b"}]}}""", "reply_markup: inline_keyboard: each row must be a list")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a"}]]}}""", "reply_markup: inline_keyboard: callback_data is missing")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":""}]]}}""", "reply_markup: inline_keyboard: callback_data: BUTTON_DATA_INVALID")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"二十二个汉字就已经超过六十四个字节了啊真的是"}]]}}""", "reply_markup: inline_keyboard: callback_data: BUTTON_DATA_INVALID")]
    [InlineData("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[],"keyboard":[]}}""", "reply_markup: unknown field keyboard")]
    [InlineData("answerCallbackQuery", """{"callback_query_id":7}""", "callback_query_id: must be text")]
    [InlineData("getUpdates", """{"timeout":51}""", "timeout: must be 0 to 50")]
    [InlineData("getUpdates", """{"limit":0}""", "limit: must be 1 to 100")]
    [InlineData("setWebhook", """{"url":"http://oak.example/"}""", "url: bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData("setWebhook", """{"url":"https://oak.example/","secret_token":"a b"}""", "secret_token: secret token contains unallowed characters")]
    [InlineData("getMe", "[]", "an object is expected")]
    [InlineData("getMe", "{", "can't parse JSON object")]
    public async Task An_illegal_call_is_refused_and_remembered(string method, string body, string why)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await CallAsync(telegram, telegram.Token, method, body));
        Assert.Equal([$"{method}: Bad Request: {why}"], telegram.Violations.AsEnumerable());
        Assert.Empty(telegram.Sent);
    }

    [Fact]
    public async Task A_wrong_token_is_401_and_an_unknown_method_404()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(telegram, "1:wrong", "getMe", "{}"));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(telegram, telegram.Token, "sendTelepathy", "{}"));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(telegram, telegram.Token, "GETME", "{}"));
        Assert.Equal(2, telegram.Violations.Length);
    }

    [Theory]
    [InlineData(4096, HttpStatusCode.OK)]
    [InlineData(4097, HttpStatusCode.BadRequest)]
    public async Task A_text_has_4096_units_at_most(int length, HttpStatusCode expected)
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        Assert.Equal(expected, await CallAsync(telegram, telegram.Token, "sendMessage", $$"""{"chat_id":77,"text":"{{new string('a', length)}}"}"""));
    }

    [Fact]
    public async Task A_second_poller_ends_the_first()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        var first = CallAsync(telegram, telegram.Token, "getUpdates", """{"timeout":50}""");
        while (telegram.Calls == 0) await Task.Yield();
        var second = CallAsync(telegram, telegram.Token, "getUpdates", """{"timeout":50}""");
        var ousted = await await Task.WhenAny(first, second);
        telegram.Push(telegram.MessageUpdate(77, "x"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], (await Task.WhenAll(first, second)).Order());
        Assert.Equal(HttpStatusCode.Conflict, ousted);
    }

    [Fact]
    public async Task Waiting_for_a_message_that_never_comes_says_what_came()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        await CallAsync(telegram, telegram.Token, "sendMessage", """{"chat_id":77,"text":"other"}""");
        var late = await Assert.ThrowsAsync<TimeoutException>(() => telegram.WaitForAsync(sent => sent.Text == "x", TimeSpan.FromMilliseconds(50)));
        Assert.Contains("77: other", late.Message);
    }

    static async Task<HttpStatusCode> CallAsync(TelegramStandIn telegram, string token, string method, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri($"{telegram.Root}bot{token}/{method}"), content, TelegramBot.Cancellation);
        return response.StatusCode;
    }
}
