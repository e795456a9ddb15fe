using System.Net;
using System.Net.Http.Headers;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static ResidentBot.Host.Tests.WebChat.ChatHost;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>What our server promises to clients beyond the plain way.</summary>
public sealed class DirectLineRules(SharedRedis redis)
{
    [Fact]
    public async Task With_the_store_away_a_poll_finds_nothing_a_post_is_refused_and_all_goes_on_by_itself()
    {
        await using var own = await RedisServer.StartAsync(new RedisServerOptions(AppendFsync: "always"), TestContext.Current.CancellationToken);
        await using var host = await StartAsync(own.Address);
        var token = await BeginAsync(host);
        await own.KillAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SayAsync(host, token, "help", "one"));
        var (status, set) = await PollAsync(host, token, "1");
        Assert.Equal((HttpStatusCode.OK, "1", 0, true), (status, set!.Watermark, set.Activities.Count, set.Down));

        await own.RestartAsync(TestContext.Current.CancellationToken);
        await RunningHost.UntilAsync("the post is taken", async () => await SayAsync(host, token, "hello", "one") == HttpStatusCode.OK);
        await RunningHost.UntilAsync("it comes back", async () => (await PollAsync(host, token)).Set!.Activities.Any(one => one.Text == "hello"));
    }

    [Fact]
    public async Task A_message_posted_twenty_times_at_once_is_stored_once()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SayAsync(host, token, "the lift is broken", "a b{c}")));
        await host.SettleAsync();

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        var lines = await host.Community.Store.ThreadAsync(AddressOf(token));
        Assert.Single(lines, line => line is { Kind: ThreadKind.In, Text: "the lift is broken" });
    }

    [Fact]
    public async Task A_conversation_begins_once_and_watermarks_page_through_it()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);
        using var again = await SendAsync(host, HttpMethod.Post, "conversations", token.Token, new { locale = "en" });
        await host.SettleAsync();

        var (_, first) = await PollAsync(host, token);
        var (_, rest) = await PollAsync(host, token, first!.Watermark);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(first.Activities);
        Assert.Contains("Oak Garden", first.Activities[0].Text, StringComparison.Ordinal);
        Assert.Empty(rest!.Activities);
        Assert.Equal(first.Watermark, await host.Community.Store.GetAsync(host.Community.Store.Keys.Presence(AddressOf(token))));
    }

    [Fact]
    public async Task Past_the_limits_only_a_call_for_help_gets_through()
    {
        await using var host = await StartAsync(redis, limits: "{anonymous_conversations: 1, anonymous_messages: 2}");
        var token = await BeginAsync(host);
        await SayAsync(host, token, "one");
        await SayAsync(host, token, "two");
        var second = await GenerateAsync(host);
        using var unbegun = await SendAsync(host, HttpMethod.Post, "conversations", second.Token, new { });

        using var refused = await SendAsync(host, HttpMethod.Post, $"conversations/{token.ConversationId}/activities", token.Token, new { type = "message", text = "three" });
        Assert.Equal((HttpStatusCode.TooManyRequests, "1000"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        Assert.Equal(HttpStatusCode.OK, unbegun.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, await SayAsync(host, second, "hello"));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, second, "救命"));
        await RunningHost.UntilAsync("an emergency ticket", async () => await host.Community.Store.CountListAsync("queue:welfare") == 1);
    }

    [Theory]
    [InlineData("https://www.example.org", true)]
    [InlineData("https://evil.example.org", false)]
    public async Task Only_configured_origins_are_echoed(string origin, bool echoed)
    {
        await using var host = await StartAsync(redis, "https://www.example.org");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "v3/directline/conversations/x/activities");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var refused = new HttpRequestMessage(HttpMethod.Get, "v3/directline/conversations/x");
        refused.Headers.Add("Origin", origin);

        using var first = await host.Http.SendAsync(preflight, TestContext.Current.CancellationToken);
        using var second = await host.Http.SendAsync(refused, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        foreach (var answer in new[] { first, second })
            Assert.Equal(echoed ? [origin] : [], answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.ToArray() : []);
    }

    [Fact]
    public async Task An_upload_is_kept_once_and_served_to_its_own_conversation_as_what_its_bytes_are()
    {
        await using var host = await StartAsync(redis);
        var token = await BeginAsync(host);
        byte[] page = [.. "<script>alert(1)</script>"u8];
        Assert.Equal(HttpStatusCode.OK, await UploadAsync(host, token.ConversationId, token.Token, page));
        await host.SettleAsync();

        var attachment = (await PollAsync(host, token)).Set!.Activities.SelectMany(one => one.Attachments ?? []).Single();
        using var fetched = await host.Http.GetAsync(attachment.ContentUrl, TestContext.Current.CancellationToken);
        using var forged = await host.Http.GetAsync(attachment.ContentUrl!.Replace(token.ConversationId, "other", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.StartsWith(host.App.Address.AbsoluteUri, attachment.ContentUrl, StringComparison.Ordinal);
        Assert.Equal(page, await fetched.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/octet-stream", fetched.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", fetched.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(host, token.ConversationId, token.Token, new byte[(20 << 20) + 1]));
    }

    [Fact]
    public async Task No_file_is_kept_of_what_is_no_message_or_one_too_many()
    {
        var files = Write(limits: "{anonymous_messages: 1}");
        await using var host = await StartAsync(files, redis.Address);
        var token = await BeginAsync(host);
        foreach (var type in (string[])["typing", "event", "endOfConversation"])
            Assert.Equal(HttpStatusCode.BadRequest, await UploadAsync(host, token.ConversationId, token.Token, [1, 2, 3], activity: type));
        Assert.Equal(HttpStatusCode.OK, await SayAsync(host, token, "hello"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await UploadAsync(host, token.ConversationId, token.Token, [1, 2, 3], activity: "message"));
        Assert.False(Directory.Exists(Path.Combine(files.Config, "media")));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":\"no type\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"typing\"}", HttpStatusCode.OK)]
    [InlineData("{\"type\":\"something new\",\"odd\":[1]}", HttpStatusCode.OK)]
    [InlineData("{\"type\":\"message\",\"channelData\":7,\"value\":[1],\"entities\":[{\"type\":3}]}", HttpStatusCode.OK)]
    public async Task What_means_nothing_changes_nothing(string body, HttpStatusCode expected)
    {
        await using var host = await StartAsync(redis);
        var token = await GenerateAsync(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v3/directline/conversations/{token.ConversationId}/activities") { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await host.SettleAsync();

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(0, await host.Community.Store.ThreadLengthAsync(AddressOf(token)));
    }

    static Address AddressOf(TokenAnswer token) => new("web:" + token.ConversationId);
}
