using System.Net;
using System.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>One host, that all dull cases share; each has words of its own.</summary>
public sealed class DullHost(SharedRedis redis) : IAsyncLifetime
{
    internal HookScene Scene { get; private set; } = null!;

    internal RunningHost Host { get; private set; } = null!;

    internal KeptLog Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Scene = await HookScene.StartAsync();
        Host = await RunningHost.StartAsync(Scene.Files, redis.Address, environment: Scene.Secrets, log: Log);
        await RunningHost.UntilAsync("the webhook is set", () => Task.FromResult(Scene.IsConnected));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Scene.DisposeAsync();
    }
}

/// <summary>What no adapter may get wrong, for all of them.</summary>
public sealed class DullCases(DullHost dull) : IClassFixture<DullHost>
{
    static int _last = 700_000;

    readonly int _id = Interlocked.Increment(ref _last);

    string Words => $"您好 <{_id}> & \"再见\"";

    static readonly HttpStatusCode[] Denied = [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden];

    public static TheoryData<string> Accounts => [.. HookList.Accounts];

    Hook Of(string account) => dull.Scene.Hooks.Single(hook => hook.Account == account);

    HookRequest Genuine(string account) => Of(account).Message(_id, Words);

    Task<HttpStatusCode> SendAsync(HookRequest request) => request.SendAsync(dull.Host.Http);

    async Task<int> TakenAsync(string account)
    {
        await dull.Host.SettleAsync();
        return (await dull.Host.Community.Store.ThreadAsync(Of(account).Resident)).Count(line => line.Kind == ThreadKind.In && line.Text == Words);
    }

    [Fact]
    public void Every_channel_that_is_called_has_its_cases() => Assert.Equal(HookList.Accounts, dull.Scene.Hooks.Select(hook => hook.Account));

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task A_genuine_message_is_taken(string account)
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(Genuine(account)));
        Assert.Equal(1, await TakenAsync(account));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task A_forged_one_is_refused_and_changes_nothing(string account)
    {
        Assert.Contains(await SendAsync(Of(account).Forge(Genuine(account))), Denied);
        Assert.Equal(0, await TakenAsync(account));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task So_is_one_without_its_signature(string account)
    {
        foreach (var (name, _) in Genuine(account).Headers.Where(header => header.Name != "Content-Type"))
            Assert.Contains(await SendAsync(Genuine(account).With(name, null)), Denied);
        Assert.Equal(0, await TakenAsync(account));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task A_repeat_is_answered_and_changes_nothing(string account)
    {
        for (var i = 0; i < 2; i++)
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(Genuine(account)))), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, await TakenAsync(account));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task An_account_or_community_that_is_not_there_is_not_found(string account)
    {
        var request = Genuine(account);
        foreach (var path in (string[])[$"/hooks/{dull.Scene.Files.Id}/nobody", $"/hooks/nowhere/{account}", $"/hooks/{dull.Scene.Files.Id}/{account}/a/b/c/d", "/hooks", "/api/message"])
            Assert.Equal(HttpStatusCode.NotFound, await SendAsync(request with { Path = path }));
        Assert.Equal(0, await TakenAsync(account));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task A_body_over_a_megabyte_is_refused(string account)
    {
        var request = Genuine(account);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(request with { Body = new byte[(1 << 20) + 1] }));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Bytes_that_are_no_text_break_nothing(string account)
    {
        var request = Genuine(account);
        foreach (var bad in (byte[][])[[0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x00]])
        {
            var body = (byte[])[.. request.Body[..(request.Body.Length / 2)], .. bad, .. request.Body[(request.Body.Length / 2)..]];
            Assert.InRange((int)await SendAsync(request with { Body = body }), 200, 499);
        }
        await dull.Host.SettleAsync();
        foreach (var line in await dull.Host.Community.Store.ThreadAsync(Of(account).Resident))
            Assert.True(line.Text is null || line.Text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line.Text)), "half a character was stored");
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Another_method_or_type_or_nothing_at_all_breaks_nothing(string account)
    {
        var request = Genuine(account);
        HookRequest[] odd =
        [
            request with { Method = "GET", Body = [] }, request with { Method = "PUT" }, request with { Method = "DELETE" }, request with { Body = [] },
            request.With("Content-Type", "text/html"), request.With("Content-Type", "multipart/form-data; boundary=x"), request.With("Content-Encoding", "gzip"),
        ];
        foreach (var one in odd) Assert.InRange((int)await SendAsync(one), 200, 499);
    }

    [Fact]
    public async Task No_secret_no_words_and_no_number_stand_in_the_log()
    {
        foreach (var hook in dull.Scene.Hooks)
        {
            var request = hook.Message(_id, Words);
            HookRequest[] all = [request, hook.Forge(request), request with { Body = request.Body[..^3] }, request with { Path = "/hooks/nowhere/x" }];
            foreach (var one in all) await SendAsync(one);
        }
        await dull.Host.SettleAsync();
        Assert.NotEmpty(dull.Log.Lines);
        var hidden = dull.Scene.Secrets.Values.Concat([$"<{_id}>", "2025550177", "13900000177", "7700900177", "Bearer "]).ToList();
        foreach (var line in dull.Log.Lines)
            Assert.DoesNotContain(hidden, secret => line.Contains(secret, StringComparison.Ordinal));
    }
}
