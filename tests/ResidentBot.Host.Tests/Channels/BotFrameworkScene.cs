using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>The real host and a strict Bot Framework; ends by finding no call that the real one would refuse.</summary>
sealed class BotFrameworkScene : IAsyncDisposable
{
    int _ids;

    BotFrameworkScene(BotFrameworkStandIn service, PublicHost host) => (Service, Host) = (service, host);

    public BotFrameworkStandIn Service { get; }

    public PublicHost Host { get; }

    /// <summary>Starts both, with as many accounts of the channel.</summary>
    public static async Task<BotFrameworkScene> StartAsync(string redis, int accounts = 1)
    {
        var service = await BotFrameworkStandIn.StartAsync();
        string Account(string id) => $$"""  - {id: {{id}}, channel: botframework, purposes: [service, welfare, jobs], app_id: {{service.AppId}}, app_password_env: BOT_PASSWORD, metadata: "{{service.Metadata}}", login: "{{service.Login}}", rate: 1000}""";
        var lines = Enumerable.Range(1, accounts).Select(i => Account($"bot{i}"))
            .Prepend("  - {id: telegram, channel: telegram, purposes: [welfare], token_env: NONE, mode: poll}")
            .Prepend("  - {id: web, channel: web, purposes: [service], origins: []}");
        var files = TestCommunity.Write("bots", new TestFiles
        {
            Host = PublicHost.HostFile,
            Accounts = $"accounts:\n{string.Join('\n', lines)}",
            Staff = "staff: [{id: floor, name: 陈大姐, addresses: telegram:1}, {id: head, name: 王组长, addresses: telegram:2}, {id: area, name: 周明, addresses: telegram:3}, {id: duty, name: 值班室, addresses: telegram:4}]",
        });
        var scene = new BotFrameworkScene(service, new PublicHost(files, redis, new Dictionary<string, string> { ["BOT_PASSWORD"] = service.AppPassword }, clock: null));
        await scene.Host.StartAsync();
        return scene;
    }

    public static Address Talk(string conversation) => new($"botframework:webchat/{conversation}");

    /// <summary>A message as Azure's Web Chat posts it, with a new id.</summary>
    public JsonObject Message(string conversation, string text, string? tap = null) => new()
    {
        ["type"] = "message",
        ["id"] = $"{conversation}|{++_ids:0000000}",
        ["timestamp"] = DateTimeOffset.UtcNow.ToString("o"),
        ["serviceUrl"] = Service.ServiceUrl,
        ["channelId"] = "webchat",
        ["from"] = new JsonObject { ["id"] = "u1" },
        ["recipient"] = new JsonObject { ["id"] = "desk@x" },
        ["conversation"] = new JsonObject { ["id"] = conversation },
        ["locale"] = "zh-CN",
        ["text"] = text,
        ["value"] = tap is null ? null : new JsonObject { ["tap"] = tap },
    };

    /// <summary>Posts an activity, with a good token unless told otherwise.</summary>
    public async Task<HttpStatusCode> PostAsync(JsonObject activity, string path = "/api/messages", string? token = "good") => (await AskAsync(activity, path, token)).Status;

    /// <summary>The same, with what stands in the answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> AskAsync(JsonObject activity, string path = "/api/messages", string? token = "good")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Running.App.Address, path));
        request.Content = new StringContent(activity.ToJsonString(), Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", token == "good" ? Service.Authorization() : token);
        using var answer = await Host.Running.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Says something and waits for what is heard next.</summary>
    public async Task<ConnectorSent> SayAsync(string conversation, string text, string? tap = null)
    {
        var before = Heard(conversation).Count;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Message(conversation, text, tap)));
        await RunningHost.UntilAsync("an answer", () => Task.FromResult(Heard(conversation).Count > before));
        await Host.Running.SettleAsync();
        return Heard(conversation)[^1];
    }

    /// <summary>Taps a suggested action.</summary>
    public Task<ConnectorSent> TapAsync(ConnectorSent under, string label)
    {
        var action = under.Activity["suggestedActions"]!["actions"]!.AsArray().Single(one => (string?)one!["title"] == label)!;
        return SayAsync(under.Conversation, (string)action["text"]!, (string?)action["value"]!["tap"]);
    }

    public List<ConnectorSent> Heard(string conversation) => [.. Service.Sent.Where(sent => sent.Conversation == conversation)];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Service.DisposeAsync();
        Assert.Empty(Service.Violations);
    }
}
