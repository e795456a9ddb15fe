using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Desk;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.WebChat;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>Staff send pictures and documents from the desk; what each channel gets, and who may fetch them.</summary>
public sealed class PicturesOut(SharedRedis redis)
{
    const long Lei = 77;
    const string Phone = "+12025550177";
    static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 3000).Select(i => (byte)i)];
    static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, .. new byte[200]];

    static async Task<(IHtmlFormElement Form, string Page)> FormAsync(DeskClient desk, RunningHost host, Address from)
    {
        var number = (await host.Community.Store.FindAsync<Conversation>(from.Value))!.Ticket!;
        var page = $"/desk/{host.Community.Id}/tickets?list=all&ticket={number}";
        return ((IHtmlFormElement)(await desk.PageAsync(page)).QuerySelector("form[data-form=reply]")!, page);
    }

    [Fact]
    public async Task A_picture_goes_out_on_Telegram_once_however_often_the_button_is_pressed()
    {
        await using var scene = await TelegramScene.StartAsync(redis.Address, change: files => files with { Host = "public_url: https://bot.example.org\nlog_level: error\n" });
        await scene.SayAsync(Lei, "人工");
        using var desk = await DeskClient.SignedInAsync(scene.Host.Running.App);
        var (form, page) = await FormAsync(desk, scene.Host.Running, TelegramScene.Chat(Lei));
        for (var i = 0; i < 2; i++)
            using (var answer = await desk.SendFileAsync(form, Jpeg, "C:\\照片\\大门.exe", "请看这里")) Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await scene.Host.Running.SettleAsync();
        var sent = Assert.Single(scene.Heard(Lei), message => message.File is not null);
        Assert.Equal(("请看这里", true, "大门.jpg"), (sent.Text, sent.IsPhoto, sent.File!.Name));
        Assert.Equal(Jpeg, sent.File.Bytes);

        var shown = (await desk.PageAsync(page)).QuerySelector(".bubble.staff img")!;
        using var picture = await desk.GetAsync(shown.GetAttribute("src")!);
        Assert.Equal(("image/jpeg", Jpeg.Length), (picture.Content.Headers.ContentType?.MediaType, (await picture.Content.ReadAsByteArrayAsync()).Length));
        var store = scene.Host.Running.Community.Store;
        Assert.Single(await store.ReadAsync(store.Keys.Log, "", 1000), entry => Codec.Read<LogEntry>(entry.Data).What == "sent picture");
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_and_the_words_stay()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("refuse", new TestFiles { Host = "limits: {sent_megabytes: 1}\nlog_level: error\n" }), redis.Address);
        var (web, sms) = (new Address("web:abc123"), SmsScene.Phone(Phone));
        await host.WriteAsync(web, "人工", "web");
        await host.WriteAsync(sms, "人工", "sms");
        await host.SettleAsync();
        using var desk = await DeskClient.SignedInAsync(host.App);
        var (form, page) = await FormAsync(desk, host, web);
        Assert.NotNull(form.QuerySelector("input[type=file]"));
        await RefusedAsync(form, "<html><script>"u8.ToArray(), "a.jpg", "只能发图片（jpeg、png、webp、gif）和 PDF。");
        await RefusedAsync(form, [.. Jpeg, .. new byte[1 << 20]], "a.jpg", "文件太大，最多 1 MB。");
        await RefusedAsync(form, [], "empty.jpg", "这个文件是空的：请换一个，或只发文字。");
        var (basic, _) = await FormAsync(desk, host, sms);
        Assert.Null(basic.QuerySelector("input[type=file]"));
        Assert.Contains("短信看不了图片", basic.TextContent, StringComparison.Ordinal);
        await RefusedAsync(basic, Jpeg, "a.jpg", "短信看不了图片和文件：请用文字说明，或打电话、上门。");
        Assert.DoesNotContain((await host.Community.Store.ThreadAsync(web)).Concat(await host.Community.Store.ThreadAsync(sms)), line => !line.Media.IsEmpty);
        Assert.False(Directory.Exists(Kept(host)));
        using var huge = await desk.SendFileAsync(form, [.. Jpeg, .. new byte[25 << 20]], "a.jpg");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "text/plain; charset=utf-8"), (huge.StatusCode, huge.Content.Headers.ContentType?.ToString()));
        // A folder that cannot be made is as bad as a full disk.
        await File.WriteAllTextAsync(Kept(host), "");
        await RefusedAsync(form, Jpeg, "a.jpg", "现在存不下文件：请用文字回复，并告诉管理员看看磁盘。");

        async Task RefusedAsync(IHtmlFormElement one, byte[] bytes, string name, string why)
        {
            using var answer = await desk.SendFileAsync(one, bytes, name, "这是大门");
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            var document = await DeskClient.ReadAsync(answer);
            Assert.Contains(why, document.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal("这是大门", document.QuerySelector("#reply-text")!.TextContent);
        }
    }

    [Fact]
    public async Task By_MMS_Twilio_is_given_a_link_that_hands_out_this_file_for_a_day_and_nothing_else()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await using var scene = await SmsScene.StartAsync(redis.Address, clock, ", mms: true");
        await scene.AskAsync(Phone, "人工");
        var ticket = (await scene.Host.TalkAsync(SmsScene.Phone(Phone)))!.Ticket!;
        var picture = await scene.Host.KeepAsync(Jpeg, "image/jpeg", "gate.jpg");
        Assert.Null((await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", ticket, "看") { Media = picture })).Refusal);
        await scene.Host.Running.SettleAsync();
        var sent = Assert.Single(scene.Heard(Phone), message => message.MediaUrl is not null);
        Assert.Equal("看", sent.Body);
        Assert.StartsWith($"{PublicHost.Public}/sent/", sent.MediaUrl, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("/picture.jpg", sent.MediaUrl);
        var path = sent.MediaUrl![PublicHost.Public.Length..];
        foreach (var method in (HttpMethod[])[HttpMethod.Head, HttpMethod.Get])
        {
            using var got = await scene.Host.Running.Http.SendAsync(new HttpRequestMessage(method, path));
            Assert.Equal((HttpStatusCode.OK, "image/jpeg", (long?)Jpeg.Length, "inline; filename=\"picture.jpg\""),
                (got.StatusCode, got.Content.Headers.ContentType?.ToString(), got.Content.Headers.ContentLength, got.Content.Headers.ContentDisposition?.ToString()));
            Assert.Equal("nosniff", Assert.Single(got.Headers.GetValues("X-Content-Type-Options")));
            if (method == HttpMethod.Get) Assert.Equal(Jpeg, await got.Content.ReadAsByteArrayAsync());
        }

        var token = path.Split('/')[3];
        var flipped = token[..^3] + (token[^3] == 'A' ? 'B' : 'A') + token[^2..];
        foreach (var other in (string[])[path.Replace(token, flipped, StringComparison.Ordinal), path.Replace(token, token[..^4], StringComparison.Ordinal), path.Replace(token, new string('A', token.Length), StringComparison.Ordinal), path.Replace($"/{scene.Host.Running.Community.Id}/", "/elsewhere/", StringComparison.Ordinal), $"/sent/{scene.Host.Running.Community.Id}/"])
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(other));
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(path));

        async Task<HttpStatusCode> StatusAsync(string where)
        {
            using var answer = await scene.Host.Running.Http.GetAsync(where);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task On_WhatsApp_Twilio_fetches_both_and_the_words_stand_where_they_are_seen()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        // The stand-in can reach us only on this machine.
        var here = $"http://127.0.0.1:{FreePort()}";
        var files = TestCommunity.Write("fetched", new TestFiles
        {
            Host = $"public_url: {here}\nlog_level: error\n",
            Accounts = new TestFiles().Accounts + $$"""

                  - {id: whatsapp, channel: whatsapp, purposes: [service], account_sid_env: SID, auth_token_env: AUTH, from: "+15005550006", api: "{{twilio.Root}}"}
                """,
        });
        await using var host = await RunningHost.StartAsync(
            files, redis.Address, environment: new Dictionary<string, string> { ["SID"] = twilio.AccountSid, ["AUTH"] = twilio.AuthToken }, change: options => options with { Urls = here });
        var lei = new Address($"whatsapp:{Phone}");
        twilio.Missed(lei.Value, "whatsapp:+15005550006", "在吗");
        await host.WriteAsync(lei, "人工", "whatsapp");
        await host.SettleAsync();
        using var desk = await DeskClient.SignedInAsync(host.App);
        foreach (var (bytes, name, words) in ((byte[], string, string)[])[(Jpeg, "gate.jpg", "看大门"), (Pdf, "notice.pdf", "看通知")])
        {
            var (form, _) = await FormAsync(desk, host, lei);
            using var answer = await desk.SendFileAsync(form, bytes, name, words);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            await host.SettleAsync();
        }
        Assert.Equal([("看大门", "image/jpeg"), ("看通知", null), ("", "application/pdf")], twilio.Sent.TakeLast(3).Select(sent => (sent.Body, sent.Media?.Type)));
        Assert.Equal([Jpeg, Pdf], twilio.Sent.Select(sent => sent.Media?.Bytes).OfType<byte[]>());
        Assert.Empty(twilio.Violations);
    }

    static string Kept(RunningHost host) => Path.Combine(host.Folder, "media");

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task In_web_chat_it_is_an_attachment_that_opens_to_its_own_conversation_alone()
    {
        await using var host = await ChatHost.StartAsync(redis);
        var (mine, other) = (await ChatHost.BeginAsync(host), await ChatHost.BeginAsync(host));
        await ChatHost.SayAsync(host, mine, "a person please");
        await host.SettleAsync();
        using var desk = await DeskClient.SignedInAsync(host.App);
        foreach (var (bytes, name) in ((byte[], string)[])[(Jpeg, "gate.jpg"), (Pdf, "notice.pdf")])
        {
            var (form, _) = await FormAsync(desk, host, new Address("web:" + mine.ConversationId));
            using var answer = await desk.SendFileAsync(form, bytes, name);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }
        await host.SettleAsync();
        var (_, set) = await ChatHost.PollAsync(host, mine);
        var attachments = set!.Activities.SelectMany(one => one.Attachments ?? []).ToList();
        Assert.Equal([("image/jpeg", "gate.jpg"), ("application/pdf", "notice.pdf")], attachments.Select(one => (one.ContentType!, one.Name!)));
        Assert.Equal([("image/jpeg", Jpeg.Length), ("application/pdf", Pdf.Length)], [await FetchAsync(attachments[0].ContentUrl!), await FetchAsync(attachments[1].ContentUrl!)]);
        var page = await desk.PageAsync($"/desk/{host.Community.Id}/tickets?list=all&ticket={(await host.Community.Store.FindAsync<Conversation>("web:" + mine.ConversationId))!.Ticket}");
        using (var document = await desk.GetAsync(page.QuerySelectorAll(".bubble.staff a[href*='/media/']").Last().GetAttribute("href")!))
            Assert.Equal(("application/pdf", "attachment", "document.pdf"), (document.Content.Headers.ContentType?.MediaType, document.Content.Headers.ContentDisposition?.DispositionType, document.Content.Headers.ContentDisposition?.FileName));
        var theirs = attachments[0].ContentUrl!.Replace(mine.ConversationId, other.ConversationId, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(theirs)).StatusCode);
        var bare = attachments[0].ContentUrl!.Split('?')[0];
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync($"{bare}?t={other.Token}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(bare)).StatusCode);

        async Task<(string, int)> FetchAsync(string address)
        {
            using var got = await host.Http.GetAsync(address);
            Assert.Equal("nosniff", Assert.Single(got.Headers.GetValues("X-Content-Type-Options")));
            return (got.Content.Headers.ContentType!.MediaType!, (await got.Content.ReadAsByteArrayAsync()).Length);
        }
    }
}
