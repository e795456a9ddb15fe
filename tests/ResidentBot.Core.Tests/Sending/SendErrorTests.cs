using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

/// <summary>What is done about each way in which a send fails, on one screen.</summary>
public sealed class SendErrorTests
{
    [Theory]
    [InlineData(SendError.RateLimited, true, false, true)]
    [InlineData(SendError.ProviderDown, true, false, true)]
    [InlineData(SendError.Unreachable, true, false, true)]
    [InlineData(SendError.OptedOut, false, true, true)]
    [InlineData(SendError.Blocked, false, true, true)]
    [InlineData(SendError.BadAddress, false, true, true)]
    [InlineData(SendError.Refused, false, false, true)]
    [InlineData(SendError.WindowClosed, false, false, true)]
    [InlineData(SendError.Misconfigured, false, false, true)]
    [InlineData(SendError.TooOld, false, false, false)]
    [InlineData(SendError.Obsolete, false, false, false)]
    [InlineData(SendError.Unknown, false, false, true)]
    public void Each_error_says_whether_it_is_repeated_closes_the_address_and_is_said_elsewhere(SendError error, bool retryable, bool closes, bool elsewhere) =>
        Assert.Equal((retryable, closes, elsewhere), (error.Retryable(), error.ClosesAddress(), error.GoesElsewhere()));

    [Fact]
    public void No_error_is_untested()
    {
        var tested = typeof(SendErrorTests).GetMethod(nameof(Each_error_says_whether_it_is_repeated_closes_the_address_and_is_said_elsewhere))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(row => (SendError)row.Data[0]!);
        Assert.Equal(Enum.GetValues<SendError>().Order(), tested.Order());
    }
}
