using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class CatchUpTests : IAsyncLifetime
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly MovedClock _clock = new(Noon);
    readonly HttpClient _http = new();
    TwilioStandIn _twilio = null!;

    public async ValueTask InitializeAsync() => _twilio = await TwilioStandIn.StartAsync(_clock);

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        Assert.Empty(_twilio.Violations);
    }

    Task<Pulled> PullAsync(string? cursor, params (string Name, string? Value)[] settings) =>
        Channel(_http, _twilio, settings).PullAsync(cursor, TestContext.Current.CancellationToken);

    static IEnumerable<string> Texts(Pulled pulled) => pulled.Arrivals.Select(a => a.Text);

    [Fact]
    public async Task The_first_look_brings_nothing_and_begins_at_the_providers_now()
    {
        _twilio.Missed(Theirs, Ours, "long ago", Noon.AddDays(-3));
        var first = await PullAsync(null);
        Assert.Empty(first.Arrivals);
        Assert.Equal("2026-03-01T12:00:00Z", first.Cursor);
        _twilio.Missed(Theirs, Ours, "one second later", Noon.AddSeconds(1));
        Assert.Equal(["one second later"], Texts(await PullAsync(first.Cursor)));
    }

    [Fact]
    public async Task After_an_outage_everything_comes_once_in_order_over_many_pages()
    {
        _twilio.MostOnPage = 3;
        var cursor = (await PullAsync(null)).Cursor;
        for (var i = 1; i <= 10; i++) _twilio.Missed(Theirs, Ours, $"{i}", Noon.AddMinutes(i / 2));
        _clock.Now = Noon.AddHours(1);

        var pulled = await PullAsync(cursor);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}"), Texts(pulled));
        Assert.Equal(Instant.FromDateTimeOffset(Noon.AddMinutes(5)), pulled.Arrivals[^1].At);

        Assert.Empty((await PullAsync(pulled.Cursor)).Arrivals);
        _twilio.Missed(Theirs, Ours, "11", _clock.Now);
        var later = await PullAsync(pulled.Cursor);
        Assert.Equal(["11"], Texts(later));
        Assert.Empty((await PullAsync(later.Cursor)).Arrivals);
    }

    [Fact]
    public async Task A_message_that_shows_late_in_the_list_is_not_lost()
    {
        var cursor = (await PullAsync(null)).Cursor;
        _clock.Now = Noon.AddMinutes(30);
        _twilio.Missed(Theirs, Ours, "in time", Noon.AddMinutes(29));
        var pulled = await PullAsync(cursor);
        _twilio.Missed(Theirs, Ours, "late", Noon.AddMinutes(28));
        Assert.Equal(["in time"], Texts(pulled));
        Assert.Equal(["late"], Texts(await PullAsync(pulled.Cursor)));
    }

    [Fact]
    public async Task Our_own_messages_and_other_numbers_are_not_arrivals()
    {
        var cursor = (await PullAsync(null)).Cursor;
        var channel = Channel(_http, _twilio);
        await channel.SendAsync(Text("ours") with { To = new Address($"sms:{Ours}") }, TestContext.Current.CancellationToken);
        _twilio.Missed(Theirs, "+15005550001", "to the notices' number");
        _twilio.Missed(Theirs, Ours, "to us");
        Assert.Equal(["to us"], Texts(await PullAsync(cursor)));
    }

    [Fact]
    public async Task A_messaging_service_reads_only_its_own()
    {
        const string Service = "MG0123456789abcdef0123456789abcdef";
        (string, string?)[] settings = [("from", null), ("messaging_service_sid", Service)];
        var cursor = (await PullAsync(null, settings)).Cursor;
        _twilio.Missed(Theirs, Ours, "to a number");
        _twilio.Missed(Theirs, Service, "to the service");
        Assert.Equal(["to the service"], Texts(await PullAsync(cursor, settings)));
    }

    [Fact]
    public async Task A_listed_message_is_the_webhooks_own_with_pictures_and_stop_word()
    {
        var cursor = (await PullAsync(null)).Cursor;
        using var hook = new Captured();
        using var client = new HttpClient(hook, disposeHandler: false);
        await _twilio.SmsAsync(client, new Uri(Hook), Theirs, Ours, "看", pictures: [("image/jpeg", [1, 2]), ("audio/amr", [3])]);
        await _twilio.SmsAsync(client, new Uri(Hook), Theirs, Ours, "Stop");

        var told = hook.Requests.ConvertAll(request => Arrival(Channel(_http, _twilio).Receive(request)));
        var pulled = (await PullAsync(cursor)).Arrivals;
        Assert.Equal(told.Select(Compared), pulled.Select(Compared));
        Assert.Equal([ArrivalKind.Message, ArrivalKind.CarrierStop], pulled.Select(a => a.Kind));
        Assert.Equal(2, pulled[0].Media.Length);

        static (string, string, string, ArrivalKind, string) Compared(Arrival a) => (a.ProviderId, a.From.Value, a.Text, a.Kind, string.Join(' ', a.Media));
    }

    [Fact]
    public async Task An_unreadable_cursor_begins_anew() => Assert.Equal("2026-03-01T12:00:00Z", (await PullAsync("?")).Cursor);

    [Theory]
    [InlineData("http://127.0.0.1:1", null)]
    [InlineData(null, "wrong")]
    public async Task A_provider_that_cannot_be_asked_is_a_fault(string? api, string? token)
    {
        (string, string?)[] settings = api is null ? [("auth_token", token)] : [("api", api)];
        await Assert.ThrowsAsync<HttpRequestException>(() => PullAsync("2026-03-01T12:00:00Z", settings));
    }

    [Theory]
    [InlineData("""{"messages":[],"next_page_uri":"https://evil.example/page"}""")]
    [InlineData("""{"messages":[],"next_page_uri":"//evil.example/page"}""")]
    [InlineData("<html/>")]
    [InlineData("null")]
    public async Task A_page_elsewhere_or_unreadable_is_a_fault_and_never_asked(string answer)
    {
        await using var odd = await StandInServer.StartAsync(context => context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer)).AsTask());
        await Assert.ThrowsAsync<HttpRequestException>(() => PullAsync("2026-03-01T12:00:00Z", ("api", odd.Root.ToString())));
    }

    sealed class MovedClock(DateTimeOffset now) : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Keeps what Twilio posts, as the host would hand it over.</summary>
    sealed class Captured : HttpMessageHandler
    {
        internal List<WebhookRequest> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var signature = request.Headers.GetValues("X-Twilio-Signature").Single();
            Requests.Add(Raw("POST", request.RequestUri!.PathAndQuery, await request.Content!.ReadAsByteArrayAsync(cancellationToken), signature));
            return new HttpResponseMessage();
        }
    }
}
