using System.Collections.Concurrent;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class MediaTests : IAsyncLifetime
{
    readonly HttpClient _http = new();
    readonly ConcurrentQueue<string> _storeSaw = new();
    TwilioStandIn _twilio = null!;
    StandInServer _store = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _twilio = await TwilioStandIn.StartAsync();
        _store = await StandInServer.StartAsync(async context =>
        {
            _storeSaw.Enqueue(context.Request.Headers.Authorization.ToString());
            var size = context.Request.Path == "/big" ? (20 << 20) + 1 : context.Request.Path == "/full" ? 20 << 20 : 3;
            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(new byte[size], Cancellation);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        await _store.DisposeAsync();
        _http.Dispose();
    }

    Media Picture()
    {
        var message = _twilio.Missed(Theirs, Ours, "", pictures: ("image/jpeg", [1, 2, 3]));
        return new("photo", $"{_twilio.Root}2010-04-01/Accounts/{Sid}/Messages/{message.Sid}/Media/{message.Pictures[0].Sid}", "image/jpeg");
    }

    Task<FetchedMedia?> FetchAsync(Media media) => Channel(_http, _twilio).FetchAsync(media, Cancellation);

    [Fact]
    public async Task A_picture_is_fetched_with_our_credentials()
    {
        var fetched = await FetchAsync(Picture());
        Assert.Equal([1, 2, 3], fetched!.Bytes);
        Assert.Equal("image/jpeg", fetched.Type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_store_behind_a_redirect_never_sees_them(bool clientFollows)
    {
        _twilio.MediaStore = _store.Root;
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = clientFollows });
        var fetched = await Channel(http, _twilio).FetchAsync(Picture(), Cancellation);
        Assert.Equal("image/png", fetched!.Type);
        Assert.Equal([""], _storeSaw);
    }

    [Fact]
    public async Task Another_host_never_sees_them_either()
    {
        Assert.NotNull(await FetchAsync(new Media("photo", $"{_store.Root}x")));
        Assert.Equal([""], _storeSaw);
    }

    [Fact]
    public async Task Twenty_megabytes_are_fetched_and_one_byte_more_is_not()
    {
        Assert.Equal(20 << 20, (await FetchAsync(new Media("photo", $"{_store.Root}full")))!.Bytes.Length);
        Assert.Null(await FetchAsync(new Media("photo", $"{_store.Root}big")));
    }

    [Theory]
    [InlineData("stored:0a1b")]
    [InlineData("file:///etc/hostname")]
    [InlineData("no url")]
    public async Task What_is_no_web_address_is_not_fetched(string source) => Assert.Null(await FetchAsync(new Media("photo", source)));

    [Fact]
    public async Task A_picture_that_is_gone_is_null_and_a_provider_that_is_down_a_fault()
    {
        var picture = Picture();
        Assert.Null(await FetchAsync(picture with { Source = picture.Source + "0" }));
        await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(new Media("photo", "http://127.0.0.1:1/x")));
    }

    [Fact]
    public async Task Plain_http_is_not_asked_when_the_api_is_https()
    {
        var channel = new TwilioSmsChannel(Account(), new Uri(Hook), _http);
        Assert.Null(await channel.FetchAsync(new Media("photo", $"{_store.Root}x"), Cancellation));
        Assert.Empty(_storeSaw);
    }
}
