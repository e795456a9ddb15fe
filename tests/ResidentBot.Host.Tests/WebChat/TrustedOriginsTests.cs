using System.Net;
using ResidentBot.Channels.WebChat;
using ResidentBot.Host.Tests.Redis;
using Xunit;
using static ResidentBot.Host.Tests.WebChat.ChatHost;

namespace ResidentBot.Host.Tests.WebChat;

/// <summary>A token made for pages of some origins is good for no others; without such a wish it is good wherever the account lets in.</summary>
public sealed class TrustedOriginsTests(SharedRedis redis)
{
    const string Clinic = "https://clinic.example.org";
    const string Town = "https://town.example.org";
    const string Stranger = "https://evil.example.org";
    const string Ours = "ours";

    /// <summary>The trusted origins, the page's origin (empty: none is said, as of a page of our own host), and whether it gets through.</summary>
    public static TheoryData<string[], string, bool> Pages => new()
    {
        { [Clinic], Clinic, true },
        { [Clinic], Town, false },
        { [Clinic], Stranger, false },
        { [Clinic], "", false },
        { [Clinic, Town], Town, true },
        { [Ours], "", true },
        { [Ours], Clinic, false },
        { [], Clinic, true },
        { [], "", true },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_token_works_on_pages_it_trusts(string[] trusted, string page, bool through)
    {
        await using var host = await StartAsync(redis, $"{Clinic}, {Town}");
        var own = host.App.Address.GetLeftPart(UriPartial.Authority);
        var token = await GenerateAsync(host, [.. trusted.Select(origin => origin == Ours ? own : origin)]);
        var origin = page.Length > 0 ? page : null;

        foreach (var (method, path, body) in new (string, string, object?)[]
        {
            ("POST", "conversations", new { }),
            ("GET", $"conversations/{token.ConversationId}", null),
            ("GET", $"conversations/{token.ConversationId}/activities", null),
            ("POST", $"conversations/{token.ConversationId}/activities", new { type = "message", text = "hello" }),
            ("POST", "tokens/refresh", null),
            ("GET", "session/getsessionid", null),
        })
        {
            using var answer = await SendAsync(host, new HttpMethod(method), path, token.Token, body, origin);
            Assert.True(through ? answer.IsSuccessStatusCode : answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task What_is_made_from_such_a_token_is_bound_as_it_is()
    {
        await using var host = await StartAsync(redis, $"{Clinic}, {Town}");
        var token = await GenerateAsync(host, Clinic);
        using var begun = await SendAsync(host, HttpMethod.Post, "conversations", token.Token, new { }, Clinic);
        var answer = System.Text.Json.JsonSerializer.Deserialize(await begun.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), WebChatJson.Default.ConversationAnswer)!;

        using var renewed = await SendAsync(host, HttpMethod.Get, $"conversations/{token.ConversationId}", answer.Token, origin: Town);

        Assert.Equal(HttpStatusCode.Unauthorized, renewed.StatusCode);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(new Uri(answer.StreamUrl), Clinic));
        Assert.Equal(HttpStatusCode.Unauthorized, await ConnectAsync(new Uri(answer.StreamUrl), Town));
    }

    [Theory]
    [InlineData("""["https://evil.example.org"]""", "`https://evil.example.org` is not among the account's `origins`")]
    [InlineData("""["https://clinic.example.org/"]""", "`https://clinic.example.org/` is not among the account's `origins`")]
    [InlineData("[null]", "`` is not among the account's `origins`")]
    [InlineData("[]", "trustedOrigins must name 1 to 10 origins")]
    [InlineData("""["a","b","c","d","e","f","g","h","i","j","k"]""", "trustedOrigins must name 1 to 10 origins")]
    [InlineData("\"https://clinic.example.org\"", "The body is no JSON object.")]
    public async Task Origins_that_could_never_work_are_refused(string origins, string message)
    {
        await using var host = await StartAsync(redis, Clinic);
        using var body = new StringContent($"{{\"trustedOrigins\":{origins}}}");

        using var answer = await SendAsync(host, HttpMethod.Post, "tokens/generate", Secret, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
