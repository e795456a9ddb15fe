using NodaTime;
using ResidentBot.Channels.Tests.BotFramework;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

/// <summary>Pictures by MMS and on WhatsApp, which Twilio fetches from our link.</summary>
public sealed class TwilioShowingTests : IAsyncLifetime
{
    const string Link = "https://bot.example.org/sent/oak/t0ken/";
    const string Them = "whatsapp:+15005550009";

    readonly HttpClient _http = new();
    TwilioStandIn _twilio = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _twilio = await TwilioStandIn.StartAsync(new StoppedClock(Now.ToDateTimeOffset()));

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        Assert.Empty(_twilio.Violations);
    }

    TwilioSmsChannel Mms() => new(Account(("api", _twilio.Root.ToString()), ("mms", "true")), new Uri(Hook), _http) { Kept = Shown.Kept(Shown.Jpeg) };

    TwilioWhatsAppChannel WhatsApp() =>
        new(Account(("api", _twilio.Root.ToString())) with { Channel = "whatsapp" }, new Uri(Hook), _http) { Time = new StoppedClock(Now.ToDateTimeOffset()), Kept = Shown.Kept(Shown.Jpeg) };

    /// <summary>What is shown with how many words; what each message shows, and whether it has words.</summary>
    public static TheoryData<string, bool, int, (string? File, bool HasWords)[]> Kinds => new()
    {
        { "sms", true, 0, [("picture.jpg", false)] },
        { "sms", true, 20, [("picture.jpg", true)] },
        { "sms", true, 1700, [("picture.jpg", true), (null, true)] },
        { "whatsapp", true, 0, [("picture.jpg", false)] },
        { "whatsapp", true, 20, [("picture.jpg", true)] },
        { "whatsapp", false, 0, [("document.pdf", false)] },
        { "whatsapp", false, 20, [(null, true), ("document.pdf", false)] },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_picture_has_the_words_under_it_and_a_document_behind_it(string channel, bool isPicture, int words, (string? File, bool HasWords)[] messages)
    {
        _twilio.Missed(Them, $"whatsapp:{Ours}", "在吗");
        var message = Text(new string('字', words)) with { Media = isPicture ? Shown.Picture() : Shown.Document };
        var outcome = channel == "sms" ? await Mms().SendAsync(message, Cancellation)
            : await WhatsApp().SendAsync(message with { To = new Address(Them), Heard = Now }, Cancellation);
        Assert.Equal(new SendOutcome.Sent(_twilio.Sent[^1].Sid), outcome);
        Assert.Equal(messages, _twilio.Sent.Select(sent => (sent.MediaUrl?[Link.Length..], sent.Body.Length > 0)));
        Assert.Equal(words, _twilio.Sent.Sum(sent => sent.Body.Length));
    }

    [Fact]
    public async Task Words_that_were_taken_are_not_said_again_when_the_document_is_tried_again()
    {
        _twilio.Missed(Them, $"whatsapp:{Ours}", "在吗");
        var message = Text("看通知") with { To = new Address(Them), Heard = Now, Media = Shown.Document };
        var channel = WhatsApp();
        _twilio.Fault(TwilioFault.ServerError, after: 1);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await channel.SendAsync(message, Cancellation));
        Assert.IsType<SendOutcome.Sent>(await channel.SendAsync(message, Cancellation));
        Assert.Equal(["看通知", ""], _twilio.Sent.Select(sent => sent.Body));
    }

    [Fact]
    public async Task A_closed_window_takes_no_picture_and_no_template_instead()
    {
        var message = Text("看") with { To = new Address(Them), Media = Shown.Picture(), Heard = Now - Duration.FromHours(25) };
        Assert.Equal(new SendOutcome.Failed(SendError.WindowClosed), await WhatsApp().SendAsync(message, Cancellation));
        Assert.Empty(_twilio.Sent);
    }

    [Fact]
    public async Task Without_a_place_to_fetch_it_from_nothing_leaves()
    {
        var deaf = new TwilioSmsChannel(Account(("api", _twilio.Root.ToString()), ("mms", "true")), new Uri(Hook), _http);
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), await deaf.SendAsync(Text("看") with { Media = Shown.Picture() }, Cancellation));
        Assert.Empty(_twilio.Sent);
    }
}
