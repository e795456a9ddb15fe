using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

/// <summary>What is done about each way in which a send fails, on one screen.</summary>
public sealed class SendErrorTests
{
    [Theory]
    [InlineData(SendError.RateLimited, true, false, Told.Administrator)]
    [InlineData(SendError.ProviderDown, true, false, Told.Administrator)]
    [InlineData(SendError.Unreachable, true, false, Told.Helper)]
    [InlineData(SendError.OptedOut, false, true, Told.Helper)]
    [InlineData(SendError.Blocked, false, true, Told.Helper)]
    [InlineData(SendError.BadAddress, false, true, Told.Helper)]
    [InlineData(SendError.Refused, false, false, Told.Administrator)]
    [InlineData(SendError.WindowClosed, false, false, Told.Nobody)]
    [InlineData(SendError.Misconfigured, false, false, Told.Administrator)]
    [InlineData(SendError.TooOld, false, false, Told.Nobody)]
    [InlineData(SendError.Obsolete, false, false, Told.Nobody)]
    [InlineData(SendError.Unknown, false, false, Told.Nobody)]
    public void Each_error_says_whether_it_is_repeated_closes_the_address_and_who_hears_of_it(SendError error, bool retryable, bool closes, Told told) =>
        Assert.Equal((retryable, closes, told), (error.Retryable(), error.ClosesAddress(), error.Tell()));

    [Fact]
    public void No_error_is_untested()
    {
        var tested = typeof(SendErrorTests).GetMethod(nameof(Each_error_says_whether_it_is_repeated_closes_the_address_and_who_hears_of_it))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(row => (SendError)row.Data[0]!);
        Assert.Equal(Enum.GetValues<SendError>().Order(), tested.Order());
    }
}
