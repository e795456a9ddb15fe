using System.Collections.Immutable;
using System.Text;
using NodaTime;
using ResidentBot.Channels.Telegram;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

/// <summary>A channel before a stand-in of its own, and the words tests need to talk to both.</summary>
public sealed class TelegramBot : IAsyncDisposable
{
    public const string Secret = "oak_Secret-1";
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 8, 0);
    readonly HttpClient _http = new();

    TelegramBot(TelegramStandIn telegram)
    {
        Telegram = telegram;
        Channel = new TelegramChannel(Account(telegram.Token, telegram.Root), _http) { Patience = TimeSpan.FromSeconds(30), PullWait = TimeSpan.FromSeconds(1) };
    }

    public TelegramStandIn Telegram { get; }

    public TelegramChannel Channel { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TelegramBot> StartAsync() => new(await TelegramStandIn.StartAsync());

    /// <summary>The same bot, but it loses patience after a second and pulls without waiting.</summary>
    public TelegramChannel Impatient =>
        new(Account(Telegram.Token, Telegram.Root), _http) { Patience = TimeSpan.FromSeconds(1), PullWait = TimeSpan.Zero };

    public static TelegramChannel With(string token, Uri api) => new(Account(token, api), new HttpClient());

    public static ChannelAccount Account(string? token, Uri api, string? secret = Secret)
    {
        var settings = ImmutableDictionary<string, string>.Empty.Add("api", api.AbsoluteUri);
        if (token is not null) settings = settings.Add("token", token);
        if (secret is not null) settings = settings.Add("secret", secret);
        return new ChannelAccount { Id = "tg", Channel = "telegram", Purposes = [Purpose.Service], Settings = settings };
    }

    public static Outgoing To(long chat, string text, params Choice[] choices) => new()
    {
        Id = "m1",
        Account = "tg",
        To = new Address($"telegram:{chat}"),
        Lane = Lane.Reply,
        Purpose = Purpose.Service,
        Text = text,
        Choices = [.. choices],
        At = Now,
    };

    public Task<SendOutcome> SendAsync(Outgoing message) => Channel.SendAsync(message, Cancellation);

    public static WebhookRequest Hook(string body, string? secret = Secret) => Hook(Encoding.UTF8.GetBytes(body), secret);

    public static WebhookRequest Hook(byte[] body, string? secret = Secret) =>
        new("POST", "/hooks/telegram/oak/tg", body, name => name == "X-Telegram-Bot-Api-Secret-Token" ? secret : null, Now);

    public static TelegramChannel Unconnected(string? secret = Secret) =>
        new(Account("1:a", new Uri("http://127.0.0.1:1"), secret), new HttpClient());

    public async ValueTask DisposeAsync()
    {
        await Telegram.DisposeAsync();
        _http.Dispose();
    }
}
