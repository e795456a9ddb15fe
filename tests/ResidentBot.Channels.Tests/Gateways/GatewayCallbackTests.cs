using System.Net;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Channels.Tests.Gateways.GatewayCases;

namespace ResidentBot.Channels.Tests.Gateways;

public sealed class GatewayCallbackTests
{
    const string Push = """[{"phone_number":"13912345678","content":"1","send_time":"2026-03-01 15:59:30","dest_code":"1069","sequence_id":"9007199254740993"}]""";
    const string Form = "from=%2B447700900123&text=%E5%A5%BD+1&id=in7&received=2026-03-01T07:59:00%2B00:00";
    static readonly IPAddress Theirs = IPAddress.Parse("203.0.113.9");
    static readonly HttpClient Nobody = new();

    static Reception Aliyun(string path, string body) => Channel(Example("aliyun"), Nobody).Receive(Call(path, body));

    static string Sign(string body, string key = Key) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(body)));

    static Reception Rest(string body, string? signature, IPAddress? from) =>
        Channel(Example("rest"), Nobody).Receive(Call("/inbound", body, "POST", from, signature is null ? [] : [("X-Signature", signature)]));

    static Reception.Accepted Accepted(Reception reception) => Assert.IsType<Reception.Accepted>(reception);

    static int Refusal(Reception reception) => Assert.IsType<Reception.Refused>(reception).Status;

    [Fact]
    public void A_reply_comes_in_with_its_time_in_the_providers_zone()
    {
        var accepted = Accepted(Aliyun($"/inbound/{Key}", Push));
        var arrival = Assert.Single(accepted.Arrivals);
        Assert.Equal(("sms:+8613912345678", "1", "9007199254740993"), (arrival.From.Value, arrival.Text, arrival.ProviderId));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 7, 59, 30), arrival.At);
        Assert.Equal(("""{"code":0,"msg":"接收成功"}""", "application/json"), (accepted.Body, accepted.BodyType));
    }

    [Fact]
    public void A_repeat_has_the_same_id_and_a_number_is_an_id_too()
    {
        Assert.Equal(Accepted(Aliyun($"/inbound/{Key}", Push)).Arrivals[0].ProviderId, Accepted(Aliyun($"/inbound/{Key}", Push)).Arrivals[0].ProviderId);
        var number = Push.Replace("\"9007199254740993\"", "9007199254740993");
        Assert.Equal("9007199254740993", Accepted(Aliyun($"/inbound/{Key}", number)).Arrivals[0].ProviderId);
    }

    [Theory]
    [InlineData("13912345678", "+8613912345678")]
    [InlineData("8613912345678", "+8613912345678")]
    [InlineData("+8613912345678", "+8613912345678")]
    [InlineData("00447700900123", "+447700900123")]
    public void A_number_with_or_without_its_country_is_one_address(string written, string phone) =>
        Assert.Equal($"sms:{phone}", Accepted(Aliyun($"/inbound/{Key}", Push.Replace("13912345678", written))).Arrivals[0].From.Value);

    [Theory]
    [InlineData("TD", ArrivalKind.CarrierStop)]
    [InlineData(" td ", ArrivalKind.CarrierStop)]
    [InlineData("T恤", ArrivalKind.Message)]
    public void The_providers_stop_words_are_known(string text, ArrivalKind kind) =>
        Assert.Equal(kind, Accepted(Aliyun($"/inbound/{Key}", Push.Replace("\"content\":\"1\"", $"\"content\":\"{text}\""))).Arrivals[0].Kind);

    [Theory]
    [InlineData("2026-03-01 16:00:01")]
    [InlineData("soon")]
    [InlineData("")]
    public void A_time_ahead_of_ours_or_unreadable_gives_way_to_ours(string time) =>
        Assert.Equal(Now, Accepted(Aliyun($"/inbound/{Key}", Push.Replace("2026-03-01 15:59:30", time))).Arrivals[0].At);

    [Theory]
    [InlineData("/inbound/wrong")]
    [InlineData("/inbound/k1y8Zq2")]
    [InlineData("/inbound/")]
    [InlineData("/inbound")]
    [InlineData("/other/k1y8Zq")]
    [InlineData("")]
    public void Whoever_lacks_the_secret_in_the_path_is_refused(string path) => Assert.Equal(403, Refusal(Aliyun(path, Push)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{]")]
    [InlineData("")]
    [InlineData("""[{"phone_number":"139","content":"1","sequence_id":"1"}]""")]
    [InlineData("""[{"phone_number":"13912345678","content":"1"}]""")]
    [InlineData("""[{"phone_number":{"a":1},"content":"1","sequence_id":"1"}]""")]
    [InlineData("""[{"phone_number":"13912345678\n","content":"\ud800","sequence_id":"1"},{"phone_number":"x","sequence_id":"2"}]""")]
    public void What_is_no_push_changes_nothing(string body) => Assert.Equal(400, Refusal(Aliyun($"/inbound/{Key}", body)));

    [Fact]
    public void Broken_bytes_and_long_bodies_are_refused()
    {
        var channel = Channel(Example("aliyun"), Nobody);
        Assert.Equal(400, Refusal(channel.Receive(Call($"/inbound/{Key}", [(byte)'[', (byte)'"', 0xff, (byte)'"', (byte)']']))));
        Assert.Equal(413, Refusal(channel.Receive(Call($"/inbound/{Key}", new byte[(1 << 20) + 1]))));
        Assert.Equal(413, Refusal(Aliyun($"/inbound/{Key}", "[" + string.Join(',', Enumerable.Repeat("{}", 1001)) + "]")));
        Assert.Equal(400, Refusal(channel.Receive(Call($"/inbound/{Key}", Push, "DELETE"))));
    }

    [Fact]
    public void A_signed_form_comes_in_from_the_providers_network()
    {
        var arrival = Assert.Single(Accepted(Rest(Form, Sign(Form), Theirs)).Arrivals);
        Assert.Equal(("sms:+447700900123", "好 1", "in7", Instant.FromUtc(2026, 3, 1, 7, 59)), (arrival.From.Value, arrival.Text, arrival.ProviderId, arrival.At));
        Assert.IsType<Reception.Accepted>(Rest(Form, Sign(Form).ToUpperInvariant(), Theirs));
    }

    [Fact]
    public void A_form_without_its_signature_or_from_elsewhere_is_refused()
    {
        Assert.Equal(401, Refusal(Rest(Form, null, Theirs)));
        Assert.Equal(403, Refusal(Rest(Form, Sign(Form, "other"), Theirs)));
        Assert.Equal(403, Refusal(Rest(Form + "2", Sign(Form), Theirs)));
        Assert.Equal(403, Refusal(Rest(Form, Sign(Form), IPAddress.Parse("203.0.114.9"))));
        Assert.Equal(403, Refusal(Rest(Form, Sign(Form), null)));
        Assert.Equal(400, Refusal(Rest("from=%zz", Sign("from=%zz"), Theirs)));
    }

    [Theory]
    [InlineData("true", "DELIVERED", DeliveryState.Delivered, null)]
    [InlineData("false", "MOBILE_NOT_ON_SERVICE", DeliveryState.Failed, SendError.BadAddress)]
    [InlineData("false", "MK:0001", DeliveryState.Failed, SendError.BadAddress)]
    [InlineData("false", "NEW", DeliveryState.Failed, SendError.Unreachable)]
    public void A_receipt_tells_what_became_of_a_message_and_what_it_was_about(string success, string code, DeliveryState state, SendError? error)
    {
        var accepted = Accepted(Aliyun($"/receipts/{Key}", $$"""
            [{"phone_number":"13912345678","success":{{success}},"err_code":"{{code}}","biz_id":"134@1","out_id":"c41.0!checkin%7Cp7%7C%E6%97%A9","report_time":"2026-03-01 15:00:00"}]
            """));
        var expected = new DeliveryReport
        {
            MessageId = "c41.0",
            Account = "sms-cn",
            To = new Address("sms:+8613912345678"),
            State = state,
            Error = error,
            ProviderId = "134@1",
            Concerns = "checkin|p7|早",
            At = Instant.FromUtc(2026, 3, 1, 7, 0),
        };
        Assert.Equal(expected, Assert.Single(accepted.Reports));
        Assert.Equal("""{"code":0,"msg":"接收成功"}""", accepted.Body);
    }

    [Fact]
    public void A_receipt_by_the_address_it_was_given_has_its_reference_there()
    {
        var channel = Channel(Example("rest"), Nobody);
        DeliveryReport[] Told(string form) => [.. Accepted(channel.Receive(Call($"/receipts/{Key}?r=c41.0%21checkin%257Cp7", form))).Reports];
        var told = Told("to=%2B447700900123&status=failed&reason=opted_out&id=77").Single();
        Assert.Equal(("c41.0", "checkin|p7", SendError.OptedOut, "77"), (told.MessageId, told.Concerns, told.Error, told.ProviderId));
        Assert.Empty(Told("to=%2B447700900123&status=sent&id=77"));
        Assert.Empty(Told("to=%2B447700900123&id=77"));
    }

    [Fact]
    public void A_receipt_of_something_else_is_taken_and_means_nothing()
    {
        Assert.Empty(Accepted(Aliyun($"/receipts/{Key}", """[{"phone_number":"13912345678","success":true}]""")).Reports);
        Assert.Empty(Accepted(Aliyun($"/receipts/{Key}", "[]")).Reports);
    }

    [Fact]
    public void An_earlier_part_of_a_long_text_tells_only_of_its_failure()
    {
        static string Of(string success) => $$"""[{"phone_number":"13912345678","success":{{success}},"err_code":"X","out_id":"c41!!p"}]""";
        Assert.Empty(Accepted(Aliyun($"/receipts/{Key}", Of("true"))).Reports);
        Assert.Equal("c41", Accepted(Aliyun($"/receipts/{Key}", Of("false"))).Reports.Single().MessageId);
    }

    [Fact]
    public void Without_an_id_the_same_words_at_the_same_time_are_one_text()
    {
        var gateway = Small(more: "inbound: {body: json, phone: mobile, text: text, time: time, time_form: unix, guard: {path: \"{hook_key}\"}}");
        string Id(string body) => Accepted(Channel(gateway, Nobody).Receive(Call($"/inbound/{Key}", body))).Arrivals[0].ProviderId;
        const string Body = """{"mobile":"+8613912345678","text":"1","time":1772351999}""";
        Assert.Equal(Id(Body), Id(Body));
        Assert.NotEqual(Id(Body), Id(Body.Replace("1999", "1998")));
        Assert.NotEqual(Id(Body), Id(Body.Replace("\"1\"", "\"2\"")));
    }
}
