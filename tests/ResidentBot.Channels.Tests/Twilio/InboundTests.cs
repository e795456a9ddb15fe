using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class InboundTests
{
    [Fact]
    public void A_text_becomes_an_arrival_and_is_answered_with_empty_twiml()
    {
        var accepted = Assert.IsType<Reception.Accepted>(Deaf().Receive(Post(Inbound("厨房水管漏水了 + 100% <急> a&b"))));
        var arrival = Assert.Single(accepted.Arrivals);
        Assert.Equal("sms-welfare", arrival.Account);
        Assert.Equal(new Address("sms:+15005550009"), arrival.From);
        Assert.Equal("SM1", arrival.ProviderId);
        Assert.Equal("厨房水管漏水了 + 100% <急> a&b", arrival.Text);
        Assert.Equal(Now, arrival.At);
        Assert.Equal(ArrivalKind.Message, arrival.Kind);
        Assert.Empty(accepted.Reports);
        Assert.Equal("""<?xml version="1.0" encoding="UTF-8"?><Response/>""", accepted.Body);
        Assert.Equal("text/xml", accepted.BodyType);
    }

    [Fact]
    public void Pictures_and_sounds_are_named_by_their_urls()
    {
        var arrival = Arrival(Deaf().Receive(Post(Form(
            ("MessageSid", "MM1"), ("AccountSid", Sid), ("From", Theirs), ("Body", ""), ("NumMedia", "3"),
            ("MediaUrl0", "https://api.twilio.com/a/ME0"), ("MediaContentType0", "image/jpeg"),
            ("MediaUrl1", "https://api.twilio.com/a/ME1"), ("MediaContentType1", "audio/amr"),
            ("MediaUrl2", "https://api.twilio.com/a/ME2"), ("MediaContentType2", "text/vcard")))));
        Assert.Equal("", arrival.Text);
        Assert.Equal(
            [
                new Media("photo", "https://api.twilio.com/a/ME0", "image/jpeg"),
                new Media("voice", "https://api.twilio.com/a/ME1", "audio/amr"),
                new Media("file", "https://api.twilio.com/a/ME2", "text/vcard"),
            ],
            arrival.Media);
    }

    [Theory]
    [InlineData("STOP", "", ArrivalKind.CarrierStop)]
    [InlineData(" stop ", "", ArrivalKind.CarrierStop)]
    [InlineData("StopAll", "", ArrivalKind.CarrierStop)]
    [InlineData("unsubscribe", "", ArrivalKind.CarrierStop)]
    [InlineData("Cancel", "", ArrivalKind.CarrierStop)]
    [InlineData("END", "", ArrivalKind.CarrierStop)]
    [InlineData("quit", "", ArrivalKind.CarrierStop)]
    [InlineData("REVOKE", "", ArrivalKind.CarrierStop)]
    [InlineData("optout", "", ArrivalKind.CarrierStop)]
    [InlineData("再也不要了", "STOP", ArrivalKind.CarrierStop)]
    [InlineData("START", "", ArrivalKind.CarrierStart)]
    [InlineData("unstop", "", ArrivalKind.CarrierStart)]
    [InlineData("YES", "START", ArrivalKind.CarrierStart)]
    [InlineData("YES", "", ArrivalKind.Message)]
    [InlineData("STOP JOBS", "", ArrivalKind.Message)]
    [InlineData("stop.", "", ArrivalKind.Message)]
    [InlineData("the weekend", "", ArrivalKind.Message)]
    [InlineData("HELP", "HELP", ArrivalKind.CarrierHelp)]
    [InlineData("帮助", "HELP", ArrivalKind.CarrierHelp)]
    [InlineData("Help", "", ArrivalKind.CarrierHelp)]
    [InlineData("INFO", "", ArrivalKind.CarrierHelp)]
    [InlineData("help me", "", ArrivalKind.Message)]
    [InlineData("退订工作", "", ArrivalKind.Message)]
    public void Words_the_carrier_acts_on_are_told_apart(string text, string optOutType, ArrivalKind kind)
    {
        var form = optOutType.Length == 0 ? Inbound(text) : Inbound(text, ("OptOutType", optOutType));
        var arrival = Arrival(Deaf().Receive(Post(form)));
        Assert.Equal(kind, arrival.Kind);
        Assert.Equal(text, arrival.Text);
    }

    [Fact]
    public void A_text_longer_than_any_message_is_cut_beside_an_emoji_never_through_it()
    {
        var arrival = Arrival(Deaf().Receive(Post(Inbound(new string('a', 4095) + "😀b"))));
        Assert.Equal(new string('a', 4095), arrival.Text);
    }

    [Fact]
    public void A_short_code_may_write_to_us()
    {
        var form = Form(("MessageSid", "SM1"), ("AccountSid", Sid), ("From", "40404"), ("Body", "code 1"));
        Assert.Equal("sms:40404", Arrival(Deaf().Receive(Post(form))).From.Value);
    }

    [Fact]
    public void A_hook_called_with_GET_is_read_from_its_query()
    {
        var query = "?AccountSid=" + Sid + "&Body=a+b%2Bc&From=%2B15005550009&MessageSid=SM7";
        var request = Raw("GET", "/hooks/oak/sms-welfare" + query, [], TwilioSigning.Sign(Token, Hook + query, []));
        var arrival = Arrival(Deaf().Receive(request));
        Assert.Equal(("SM7", "a b+c", "sms:+15005550009"), (arrival.ProviderId, arrival.Text, arrival.From.Value));
    }

    public static TheoryData<string, KeyValuePair<string, string>[], int> Unusable => new()
    {
        { "no sid", Form(("AccountSid", Sid), ("From", Theirs), ("Body", "a")), 400 },
        { "no sender", Form(("AccountSid", Sid), ("MessageSid", "SM1"), ("Body", "a")), 400 },
        { "another channel", Form(("AccountSid", Sid), ("MessageSid", "SM1"), ("From", "whatsapp:+15005550009")), 400 },
        { "another account", Form(("AccountSid", "AC9"), ("MessageSid", "SM1"), ("From", Theirs)), 403 },
        { "no account", Form(("MessageSid", "SM1"), ("From", Theirs)), 403 },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_signed_form_that_is_no_text_for_us_is_refused(string what, KeyValuePair<string, string>[] form, int status)
    {
        Assert.NotEmpty(what);
        Assert.Equal(status, Refusal(Deaf().Receive(Post(form))));
    }
}
