using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Channels.Tests.Twilio;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(10001, SendError.Misconfigured)]
    [InlineData(10004, SendError.RateLimited)]
    [InlineData(11751, SendError.Refused)]
    [InlineData(12300, SendError.Misconfigured)]
    [InlineData(13224, SendError.BadAddress)]
    [InlineData(13227, SendError.Misconfigured)]
    [InlineData(20003, SendError.Misconfigured)]
    [InlineData(20404, SendError.Misconfigured)]
    [InlineData(20429, SendError.RateLimited)]
    [InlineData(21211, SendError.BadAddress)]
    [InlineData(21212, SendError.Misconfigured)]
    [InlineData(21210, SendError.Misconfigured)]
    [InlineData(21214, SendError.BadAddress)]
    [InlineData(21215, SendError.Misconfigured)]
    [InlineData(21216, SendError.Misconfigured)]
    [InlineData(21217, SendError.BadAddress)]
    [InlineData(21219, SendError.Misconfigured)]
    [InlineData(21408, SendError.Misconfigured)]
    [InlineData(21602, SendError.Refused)]
    [InlineData(21606, SendError.Misconfigured)]
    [InlineData(21608, SendError.Misconfigured)]
    [InlineData(21610, SendError.OptedOut)]
    [InlineData(21611, SendError.RateLimited)]
    [InlineData(21612, SendError.Misconfigured)]
    [InlineData(21614, SendError.BadAddress)]
    [InlineData(21617, SendError.Refused)]
    [InlineData(21620, SendError.Refused)]
    [InlineData(21654, SendError.Misconfigured)]
    [InlineData(21655, SendError.Misconfigured)]
    [InlineData(21656, SendError.Misconfigured)]
    [InlineData(30001, SendError.RateLimited)]
    [InlineData(30002, SendError.Misconfigured)]
    [InlineData(30003, SendError.Unreachable)]
    [InlineData(30004, SendError.Refused)]
    [InlineData(30005, SendError.BadAddress)]
    [InlineData(30006, SendError.BadAddress)]
    [InlineData(30007, SendError.Refused)]
    [InlineData(30008, SendError.Unreachable)]
    [InlineData(30011, SendError.Refused)]
    [InlineData(30019, SendError.Refused)]
    [InlineData(30032, SendError.Misconfigured)]
    [InlineData(30034, SendError.Misconfigured)]
    [InlineData(30410, SendError.Unreachable)]
    [InlineData(32018, SendError.Refused)]
    [InlineData(63001, SendError.Misconfigured)]
    [InlineData(63002, SendError.Misconfigured)]
    [InlineData(63003, SendError.BadAddress)]
    [InlineData(63005, SendError.Refused)]
    [InlineData(63007, SendError.Misconfigured)]
    [InlineData(63008, SendError.Misconfigured)]
    [InlineData(63010, SendError.ProviderDown)]
    [InlineData(63012, SendError.ProviderDown)]
    [InlineData(63013, SendError.Refused)]
    [InlineData(63015, SendError.Misconfigured)]
    [InlineData(63016, SendError.WindowClosed)]
    [InlineData(63018, SendError.RateLimited)]
    [InlineData(63019, SendError.Misconfigured)]
    [InlineData(63020, SendError.Misconfigured)]
    [InlineData(63021, SendError.Refused)]
    [InlineData(63024, SendError.BadAddress)]
    [InlineData(63027, SendError.Misconfigured)]
    [InlineData(63028, SendError.Misconfigured)]
    [InlineData(63032, SendError.Unreachable)]
    [InlineData(63049, SendError.Refused)]
    public void A_known_code_means_the_same_in_an_answer_and_in_a_report(int code, SendError error)
    {
        Assert.Equal(error, TwilioErrors.OfAnswer(400, code));
        Assert.Equal(error, TwilioErrors.OfReport(code));
    }

    [Fact]
    public void No_code_of_the_table_is_untested()
    {
        var tested = typeof(ErrorTests).GetMethod(nameof(A_known_code_means_the_same_in_an_answer_and_in_a_report))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(row => (int)row.Data[0]!);
        Assert.Equal(TwilioErrors.All.Keys.Order(), tested.Order());
    }

    [Theory]
    [InlineData(0, SendError.Unreachable)]
    [InlineData(30999, SendError.Unreachable)]
    [InlineData(21999, SendError.Refused)]
    public void An_unknown_code_of_a_report_is_tried_again_only_when_a_carrier_spoke(int code, SendError error) =>
        Assert.Equal(error, TwilioErrors.OfReport(code));
}
