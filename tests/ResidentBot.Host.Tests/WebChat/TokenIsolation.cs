using System.Net;
using System.Net.Http.Json;
using ResidentBot.Channels.WebChat;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static ResidentBot.Host.Tests.WebChat.ChatHost;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>A token opens its own conversation, for as long as it says, and nothing else.</summary>
public sealed class TokenIsolation(SharedRedis redis)
{
    /// <summary>Every call that names a conversation, and what it answers to its own token, a late one, somebody else's, and none.</summary>
    public static TheoryData<string, string, HttpStatusCode, HttpStatusCode> Calls => new()
    {
        { "GET", "conversations/{0}", HttpStatusCode.OK, HttpStatusCode.Forbidden },
        { "GET", "conversations/{0}/activities?watermark=3", HttpStatusCode.OK, HttpStatusCode.OK },
        { "POST", "conversations/{0}/activities", HttpStatusCode.OK, HttpStatusCode.Forbidden },
        { "POST", "conversations/{0}/upload?userId=dl_anna", HttpStatusCode.BadRequest, HttpStatusCode.Forbidden },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_conversation_is_open_to_its_own_token_only(string method, string path, HttpStatusCode own, HttpStatusCode late)
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(redis, time: clock);
        var (mine, other) = (await BeginAsync(host), await BeginAsync(host));
        var threadBefore = await host.Community.Store.ThreadLengthAsync(new Core.Messages.Address("web:" + mine.ConversationId));

        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(other.Token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(mine.Token[..^2] + (mine.Token.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA")));
        Assert.True(threadBefore <= await host.Community.Store.ThreadLengthAsync(new Core.Messages.Address("web:" + mine.ConversationId)));
        Assert.Equal(own, await AskAsync(mine.Token));
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(late, await AskAsync(mine.Token));

        async Task<HttpStatusCode> AskAsync(string? token)
        {
            using var answer = await SendAsync(host, new HttpMethod(method), string.Format(path, mine.ConversationId), token, method == "GET" ? null : new { type = "typing" });
            return answer.StatusCode;
        }
    }

    /// <summary>Everything that can be asked of a conversation, and the use whose token it takes.</summary>
    public static TheoryData<string, string, TokenUse> Verbs => new()
    {
        { "GET", "conversations/{0}", TokenUse.Api },
        { "GET", "conversations/{0}?watermark=0", TokenUse.Api },
        { "GET", "conversations/{0}/activities", TokenUse.Api },
        { "POST", "conversations/{0}/activities", TokenUse.Api },
        { "POST", "conversations/{0}/upload?userId=dl_anna", TokenUse.Api },
        { "GET", "conversations/{0}/stream?watermark=0&t={1}", TokenUse.Stream },
        { "GET", "conversations/{0}/files/{2}?t={1}", TokenUse.File },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task No_token_of_one_resident_reads_or_changes_anything_of_another(string method, string path, TokenUse use)
    {
        await using var host = await StartAsync(redis);
        var (anna, ben) = (await BeginAsync(host), await BeginAsync(host));
        await SayAsync(host, ben, "Ben speaks of his illness");
        await UploadAsync(host, ben.ConversationId, ben.Token, [.. "Ben's letter"u8]);
        await UploadAsync(host, anna.ConversationId, anna.Token, [.. "Anna's letter"u8]);
        await host.SettleAsync();
        var (letter, own) = (await FileAsync(host, ben), await FileAsync(host, anna));
        var tokens = new Dictionary<TokenUse, string> { [TokenUse.Api] = anna.Token, [TokenUse.Stream] = TokenOf(await StreamAsync(host, anna)), [TokenUse.File] = TokenOf(own) };
        var before = await ThreadAsync(host, ben);

        foreach (var (kind, token) in tokens)
        {
            Assert.Contains(await AskAsync(ben, token), (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.NotFound]);
            if (kind != use) Assert.Contains(await AskAsync(anna, token), (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.NotFound]);
        }
        await host.SettleAsync();
        Assert.Equal(before, await ThreadAsync(host, ben));

        async Task<HttpStatusCode> AskAsync(TokenAnswer whose, string token)
        {
            var filled = string.Format(path, whose.ConversationId, token, letter.Segments[^1]);
            if (filled.Contains("/stream", StringComparison.Ordinal)) return await ConnectAsync(new Uri("ws" + host.App.Address.AbsoluteUri[4..] + "v3/directline/" + filled));
            if (filled.Contains("/upload", StringComparison.Ordinal)) return await UploadAsync(host, whose.ConversationId, token, [1, 2, 3]);
            using var answer = await SendAsync(host, new HttpMethod(method), filled, token, method == "GET" ? null : new { type = "message", text = "I am Ben" });
            Assert.DoesNotContain("Ben", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task What_a_client_says_of_itself_is_not_believed()
    {
        await using var host = await StartAsync(redis);
        var (anna, ben) = (await BeginAsync(host), await BeginAsync(host));
        using var posted = await SendAsync(host, HttpMethod.Post, $"conversations/{anna.ConversationId}/activities", anna.Token,
            new { type = "message", text = "hello", from = new { id = "dl_ben", role = "bot" }, conversation = new { id = ben.ConversationId }, replyToId = $"{ben.ConversationId}|0000000" });
        await host.SettleAsync();

        var line = Assert.Single((await PollAsync(host, anna)).Set!.Activities, one => one.Text == "hello");
        Assert.Equal(("dl_anna", "user", anna.ConversationId), (line.From!.Id, line.From.Role, line.Conversation!.Id));
        Assert.DoesNotContain((await PollAsync(host, ben)).Set!.Activities, one => one.Text == "hello");
    }

    [Fact]
    public async Task A_late_poll_finds_nothing_and_keeps_its_place_until_the_token_is_renewed()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(redis, time: clock);
        var token = await BeginAsync(host);
        clock.Advance(TimeSpan.FromHours(2));

        var (_, late) = await PollAsync(host, token, "1");
        using var refreshed = await SendAsync(host, HttpMethod.Post, "tokens/refresh", token.Token);
        clock.Advance(TimeSpan.FromHours(23));
        using var tooLate = await SendAsync(host, HttpMethod.Post, "tokens/refresh", token.Token);

        Assert.Equal(("1", 0), (late!.Watermark, late.Activities.Count));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, tooLate.StatusCode);
    }

    [Fact]
    public async Task The_socket_wants_its_own_conversations_stream_token()
    {
        await using var host = await StartAsync(redis);
        var (mine, other) = (await BeginAsync(host), await BeginAsync(host));
        var stream = await StreamAsync(host, mine);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(stream));
        Assert.Equal(HttpStatusCode.NotFound, await ConnectAsync(Elsewhere(stream, mine, other)));
        Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(new Uri(stream.GetLeftPart(UriPartial.Path) + "?t=" + mine.Token)));
    }

    [Fact]
    public async Task A_wrong_secret_makes_no_token_and_a_user_must_be_one_of_ours()
    {
        await using var host = await StartAsync(redis);

        using var wrong = await SendAsync(host, HttpMethod.Post, "tokens/generate", Secret + "x", new { });
        using var odd = await SendAsync(host, HttpMethod.Post, "tokens/generate", Secret, new { user = new { id = "anna" } });

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    [Fact]
    public async Task The_page_comes_back_to_its_own_conversation_for_half_a_year_and_then_to_a_new_one()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(redis, time: clock);
        await using var other = await StartAsync(redis, time: clock);
        var first = await PageTokenAsync(host, null);

        Assert.NotEqual(first.ConversationId, (await PageTokenAsync(other, first.Token)).ConversationId);
        Assert.NotEqual(first.ConversationId, (await PageTokenAsync(host, first.Token + "x")).ConversationId);
        clock.Advance(TimeSpan.FromDays(170));
        Assert.Equal(first.ConversationId, (await PageTokenAsync(host, first.Token)).ConversationId);
        clock.Advance(TimeSpan.FromDays(20));
        Assert.NotEqual(first.ConversationId, (await PageTokenAsync(host, first.Token)).ConversationId);
    }

    static async Task<TokenAnswer> PageTokenAsync(RunningHost host, string? held)
    {
        using var answer = await host.Http.PostAsJsonAsync($"chat/{host.Community.Id}/token", new { token = held });
        return (await answer.Content.ReadFromJsonAsync(WebChatJson.Default.TokenAnswer))!;
    }

    static async Task<Uri> FileAsync(RunningHost host, TokenAnswer token) =>
        new(host.App.Address, (await PollAsync(host, token)).Set!.Activities.SelectMany(one => one.Attachments ?? []).Single().ContentUrl);

    static async Task<List<string>> ThreadAsync(RunningHost host, TokenAnswer token) =>
        [.. (await host.Community.Store.ThreadAsync(new Core.Messages.Address("web:" + token.ConversationId))).Select(line => line.Id)];

    static Uri Elsewhere(Uri stream, TokenAnswer mine, TokenAnswer other) =>
        new(stream.AbsoluteUri.Replace(mine.ConversationId, other.ConversationId, StringComparison.Ordinal));

    static string TokenOf(Uri address) => address.Query[(address.Query.IndexOf("t=", StringComparison.Ordinal) + 2)..];
}
