using System.Text.Json;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

/// <summary>
/// Two judges that nobody here wrote: the types of the Bot API that grammY's authors keep, for what we say and what our stand-in says, and grammY
/// itself as a client of the stand-in.
/// </summary>
public sealed class TelegramOracleTests
{
    [Fact]
    public async Task Every_call_we_make_is_one_of_the_Bot_API()
    {
        await using var bot = await TelegramBot.StartAsync();
        await CallEverythingAsync(bot);
        var calls = bot.Telegram.Made.Where(call => call.Method is not ("getMe" or "getWebhookInfo" or "deleteWebhook")).ToList();
        Assert.Equal(["answerCallbackQuery", "getFile", "getUpdates", "leaveChat", "sendChatAction", "sendMessage", "setWebhook"], calls.Select(call => call.Method).Distinct().Order());
        foreach (var (call, verdict) in calls.Zip(await NodeOracle.AskAsync("telegram-bot-api.mjs", calls.Select(call => new { type = call.Method, value = call.Arguments }).ToList())))
            Assert.True(verdict.GetProperty("valid").GetBoolean(), $"{call.Method} {call.Arguments}: {verdict}");
    }

    [Fact]
    public async Task The_judge_refuses_what_the_Bot_API_refuses()
    {
        (string Type, string Value)[] wrong =
        [
            ("sendMessage", """{"chat_id":77}"""),
            ("sendMessage", """{"chat_id":77,"text":"x","colour":"red"}"""),
            ("sendMessage", """{"chat_id":77,"text":"x","reply_markup":null}"""),
            ("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[{"text":"a","callback_data":"b"}]}}"""),
            ("sendMessage", """{"chat_id":77,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a"}]]}}"""),
            ("answerCallbackQuery", """{"callback_query_id":4382}"""),
            ("getUpdates", """{"allowed_updates":["telepathy"]}"""),
            ("Update", """{"update_id":7,"message":{"message_id":"1","chat":{"id":77,"type":"private","first_name":"x"},"date":1}}"""),
        ];
        var verdicts = await NodeOracle.AskAsync("telegram-bot-api.mjs", wrong.Select(one => new { type = one.Type, value = JsonDocument.Parse(one.Value).RootElement }).ToList());
        foreach (var (one, verdict) in wrong.Zip(verdicts)) Assert.False(verdict.GetProperty("valid").GetBoolean(), $"{one.Type} {one.Value}");
    }

    [Fact]
    public async Task What_the_stand_in_tells_is_what_Telegram_could_tell()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        var message = telegram.MessageUpdate(77, "你好");
        string[] updates =
        [
            message, telegram.EditUpdate(message, "您好"), telegram.TapUpdate(77, "yes"), telegram.PhotoUpdate(77, [1, 2, 3], "水管"),
            telegram.LocationUpdate(77, 31.2, 121.5), telegram.BlockedUpdate(77), telegram.UnblockedUpdate(77), telegram.GroupUpdate(-5), telegram.GroupMessageUpdate(-5, "hi"),
        ];
        var verdicts = await NodeOracle.AskAsync("telegram-bot-api.mjs", updates.Select(update => new { type = "Update", value = JsonDocument.Parse(update).RootElement }).ToList());
        foreach (var (update, verdict) in updates.Zip(verdicts)) Assert.True(verdict.GetProperty("valid").GetBoolean(), $"{update}: {verdict}");
    }

    [Fact]
    public async Task GrammY_finds_the_stand_in_a_Bot_API()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        foreach (var text in (string[])["one", "two", "three"]) telegram.Push(telegram.MessageUpdate(77, text));
        telegram.Block(78);
        telegram.FailNext(429, retryAfter: 3, method: "getFile");
        var file = telegram.AddFile([1, 2, 3], "photos/a.jpg");
        object Call(string method, object? arguments = null, string? token = null) => new { root = telegram.Root, token = token ?? telegram.Token, method, arguments };
        object[] calls =
        [
            Call("getMe"),
            Call("sendMessage", new { chat_id = 77, text = "修好了吗？", reply_markup = new { inline_keyboard = new[] { new[] { new { text = "是", callback_data = "yes" } } } } }),
            Call("sendMessage", new { chat_id = 78, text = "x" }),
            Call("sendMessage", new { chat_id = 77, text = new string('x', 4097) }),
            Call("getUpdates", new { limit = 2 }),
            Call("getUpdates", new { offset = 0, timeout = 0 }),
            Call("getFile", new { file_id = file }),
            Call("getFile", new { file_id = file }),
            Call("setWebhook", new { url = "https://desk.example.org/hook", secret_token = "s" }),
            Call("getUpdates"),
            Call("getWebhookInfo"),
            Call("deleteWebhook"),
            Call("leaveChat", new { chat_id = -5 }),
            Call("leaveChat", new { chat_id = -5 }),
            Call("getMe", token: "1:guess"),
            Call("sendChatAction", new { chat_id = 77, action = "typing" }),
            Call("sendChatAction", new { chat_id = 78, action = "typing" }),
        ];
        var answers = await NodeOracle.AskAsync("telegram-client.mjs", calls);

        Assert.Equal(TelegramStandIn.UserName, Result(answers[0]).GetProperty("username").GetString());
        Assert.Equal("修好了吗？", Result(answers[1]).GetProperty("text").GetString());
        Assert.Equal((403, 400), (Code(answers[2]), Code(answers[3])));
        Assert.Equal((2, 3), (Result(answers[4]).GetArrayLength(), Result(answers[5]).GetArrayLength()));
        Assert.Equal((429, 3), (Code(answers[6]), answers[6].GetProperty("error").GetProperty("retry_after").GetInt32()));
        Assert.Equal("photos/a.jpg", Result(answers[7]).GetProperty("file_path").GetString());
        Assert.Equal((true, 409), (Result(answers[8]).GetBoolean(), Code(answers[9])));
        Assert.Equal("https://desk.example.org/hook", Result(answers[10]).GetProperty("url").GetString());
        Assert.Equal((true, true, 403), (Result(answers[11]).GetBoolean(), Result(answers[12]).GetBoolean(), Code(answers[13])));
        Assert.Equal(401, Code(answers[14]));
        Assert.Equal((true, 403), (Result(answers[15]).GetBoolean(), Code(answers[16])));
        Assert.Equal("是", Assert.Single(telegram.Sent).Buttons[0].Label);
    }

    [Fact]
    public async Task GrammY_behind_a_webhook_hears_what_the_stand_in_delivers_and_refuses_a_wrong_secret()
    {
        await using var telegram = await TelegramStandIn.StartAsync();
        object[] questions = [new { root = telegram.Root, token = telegram.Token, secret = "right", updates = 2 }];
        var asking = NodeOracle.AskAsync("telegram-hook.mjs", questions);
        Assert.Equal("right", (await telegram.WaitForWebhookAsync(TimeSpan.FromSeconds(60))).Secret);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, await telegram.DeliverAsync(telegram.MessageUpdate(77, "forged"), secret: "wrong"));
        Assert.Equal(System.Net.HttpStatusCode.OK, await telegram.DeliverAsync(telegram.MessageUpdate(77, "你好")));
        await telegram.DeliverAsync(telegram.TapUpdate(77, "yes"));

        Assert.Equal(["你好", "yes"], (await asking)[0].GetProperty("heard").EnumerateArray().Select(text => text.GetString()!));
        Assert.Equal("heard 你好", Assert.Single(telegram.Sent).Text);
        Assert.Empty(telegram.UnansweredTaps);
        Assert.Null(telegram.Webhook);
    }

    static async Task CallEverythingAsync(TelegramBot bot)
    {
        Choice[] choices = [new("w:1:0", "1 栋 101 <b>&"), new(new string('x', 64), "否")];
        await bot.SendAsync(TelegramBot.To(5_000_000_000, "plain _*[]()~`>#+-=|{}.! 💧"));
        await bot.SendAsync(TelegramBot.To(77, "修好了吗？", choices));
        await bot.SendAsync(TelegramBot.To(77, "在哪里？", choices) with { AskLocation = true });
        await bot.SendAsync(TelegramBot.To(77, new string('水', 9000), choices));
        bot.Telegram.Push(bot.Telegram.TapUpdate(77, "yes"));
        var pulled = await bot.Channel.PullAsync(null, TelegramBot.Cancellation);
        await bot.Channel.PullAsync(pulled.Cursor, TelegramBot.Cancellation);
        await bot.Channel.DoAsync(pulled.Courtesies[0], "", TelegramBot.Cancellation);
        await bot.Channel.DoAsync(new Courtesy.LeaveGroup(new Address("telegram:-1001234567890"), Says: true), "我只和人单独说话", TelegramBot.Cancellation);
        await bot.Channel.ShowTypingAsync(new Address("telegram:77"), TelegramBot.Cancellation);
        await bot.Channel.FetchAsync(new Media("photo", bot.Telegram.AddFile([1], "a")), TelegramBot.Cancellation);
        await bot.Channel.SetWebhookAsync(new Uri("https://desk.example.org/hooks/oak/tg"), TelegramBot.Cancellation);
        await bot.Channel.DeleteWebhookAsync(TelegramBot.Cancellation);
        Assert.Empty(bot.Telegram.Violations);
    }

    static JsonElement Result(JsonElement answer) => answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(answer.ToString());

    static int Code(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();
}
