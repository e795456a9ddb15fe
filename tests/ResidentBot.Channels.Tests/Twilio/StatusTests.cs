using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Channels.Tests.Twilio.TwilioCases;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class StatusTests
{
    static Reception.Accepted Receive(string query, params (string Name, string Value)[] fields)
    {
        var form = Form([("AccountSid", Sid), ("MessageSid", "SM1"), ("To", Theirs), ("From", Ours), .. fields]);
        return Assert.IsType<Reception.Accepted>(Deaf().Receive(Post(form, "/hooks/oak/sms-welfare/status" + query, Hook + "/status" + query)));
    }

    [Theory]
    [InlineData("sent", "", DeliveryState.Sent, null)]
    [InlineData("delivered", "", DeliveryState.Delivered, null)]
    [InlineData("read", "", DeliveryState.Seen, null)]
    [InlineData("undelivered", "30003", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("failed", "21610", DeliveryState.Failed, SendError.OptedOut)]
    [InlineData("undelivered", "30006", DeliveryState.Failed, SendError.BadAddress)]
    [InlineData("undelivered", "", DeliveryState.Failed, SendError.Unreachable)]
    [InlineData("failed", "39999", DeliveryState.Failed, SendError.Refused)]
    [InlineData("canceled", "", DeliveryState.Failed, SendError.Refused)]
    public void News_of_a_message_becomes_a_report(string status, string code, DeliveryState state, SendError? error)
    {
        var accepted = Receive("?m=c41&c=checkin%7Cp7%7Cmorning", ("MessageStatus", status), ("ErrorCode", code));
        var expected = new DeliveryReport
        {
            MessageId = "c41",
            Account = "sms-welfare",
            To = new Address("sms:+15005550009"),
            State = state,
            Error = error,
            ProviderId = "SM1",
            Concerns = "checkin|p7|morning",
            At = Now,
        };
        Assert.Equal(expected, Assert.Single(accepted.Reports));
        Assert.Empty(accepted.Arrivals);
        Assert.Equal("", accepted.Body);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("accepted")]
    [InlineData("scheduled")]
    [InlineData("sending")]
    [InlineData("receiving")]
    [InlineData("partially_delivered")]
    [InlineData("something_new")]
    [InlineData("")]
    public void States_that_are_no_news_are_taken_without_a_report(string status) =>
        Assert.Empty(Receive("?m=c41", ("MessageStatus", status)).Reports);

    [Fact]
    public void Callbacks_in_any_order_are_told_as_they_come()
    {
        // Ranks are the desk's: a channel that dropped the late "sent" would have to remember.
        string[] order = ["delivered", "sent", "delivered", "undelivered", "read"];
        var states = order.Select(s => Receive("?m=c41", ("MessageStatus", s)).Reports.Single().State);
        Assert.Equal([DeliveryState.Delivered, DeliveryState.Sent, DeliveryState.Delivered, DeliveryState.Failed, DeliveryState.Seen], states);
    }

    [Fact]
    public void The_older_name_of_the_state_is_understood() =>
        Assert.Equal(DeliveryState.Sent, Receive("?m=c41", ("SmsStatus", "sent")).Reports.Single().State);

    [Theory]
    [InlineData("")]
    [InlineData("?m=")]
    [InlineData("?c=checkin")]
    public void A_callback_that_is_none_of_ours_is_answered_200(string query) =>
        Assert.Empty(Receive(query, ("MessageStatus", "delivered")).Reports);

    [Fact]
    public void An_earlier_part_of_a_long_text_tells_only_of_its_failure()
    {
        Assert.Empty(Receive("?m=c41&p=1", ("MessageStatus", "delivered")).Reports);
        Assert.Equal(SendError.Refused, Receive("?m=c41&p=1", ("MessageStatus", "undelivered"), ("ErrorCode", "30007")).Reports.Single().Error);
    }

    [Fact]
    public void An_account_that_is_itself_named_status_still_receives_texts()
    {
        const string Named = "https://bot.example.org/hooks/oak/status";
        Assert.Equal("1", Arrival(Deaf(Named).Receive(Post(Inbound("1"), "/hooks/oak/status", Named))).Text);
    }
}
