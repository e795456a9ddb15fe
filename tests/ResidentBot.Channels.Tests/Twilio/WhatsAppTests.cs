using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

/// <summary>WhatsApp through Twilio: what differs from texts.</summary>
public sealed class WhatsAppTests : IAsyncLifetime
{
    const string Them = "whatsapp:+15005550009";
    const string Us = "whatsapp:+15005550006";
    const string Hidden = "whatsapp:US.13491208655302741918";
    const string AskTemplate = "HX0123456789abcdef0123456789abcdef";
    const string AnyTemplate = "HXfedcba9876543210fedcba9876543210";

    static readonly MessageTemplates Texts = new()
    {
        Templates = ImmutableDictionary<string, MessageTemplate>.Empty.Add("checkin_ask", new MessageTemplate(
            new Core.Messages.Texts(AskTemplate, AskTemplate), [new TemplateParam("1", new FilledText("{name}"), false, 20), new TemplateParam("2", new FilledText("{window}"), false, 20)])),
    };

    static readonly MessageTemplate Any = new(new Core.Messages.Texts(AnyTemplate, AnyTemplate), [new TemplateParam("1", new FilledText("{text}"), false, 1000)]);

    readonly HttpClient _http = new();
    readonly Clock _clock = new(Now);
    TwilioStandIn _twilio = null!;

    public async ValueTask InitializeAsync() => _twilio = await TwilioStandIn.StartAsync(_clock);

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        _http.Dispose();
        Assert.Empty(_twilio.Violations);
    }

    public static TheoryData<string, (string, string)[], Arrival> Kinds => new()
    {
        { "a text", [("Body", "厨房水管漏水了"), ("MessageType", "text")], Blank with { Text = "厨房水管漏水了" } },
        { "a template's button", [("Body", "我很好"), ("ButtonText", "我很好"), ("ButtonPayload", "fine"), ("MessageType", "button")], Blank with { Text = "我很好" } },
        { "a button without a body", [("Body", ""), ("ButtonText", "我很好"), ("ButtonPayload", "fine")], Blank with { Text = "我很好" } },
        { "a button that stands for a digit", [("Body", "我很好"), ("ButtonText", "我很好"), ("ButtonPayload", "1")], Blank with { Text = "1" } },
        { "a place", [("Body", ""), ("Latitude", "31.2304"), ("Longitude", "-121.5")], Blank with { Location = new GeoPoint(31.2304, -121.5) } },
        { "a named place", [("Body", ""), ("Latitude", "31"), ("Longitude", "121"), ("Address", "南京路 1"), ("Label", "南门")], Blank with { Location = new GeoPoint(31, 121, "南门") } },
        { "an impossible place", [("Body", "x"), ("Latitude", "310"), ("Longitude", "121")], Blank with { Text = "x" } },
        { "a picture", [("Body", ""), ("NumMedia", "1"), ("MediaUrl0", "https://api.twilio.com/a/ME0"), ("MediaContentType0", "image/jpeg")], Blank with { Media = [new Media("photo", "https://api.twilio.com/a/ME0", "image/jpeg")] } },
        { "a voice note", [("Body", ""), ("NumMedia", "1"), ("MediaUrl0", "https://api.twilio.com/a/ME0"), ("MediaContentType0", "audio/ogg")], Blank with { Media = [new Media("voice", "https://api.twilio.com/a/ME0", "audio/ogg")] } },
        { "nobody's number but an id", [("From", Hidden), ("Body", "x")], Blank with { From = new Address(Hidden), Text = "x" } },
        { "no sender but an id", [("From", ""), ("ExternalUserId", Hidden), ("Body", "x")], Blank with { From = new Address(Hidden), Text = "x" } },
        { "a number and an id", [("ExternalUserId", Hidden), ("Body", "x")], Blank with { Text = "x" } },
        { "the words STOP", [("Body", "STOP")], Blank with { Text = "STOP" } },
        { "a stop that Twilio acted upon", [("Body", "STOP"), ("OptOutType", "STOP")], Blank with { Text = "STOP", Kind = ArrivalKind.CarrierStop } },
    };

    static Arrival Blank => new() { Account = "whatsapp", From = new Address(Them), ProviderId = "SM1", At = Now, Name = "李雷" };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_becomes_an_arrival(string kind, (string, string)[] fields, Arrival expected)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["MessageSid"] = "SM1", ["AccountSid"] = Sid, ["From"] = Them, ["To"] = Us, ["WaId"] = "15005550009", ["ProfileName"] = "李雷", ["NumMedia"] = "0" };
        foreach (var (name, value) in fields) all[name] = value;
        var arrival = Arrival(Channel().Receive(Post([.. all])));
        Assert.Equal(expected.Media, arrival.Media.AsEnumerable());
        Assert.True(expected with { Media = [] } == arrival with { Media = [] }, $"{kind}: {arrival}");
    }

    [Fact]
    public void A_text_message_is_nobodys_of_this_channel() =>
        Assert.Equal(400, Refusal(Channel().Receive(Post(Inbound("x")))));

    [Theory]
    [InlineData("delivered", null, DeliveryState.Delivered, null)]
    [InlineData("read", null, DeliveryState.Seen, null)]
    [InlineData("undelivered", "63016", DeliveryState.Failed, SendError.WindowClosed)]
    [InlineData("failed", "63024", DeliveryState.Failed, SendError.BadAddress)]
    public void News_of_a_message_is_told(string status, string? code, DeliveryState state, SendError? error)
    {
        var form = Form(("AccountSid", Sid), ("MessageSid", "SM1"), ("MessageStatus", status), ("To", Them), ("From", Us), ("ErrorCode", code ?? ""));
        var reception = Channel().Receive(Post(form, "/hooks/oak/sms-welfare/status?m=c41", Hook + "/status?m=c41"));
        var report = Assert.Single(Assert.IsType<Reception.Accepted>(reception).Reports);
        Assert.Equal((new Address(Them), state, error), (report.To, report.State, report.Error));
    }

    [Fact]
    public async Task Within_a_day_free_words_leave_whatever_templates_there_are()
    {
        await WritesAsync();
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Ask() with { Heard = Now }, Texts));
        var sent = Assert.Single(_twilio.Sent);
        Assert.Equal((Them, Us, "李奶奶，早上好！\n1 我很好", null), (sent.To, sent.From, sent.Body, sent.Content));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(null)]
    public async Task After_a_day_the_texts_own_template_leaves(int? hoursAgo)
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Ask() with { Heard = hoursAgo is { } hours ? Now - Duration.FromHours(hours) : null }, Texts));
        var (sid, variables) = Assert.Single(_twilio.Sent).Content!.Value;
        Assert.Equal((AskTemplate, """{"1":"李奶奶","2":"早上"}"""), (sid, variables));
    }

    [Fact]
    public async Task Other_words_leave_as_the_template_for_all_others_in_parts_and_without_line_breaks()
    {
        var words = new string('水', 499) + "。\n" + new string('管', 100);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Text(words) with { To = new Address(Them) }, Texts with { Otherwise = Any }));
        Assert.Equal(2, _twilio.Sent.Count);
        Assert.All(_twilio.Sent, sent => Assert.Equal(AnyTemplate, sent.Content!.Value.Sid));
        Assert.Equal(words.Replace("\n", "", StringComparison.Ordinal), string.Concat(_twilio.Sent.Select(sent => JsonDocument.Parse(sent.Content!.Value.Variables!).RootElement.GetProperty("1").GetString())));
    }

    [Fact]
    public async Task Without_a_template_nothing_leaves_and_the_window_is_told_as_closed()
    {
        Assert.Equal(new SendOutcome.Failed(SendError.WindowClosed), await SendAsync(Text("你好") with { To = new Address(Them) }, Texts));
        Assert.Empty(_twilio.Sent);
    }

    [Fact]
    public async Task Where_Twilio_finds_the_window_closed_the_template_leaves_after_all()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Ask() with { Heard = Now }, Texts));
        Assert.Equal(AskTemplate, Assert.Single(_twilio.Sent).Content!.Value.Sid);
    }

    [Fact]
    public async Task Who_shows_no_number_is_answered_by_his_id()
    {
        using var _ = await _twilio.SmsAsync(new HttpClient(new Nowhere()), new Uri(Hook), Hidden, Us, "x");
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Text("你好") with { To = new Address(Hidden), Heard = Now }, Texts));
        Assert.Equal(Hidden, _twilio.Sent[0].To);
    }

    [Fact]
    public async Task The_list_of_messages_brings_what_no_webhook_did_and_no_text_messages()
    {
        var channel = Channel();
        var began = await channel.PullAsync(null, TestContext.Current.CancellationToken);
        _twilio.Missed(Them, Us, "厨房水管漏水了");
        _twilio.Missed(Theirs, Ours, "an SMS");
        var pulled = await channel.PullAsync(began.Cursor, TestContext.Current.CancellationToken);
        Assert.Equal(("厨房水管漏水了", Them), (Assert.Single(pulled.Arrivals).Text, pulled.Arrivals[0].From.Value));
    }

    [Fact]
    public void A_message_costs_one_whatever_its_length() =>
        Assert.Equal(1, ChannelList.CostOf(Account(Texts), Text(new string('水', 800))));

    Task<SendOutcome> SendAsync(Outgoing message, MessageTemplates texts) => Channel(texts).SendAsync(message, TestContext.Current.CancellationToken);

    async Task WritesAsync()
    {
        using var _ = await _twilio.SmsAsync(new HttpClient(new Nowhere()), new Uri(Hook), Them, Us, "x");
    }

    static Outgoing Ask() => Text("李奶奶，早上好！", "我很好") with
    {
        To = new Address(Them),
        Phrase = new Phrase("checkin_ask", Language.Zh, ImmutableDictionary<string, string>.Empty.Add("name", "李奶奶").Add("window", "早上")),
    };

    TwilioWhatsAppChannel Channel(MessageTemplates? texts = null) => new(Account(texts ?? Texts), new Uri(Hook), _http) { Time = _clock };

    ChannelAccount Account(MessageTemplates texts) => new()
    {
        Id = "whatsapp",
        Channel = "whatsapp",
        Purposes = [Purpose.Welfare],
        Texts = texts,
        Settings = TwilioCases.Account(("api", _twilio.Root.ToString())).Settings,
    };

    sealed class Clock(Instant now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
    }

    /// <summary>The stand-in's webhook has nobody to call here.</summary>
    sealed class Nowhere : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage());
    }
}
