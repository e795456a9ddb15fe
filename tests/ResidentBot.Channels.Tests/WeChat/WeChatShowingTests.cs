using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>Pictures: uploaded as temporary media, then sent behind the words.</summary>
public sealed class WeChatShowingTests
{
    static Outgoing Picture(WeChatAccount account, string text = "") => account.Message(text) with { Media = Shown.Picture() };

    [Fact]
    public async Task The_words_come_first_and_the_same_bytes_go_up_once()
    {
        await using var account = await StartAsync();
        account.Hear();
        var channel = account.With(Shown.Kept(Shown.Jpeg));
        Assert.Equal(new SendOutcome.Sent(null), await channel.SendAsync(Picture(account, "请看大门"), Cancellation));
        Assert.Equal(new SendOutcome.Sent(null), await channel.SendAsync(Picture(account), Cancellation));
        Assert.Equal(["请看大门", "", ""], account.WeChat.Sent.Select(sent => sent.Text));
        Assert.Equal([null, Shown.Jpeg, Shown.Jpeg], account.WeChat.Sent.Select(sent => sent.Picture));
        Assert.Equal(1, account.WeChat.Uploads);
        Assert.Empty(account.WeChat.Violations);
    }

    [Fact]
    public async Task A_picture_that_wechat_no_longer_has_goes_up_again()
    {
        await using var account = await StartAsync();
        account.Hear();
        var channel = account.With(Shown.Kept(Shown.Jpeg));
        await channel.SendAsync(Picture(account), Cancellation);
        account.WeChat.ForgetUploads();
        Assert.Equal(new SendOutcome.Sent(null), await channel.SendAsync(Picture(account), Cancellation));
        Assert.Equal((2, 2), (account.WeChat.Uploads, account.WeChat.Sent.Count));
    }

    [Theory]
    [InlineData(-1, SendError.ProviderDown)]
    [InlineData(503, SendError.ProviderDown)]
    [InlineData(45009, SendError.RateLimited)]
    [InlineData(40004, SendError.Refused)]
    [InlineData(40009, SendError.Refused)]
    [InlineData(48001, SendError.Misconfigured)]
    [FaultsOf(StandInFaults.WeChat)]
    public async Task An_upload_that_is_refused_leaves_no_words_without_it(int code, SendError error)
    {
        await using var account = await StartAsync();
        account.Hear();
        var channel = account.With(Shown.Kept(Shown.Jpeg));
        account.WeChat.Fault(code);
        Assert.Equal(error, Assert.IsType<SendOutcome.Failed>(await channel.SendAsync(Picture(account, "请看"), Cancellation)).Error);
        Assert.Empty(account.WeChat.Sent);
    }

    [Fact]
    public async Task Words_that_were_taken_are_not_said_again_when_the_picture_is_tried_again()
    {
        await using var account = await StartAsync();
        account.Hear();
        var channel = account.With(Shown.Kept(Shown.Jpeg));
        // The upload and the words are taken.
        account.WeChat.Fault(-1, after: 2);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await channel.SendAsync(Picture(account, "请看"), Cancellation));
        Assert.Equal(new SendOutcome.Sent(null), await channel.SendAsync(Picture(account, "请看"), Cancellation));
        Assert.Equal(["请看", ""], account.WeChat.Sent.Select(sent => sent.Text));
        Assert.Equal(new SendOutcome.Sent(null), await channel.SendAsync(Picture(account, "请看") with { Id = "m2" }, Cancellation));
        Assert.Equal(4, account.WeChat.Sent.Count);
    }

    [Theory]
    [InlineData(3, "请看", 2)]
    [InlineData(4, "", 1)]
    [InlineData(4, "请看", 0)]
    [InlineData(5, "", 0)]
    public async Task Words_and_picture_are_two_of_the_five_and_leave_together_or_not_at_all(int sent, string text, int messages)
    {
        await using var account = await StartAsync();
        account.Hear();
        var outcome = await account.With(Shown.Kept(Shown.Jpeg)).SendAsync(Picture(account, text) with { SentSince = sent }, Cancellation);
        Assert.Equal(messages > 0 ? new SendOutcome.Sent(null) : new SendOutcome.Failed(SendError.WindowClosed), outcome);
        Assert.Equal(messages, account.WeChat.Sent.Count);
    }

    [Fact]
    public async Task A_closed_window_takes_no_picture_and_a_lost_file_is_refused()
    {
        await using var account = await StartAsync();
        account.Hear();
        var closed = Picture(account, "请看") with { Heard = account.Now - Duration.FromHours(49) };
        Assert.Equal(new SendOutcome.Failed(SendError.WindowClosed), await account.With(Shown.Kept(Shown.Jpeg)).SendAsync(closed, Cancellation));
        Assert.Equal(new SendOutcome.Failed(SendError.Refused), await account.With(Shown.Lost).SendAsync(Picture(account), Cancellation));
        Assert.Empty(account.WeChat.Sent);
        Assert.Empty(account.WeChat.Violations);
    }
}
