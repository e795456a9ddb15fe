using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using ResidentBot.Channels.BotFramework;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.BotFramework;

/// <summary>A channel before a stand-in of its own, and the words tests need to talk to both.</summary>
public sealed class Bot : IAsyncDisposable
{
    readonly HttpClient _http = new();
    readonly ConcurrentDictionary<Address, string> _routes = new();

    Bot(BotFrameworkStandIn service, StoppedClock clock)
    {
        (Service, Clock) = (service, clock);
        Channel = With(Settings());
    }

    public static readonly DateTimeOffset Morning = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public BotFrameworkStandIn Service { get; }

    public StoppedClock Clock { get; }

    public BotFrameworkChannel Channel { get; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Bot> StartAsync()
    {
        var clock = new StoppedClock(Morning);
        return new Bot(await BotFrameworkStandIn.StartAsync(clock), clock);
    }

    public ImmutableDictionary<string, string> Settings() => ImmutableDictionary<string, string>.Empty
        .Add("app_id", Service.AppId).Add("app_password", Service.AppPassword)
        .Add("metadata", Service.Metadata.AbsoluteUri).Add("login", Service.Login.AbsoluteUri);

    /// <summary>Another channel over the same stand-in and the same kept routes, as after a restart.</summary>
    public BotFrameworkChannel With(ImmutableDictionary<string, string> settings, TimeSpan? answerWithin = null, KeptMedia? kept = null) => new(
        new ChannelAccount { Id = "bots", Channel = "botframework", Purposes = [Purpose.Service], Settings = settings },
        _http,
        to => Task.FromResult(_routes.GetValueOrDefault(to)))
    { Time = Clock, Patience = TimeSpan.FromSeconds(30), AnswerWithin = answerWithin ?? TimeSpan.FromSeconds(30), Kept = kept };

    /// <summary>A message as Teams posts it.</summary>
    public JsonObject Message(string? text = "报修", string channel = "msteams", string conversation = "a:1xy") => new()
    {
        ["type"] = "message",
        ["id"] = "1700",
        ["timestamp"] = "2026-03-01T07:59:58.1234567Z",
        ["serviceUrl"] = Service.ServiceUrl,
        ["channelId"] = channel,
        ["from"] = new JsonObject { ["id"] = "29:1ab", ["name"] = "李梅" },
        ["recipient"] = new JsonObject { ["id"] = "28:desk", ["name"] = "Desk" },
        ["conversation"] = new JsonObject { ["id"] = conversation },
        ["text"] = text,
        ["locale"] = "zh-CN",
    };

    public WebhookRequest Request(JsonObject activity, string? authorization) => Request(Encoding.UTF8.GetBytes(activity.ToJsonString()), authorization);

    public WebhookRequest Request(byte[] body, string? authorization) =>
        new("POST", "/api/messages", body, name => name == "Authorization" ? authorization : null, Now);

    /// <summary>What the host does with a request.</summary>
    public async Task<Reception> ReceiveAsync(WebhookRequest request, BotFrameworkChannel? channel = null)
    {
        channel ??= Channel;
        await channel.PrepareAsync(request, Cancellation);
        var reception = channel.Receive(request);
        foreach (var route in reception is Reception.Accepted accepted ? accepted.Routes : []) _routes[route.To] = route.Data;
        return reception;
    }

    /// <summary>The same with a good token.</summary>
    public Task<Reception> ReceiveAsync(JsonObject activity) => ReceiveAsync(Request(activity, Service.Authorization()));

    public async Task<Reception.Accepted> AcceptAsync(JsonObject activity) => Assert.IsType<Reception.Accepted>(await ReceiveAsync(activity));

    public async Task<Arrival> ArriveAsync(JsonObject activity) => Assert.Single((await AcceptAsync(activity)).Arrivals);

    public static Outgoing To(Address to, string text, params Choice[] choices) => new()
    {
        Id = "m1",
        Account = "bots",
        To = to,
        Lane = Lane.Notice,
        Purpose = Purpose.Service,
        Text = text,
        Choices = [.. choices],
        At = Instant.FromDateTimeOffset(Morning),
    };

    public Task<SendOutcome> SendAsync(Outgoing message) => Channel.SendAsync(message, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        _http.Dispose();
        Assert.Empty(Service.Violations);
    }
}

/// <summary>A clock that goes only when it is told to.</summary>
public sealed class StoppedClock(DateTimeOffset start) : TimeProvider
{
    long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
