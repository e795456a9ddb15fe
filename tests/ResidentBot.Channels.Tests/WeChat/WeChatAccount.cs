using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using NodaTime;
using ResidentBot.Channels.Tests.BotFramework;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>A channel before a stand-in of its own, and the words tests need to talk to both.</summary>
public sealed class WeChatAccount : IAsyncDisposable
{
    public const string Mei = "oMei_-1";

    /// <summary>A template of the library, as <c>texts:</c> names it.</summary>
    public const string AskTemplate = "ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY";

    public static readonly DateTimeOffset Morning = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly Address ToMei = new($"wechat:{Mei}");

    readonly HttpClient _http = new();

    WeChatAccount(WeChatStandIn wechat, StoppedClock clock)
    {
        (WeChat, Clock) = (wechat, clock);
        wechat.Templates[AskTemplate] = ["thing1", "phrase2"];
        Channel = With();
    }

    public WeChatStandIn WeChat { get; }

    public StoppedClock Clock { get; }

    public WeChatChannel Channel { get; }

    /// <summary>What was kept of templates, by their msgid.</summary>
    public ConcurrentDictionary<string, string> Kept { get; } = new();

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<WeChatAccount> StartAsync()
    {
        var clock = new StoppedClock(Morning);
        return new WeChatAccount(await WeChatStandIn.StartAsync(clock), clock);
    }

    public ImmutableDictionary<string, string> Settings => ImmutableDictionary<string, string>.Empty
        .Add("app_id", WeChat.AppId).Add("app_secret", WeChat.AppSecret).Add("token", WeChat.Token).Add("aes_key", WeChat.AesKey)
        .Add("original_id", WeChat.OriginalId).Add("api", WeChat.Root.AbsoluteUri.TrimEnd('/')).Add("answer_within", "0");

    /// <summary>Another channel, which has pictures to send.</summary>
    public WeChatChannel With(KeptMedia kept) => With(kept, []);

    /// <summary>Another channel over the same stand-in, as on another host.</summary>
    public WeChatChannel With(params (string Name, string Value)[] changed) => With(null, changed);

    WeChatChannel With(KeptMedia? kept, params (string Name, string Value)[] changed)
    {
        var settings = changed.Aggregate(Settings, (all, one) => one.Value.Length == 0 ? all.Remove(one.Name) : all.SetItem(one.Name, one.Value));
        var ask = new MessageTemplate(new Texts(AskTemplate, AskTemplate), [new TemplateParam("thing1", new FilledText("{name}"), false, 20), new TemplateParam("phrase2", new FilledText("{window}"), false, 5)]);
        var account = new ChannelAccount
        {
            Id = "oak-wechat",
            Channel = "wechat",
            Purposes = [Purpose.Service],
            Settings = settings,
            Texts = new MessageTemplates { Templates = ImmutableDictionary<string, MessageTemplate>.Empty.Add("checkin_ask", ask) },
        };
        var references = new References(id => Task.FromResult(Kept.GetValueOrDefault(id)), (id, reference) => Task.FromResult(Kept[id] = reference));
        return new WeChatChannel(account, _http, references) { Time = Clock, Patience = TimeSpan.FromSeconds(30), Kept = kept };
    }

    /// <summary>Mei follows the account, and says something.</summary>
    public void Hear() => WeChat.Follow(Mei);

    public Outgoing Message(string text, params string[] choices) => new()
    {
        Id = "m1",
        Account = "oak-wechat",
        To = ToMei,
        Lane = Lane.Reply,
        Purpose = Purpose.Service,
        Text = text,
        Choices = [.. choices.Select((label, i) => new Choice($"choice{i}", label))],
        At = Now,
        Heard = Now,
        Concerns = "checkin|p7|早",
    };

    /// <summary>A check-in, which has a template.</summary>
    public Outgoing CheckIn(string name = "陈阿姨", string window = "早安") => Message($"{name}，{window}！您好吗？回复 1 或 2") with
    {
        Phrase = new Phrase("checkin_ask", Language.Zh, ImmutableDictionary<string, string>.Empty.Add("name", name).Add("window", window)),
    };

    public Task<SendOutcome> SendAsync(Outgoing message) => Channel.SendAsync(message, Cancellation);

    public WebhookRequest Request(string query, string body, string method = "POST") =>
        new(method, $"/hooks/oak/oak-wechat?{query}", Encoding.UTF8.GetBytes(body), _ => null, Now);

    public Reception Receive((string Name, string Value)[] fields, WeChatMode? mode = null)
    {
        var (query, body) = WeChat.Write(WeChatStandIn.Xml(fields), mode);
        return Channel.Receive(Request(query, body));
    }

    public Arrival? Arrival((string Name, string Value)[] fields) =>
        Assert.IsType<Reception.Accepted>(Receive(fields)).Arrivals is [var arrival] ? arrival : null;

    public async ValueTask DisposeAsync()
    {
        await WeChat.DisposeAsync();
        _http.Dispose();
    }
}
