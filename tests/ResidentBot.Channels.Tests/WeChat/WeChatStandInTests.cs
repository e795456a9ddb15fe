using System.Text;
using System.Text.Json.Nodes;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>The stand-in refuses what WeChat refuses: otherwise its consent would prove nothing.</summary>
public sealed class WeChatStandInTests
{
    const string Send = "message/custom/send";
    const string Typing = "message/custom/typing";
    const string Template = "message/template/send";

    /// <summary>The code, the call, its body, and what is odd besides.</summary>
    public static TheoryData<int, string, string, string> Refused => new()
    {
        { 40001, Send, Text(Mei, "好"), "another token" },
        { 40002, "stable_token", """{"grant_type":"password"}""", "" },
        { 40013, "stable_token", """{"grant_type":"client_credential","appid":"wx0","secret":"s"}""", "" },
        { 40125, "stable_token", """{"grant_type":"client_credential","appid":"wx2421b1c4370ec43b","secret":"s"}""", "" },
        { 40066, "message/mass/send", "{}", "" },
        { 47001, Send, """{"touser":"oMei_-1"}""", "" },
        { 47001, Template, """{"touser":"oMei_-1"}""", "" },
        { 48001, Send, Text(Mei, "好"), "no customer service" },
        { 44004, Send, Text(Mei, ""), "" },
        { 45002, Send, Text(Mei, new string('a', 2049)), "" },
        { 40003, Send, Text("oNobody", "好"), "" },
        { 45015, Send, Text(Mei, "好"), "follows no more" },
        { 45047, Send, Text(Mei, "好"), "five were sent" },
        { 45072, Typing, """{"touser":"oMei_-1","command":"Type"}""", "" },
        { 45080, Typing, """{"touser":"oNobody","command":"Typing"}""", "" },
        { 45081, Typing, """{"touser":"oMei_-1","command":"Typing"}""", "the same before" },
        { 40037, Template, Filled("T0", "{}"), "" },
        { 47003, Template, Filled(AskTemplate, """{"thing1":{"value":"陈阿姨"}}"""), "" },
        { 47003, Template, Filled(AskTemplate, """{"thing1":{"value":"陈阿姨"},"phrase2":{"value":"a very long phrase"}}"""), "" },
        { 43004, Template, Filled(AskTemplate, """{"thing1":{"value":"陈阿姨"},"phrase2":{"value":"早安"}}"""), "follows no more" },
        { 40050, "qrcode/create", "{}", "" },
        { 40052, "qrcode/create", """{"expire_seconds":0,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"4"}}}""", "" },
        { 40007, "media/get", "", "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [FaultsOf(StandInFaults.WeChatRefusal)]
    public async Task It_refuses_what_wechat_refuses(int code, string call, string body, string odd)
    {
        await using var account = await StartAsync();
        account.Hear();
        var token = (string)(await CallAsync(account.WeChat, "stable_token", $$"""{"grant_type":"client_credential","appid":"{{account.WeChat.AppId}}","secret":"{{account.WeChat.AppSecret}}"}"""))["access_token"]!;
        account.WeChat.HasService = odd != "no customer service";
        if (odd == "follows no more") account.WeChat.Followers[Mei] = false;
        for (var i = 0; odd == "five were sent" && i < 5; i++) Assert.Equal(0, CodeOf(await CallAsync(account.WeChat, call, body, token)));
        if (odd == "the same before") Assert.Equal(0, CodeOf(await CallAsync(account.WeChat, call, body, token)));
        Assert.Equal(code, CodeOf(await CallAsync(account.WeChat, call, body, odd == "another token" ? "guess" : token)));
    }

    [Theory]
    [InlineData(40004, "voice", "picture.jpg", 3)]
    [InlineData(40004, "image", "picture.pdf", 3)]
    [InlineData(41005, "image", "picture.jpg", 0)]
    [InlineData(40009, "image", "picture.jpg", (2 << 20) + 1)]
    [InlineData(41005, "image", "picture.jpg", 3, true)]
    [FaultsOf(StandInFaults.WeChatRefusal)]
    public async Task It_refuses_uploads_that_wechat_refuses(int code, string type, string name, int length, bool isQuoted = false)
    {
        await using var account = await StartAsync();
        var token = (string)(await CallAsync(account.WeChat, "stable_token", $$"""{"grant_type":"client_credential","appid":"{{account.WeChat.AppId}}","secret":"{{account.WeChat.AppSecret}}"}"""))["access_token"]!;
        var bytes = new byte[length];
        if (length > 1) (bytes[0], bytes[1]) = (0xFF, 0xD8);
        using var http = new HttpClient();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "media", name } };
        var written = form.Headers.ContentType!.ToString();
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", isQuoted ? written : written.Replace("\"", "", StringComparison.Ordinal));
        using var answer = await http.PostAsync(new Uri(account.WeChat.Root, $"/cgi-bin/media/upload?access_token={Uri.EscapeDataString(token)}&type={type}"), form, Cancellation);
        Assert.Equal(code, CodeOf(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!));
    }

    static string Text(string to, string content) => $$$"""{"touser":"{{{to}}}","msgtype":"text","text":{"content":"{{{content}}}"}}""";

    static string Filled(string template, string data) => $$"""{"touser":"oMei_-1","template_id":"{{template}}","client_msg_id":"m1","data":{{data}}}""";

    static int CodeOf(JsonNode answer) => (int)answer["errcode"]!;

    static async Task<JsonNode> CallAsync(WeChatStandIn wechat, string call, string body, string? token = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(body.Length == 0 ? HttpMethod.Get : HttpMethod.Post, new Uri(wechat.Root, $"/cgi-bin/{call}{(token is null ? "" : $"?access_token={Uri.EscapeDataString(token)}")}"));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, Cancellation);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
    }
}
