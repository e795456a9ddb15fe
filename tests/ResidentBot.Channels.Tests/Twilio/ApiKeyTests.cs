using System.Collections.Concurrent;
using ResidentBot.Channels.Tests.Voice;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

/// <summary>An account that signs in with an API key: Twilio would refuse its auth token, and still signs with it what it sends.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    readonly HttpClient _http = new();
    TwilioStandIn _twilio = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _twilio = await TwilioStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        Assert.Empty(_twilio.Violations);
    }

    // The stand-in knows another auth token.
    (string Name, string? Value)[] Keyed => [("auth_token", "the-signing-token"), ("api_key", _twilio.ApiKey), ("api_secret", _twilio.ApiSecret)];

    [Fact]
    public async Task A_text_leaves() => Assert.IsType<SendOutcome.Sent>(await Channel(_http, _twilio, Keyed).SendAsync(Text("修好了吗？"), Cancellation));

    [Fact]
    public async Task A_telephone_rings() =>
        Assert.IsType<SendOutcome.Sent>(await VoiceCases.Channel(_http, _twilio, new ConcurrentDictionary<Address, string>(), null, Keyed).SendAsync(VoiceCases.Ask(), Cancellation));

    [Fact]
    public async Task The_list_is_read() => Assert.NotNull((await Channel(_http, _twilio, Keyed).PullAsync(null, Cancellation)).Cursor);

    [Fact]
    public async Task A_picture_is_fetched()
    {
        var message = _twilio.Missed(Theirs, Ours, "", pictures: ("image/jpeg", [1, 2, 3]));
        var source = $"{_twilio.Root}2010-04-01/Accounts/{Sid}/Messages/{message.Sid}/Media/{message.Pictures[0].Sid}";
        Assert.Equal([1, 2, 3], (await Channel(_http, _twilio, Keyed).FetchAsync(new Media("photo", source, "image/jpeg"), Cancellation))!.Bytes);
    }

    [Fact]
    public void What_twilio_sends_is_checked_by_the_auth_token_alone()
    {
        var channel = Channel(_http, _twilio, Keyed);
        Assert.Equal("在", Arrival(channel.Receive(Post(Inbound("在"), token: "the-signing-token"))).Text);
        Assert.Equal(403, Refusal(channel.Receive(Post(Inbound("在"), token: _twilio.ApiSecret))));
    }
}
