using System.Net;
using AngleSharp.Html.Dom;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Channels;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Host.Tests.WebChat;
using ResidentBot.StandIns;
using ResidentBot.Store;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Somebody at the desk writes an answer, and the resident sees that he does.</summary>
public sealed class TypingTests(SharedRedis redis, Chromium chromium)
{
    const long Lei = 77;
    static readonly DateTimeOffset Morning = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    // A desk where somebody in a Telegram chat waits for a person, and whoever works there.
    sealed class Writing(TelegramScene scene, ManualClock clock, string ticket) : IAsyncDisposable
    {
        public TelegramScene Scene => scene;

        public ManualClock Clock => clock;

        public string Ticket => ticket;

        public string Page => $"/desk/{scene.Host.Running.Community.Id}/tickets?ticket={ticket}";

        public int Shown => scene.Telegram.Made.Count(call => call.Method == "sendChatAction");

        public static async Task<Writing> StartAsync(string redis)
        {
            var clock = new ManualClock(Morning);
            var scene = await TelegramScene.StartAsync(redis, polls: true, clock: clock, change: files => files with { Host = "log_level: error\n" });
            await scene.SayAsync(Lei, "人工");
            return new Writing(scene, clock, (await scene.Host.TalkAsync(TelegramScene.Chat(Lei)))!.Ticket!);
        }

        public Task<DeskClient> SignInAsync(string title = "小山", params Scope[] scopes) => DeskClient.SignedInAsync(scene.Host.Running.App, title, Role.Agent, scopes);

        /// <summary>What the page's script posts.</summary>
        public async Task<HttpStatusCode> TypeAsync(DeskClient client)
        {
            var page = await client.PageAsync(Page);
            var area = (IHtmlTextAreaElement)page.QuerySelector("[data-typing]")!;
            var forgery = ((IHtmlInputElement)area.Form!.QuerySelector("input[name=forgery]")!).Value;
            using var answer = await client.PostAsync(area.GetAttribute("data-typing")!, [KeyValuePair.Create("forgery", forgery)]);
            return answer.StatusCode;
        }

        public ValueTask DisposeAsync() => scene.DisposeAsync();
    }

    [Fact]
    public async Task The_chat_shows_it_once_in_five_seconds()
    {
        await using var desk = await Writing.StartAsync(redis.Address);
        using var client = await desk.SignInAsync();
        var heard = desk.Scene.Heard(Lei).Count;
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.NoContent, await desk.TypeAsync(client));
        Assert.Equal(1, desk.Shown);
        desk.Clock.MoveTo(Morning.AddSeconds(5));
        await desk.TypeAsync(client);
        Assert.Equal(2, desk.Shown);
        Assert.Equal(heard, desk.Scene.Heard(Lei).Count);
    }

    [Fact]
    public async Task A_provider_that_refuses_is_not_asked_again_and_hears_the_answer_all_the_same()
    {
        await using var desk = await Writing.StartAsync(redis.Address);
        using var client = await desk.SignInAsync();
        desk.Scene.Telegram.FailNext(500, method: "sendChatAction");
        Assert.Equal(HttpStatusCode.NoContent, await desk.TypeAsync(client));
        Assert.Equal(1, desk.Shown);
        (await client.SendAsync(desk.Page, "form.reply", ("text", "师傅下午三点到"))).Dispose();
        await desk.Scene.HearsAsync(Lei, "师傅下午三点到");
        Assert.Equal(1, desk.Shown);
    }

    [Fact]
    public async Task A_provider_that_is_slow_is_not_waited_for()
    {
        await using var desk = await Writing.StartAsync(redis.Address);
        using var client = await desk.SignInAsync();
        desk.Scene.Telegram.LoseNext(TelegramLoss.Silence, "sendChatAction");
        Assert.Equal(HttpStatusCode.NoContent, await desk.TypeAsync(client));
        desk.Clock.MoveTo(Morning.AddSeconds(5));
        Assert.Equal(HttpStatusCode.NoContent, await desk.TypeAsync(client));
        Assert.Equal(2, desk.Shown);
    }

    [Fact]
    public async Task Nothing_is_shown_on_an_account_that_does_not_work()
    {
        await using var desk = await Writing.StartAsync(redis.Address);
        using var client = await desk.SignInAsync();
        var store = desk.Scene.Host.Running.Community.Store;
        var key = new DocumentKey(DocumentKey.TypeOf<AccountHealth>(), "telegram");
        var health = new AccountHealth { FailingSince = NodaTime.Instant.FromDateTimeOffset(Morning) };
        await store.Link.CommitAsync(new Commit().Put(store.Keys.Document(key), 1, Codec.Write(key, health)));
        Assert.Equal(HttpStatusCode.NoContent, await desk.TypeAsync(client));
        Assert.Equal(0, desk.Shown);
    }

    [Fact]
    public async Task Whoever_may_not_answer_is_not_seen_writing()
    {
        await using var desk = await Writing.StartAsync(redis.Address);
        using var owner = await desk.SignInAsync();
        using var other = await desk.SignInAsync("小金");
        (await owner.SendAsync(desk.Page, "form[data-form=claim]")).Dispose();
        Assert.Equal(HttpStatusCode.NoContent, await desk.TypeAsync(other));
        Assert.Equal(0, desk.Shown);
        using var elsewhere = await desk.SignInAsync("小河", new Scope(desk.Scene.Host.Running.Community.Id, "b1"));
        var page = await elsewhere.PageAsync($"/desk/{desk.Scene.Host.Running.Community.Id}/tickets");
        var forgery = ((IHtmlInputElement)page.QuerySelector("input[name=forgery]")!).Value;
        using var refused = await elsewhere.PostAsync($"/desk/{desk.Scene.Host.Running.Community.Id}/tickets/{desk.Ticket}/typing", [KeyValuePair.Create("forgery", forgery)]);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var unproven = await owner.PostAsync($"/desk/{desk.Scene.Host.Running.Community.Id}/tickets/{desk.Ticket}/typing", []);
        Assert.Equal(HttpStatusCode.BadRequest, unproven.StatusCode);
        Assert.Equal(0, desk.Shown);
    }

    [Fact]
    public async Task An_open_page_of_the_web_chat_shows_it_until_the_answer_comes()
    {
        await using var host = await ChatHost.StartAsync(redis);
        var token = await ChatHost.BeginAsync(host);
        await ChatHost.SayAsync(host, token, "human");
        await host.SettleAsync();
        var address = new Address($"web:{token.ConversationId}");
        var ticket = (await host.Community.Store.FindAsync<ResidentBot.Core.Conversations.Conversation>(address.Value))!.Ticket!;
        using var client = await DeskClient.SignedInAsync(host.App);
        var page = $"/desk/{host.Community.Id}/tickets?ticket={ticket}";
        var before = (await ChatHost.PollAsync(host, token)).Set!.Watermark;
        var area = (IHtmlTextAreaElement)(await client.PageAsync(page)).QuerySelector("[data-typing]")!;
        var forgery = ((IHtmlInputElement)area.Form!.QuerySelector("input[name=forgery]")!).Value;
        (await client.PostAsync(area.GetAttribute("data-typing")!, [KeyValuePair.Create("forgery", forgery)])).Dispose();

        ResidentBot.Channels.WebChat.ActivitySet set = null!;
        await RunningHost.UntilAsync("the sign", async () => (set = (await ChatHost.PollAsync(host, token, before)).Set!).Activities.Count > 0);
        var sign = Assert.Single(set.Activities);
        Assert.Equal(("typing", "staff", before), (sign.Type, sign.From!.Id, set.Watermark));

        (await client.SendAsync(page, "form.reply", ("text", "The plumber comes at three."))).Dispose();
        await RunningHost.UntilAsync("the answer", async () => (set = (await ChatHost.PollAsync(host, token, before)).Set!).Activities.Any(one => one.Text == "The plumber comes at three."));
        Assert.DoesNotContain(set.Activities, one => one.Type == "typing");
        Assert.Empty((await ChatHost.PollAsync(host, token, set.Watermark)).Set!.Activities);
    }

    [Fact]
    public async Task In_two_browsers_what_is_typed_at_the_desk_is_seen_on_the_residents_page()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("typing"), redis.Address);
        var resident = await chromium.OpenAsync(390, 844);
        await resident.GotoAsync(host.App.Address + "chat");
        await resident.FillAsync("#words", "人工");
        await resident.PressAsync("#words", "Enter");
        await Expect(resident.Locator("#status")).ToHaveAttributeAsync("data-with", "queue");
        await Expect(resident.Locator("#typing")).ToBeHiddenAsync();
        var number = (await host.Community.Store.ListAsync("queue:handoff"))[0].Member;
        var desk = await chromium.OpenAsync(1280, 800);
        await desk.SignInAsync(host.App, "王敏");
        await desk.GotoAsync($"{host.App.Address}desk/{host.Community.Id}/tickets?ticket={number}");

        await desk.Locator("#reply-text").PressSequentiallyAsync("师傅下午三点到");
        await Expect(resident.Locator("#typing")).ToBeVisibleAsync();

        await desk.PressAsync("#reply-text", "Control+Enter");
        await Expect(resident.Locator(".line.staff").Last).ToContainTextAsync("师傅下午三点到");
        await Expect(resident.Locator("#typing")).ToBeHiddenAsync();
    }
}
