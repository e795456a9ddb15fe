using System.Collections.Concurrent;
using ResidentBot.Core.Messages;
using ResidentBot.StandIns;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>Our own token: one for all hosts, renewed when it is over or somebody else renewed it.</summary>
public sealed class WeChatTokenTests
{
    [Fact]
    public async Task Many_sends_at_once_ask_for_one_token()
    {
        await using var account = await StartAsync();
        account.Hear();
        var asked = new ConcurrentQueue<string>();
        account.WeChat.Seen = asked.Enqueue;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => account.SendAsync(account.Message("好") with { Id = $"m{i}" })));
        Assert.Single(asked, path => path == "/cgi-bin/stable_token");
        Assert.Equal(5, account.WeChat.Sent.Count);
    }

    [Fact]
    public async Task Two_hosts_share_one_token()
    {
        await using var account = await StartAsync();
        account.Hear();
        await account.SendAsync(account.Message("一"));
        await account.With().SendAsync(account.Message("二"), Cancellation);
        await account.SendAsync(account.Message("三"));
        Assert.Equal((1, 3), (account.WeChat.TokensIssued, account.WeChat.Sent.Count));
    }

    [Fact]
    public async Task A_token_is_renewed_five_minutes_before_its_end()
    {
        await using var account = await StartAsync();
        account.Hear();
        await account.SendAsync(account.Message("一"));
        account.Clock.Advance(TimeSpan.FromSeconds(7200 - 301));
        await account.SendAsync(account.Message("二"));
        Assert.Equal(1, account.WeChat.TokensIssued);
        account.Clock.Advance(TimeSpan.FromSeconds(2));
        await account.SendAsync(account.Message("三"));
        Assert.Equal((2, 3), (account.WeChat.TokensIssued, account.WeChat.Sent.Count));
    }

    [Fact]
    public async Task A_token_that_another_process_renewed_in_the_middle_of_a_send_does_not_fail_it()
    {
        await using var account = await StartAsync();
        account.Hear();
        await account.SendAsync(account.Message("一"));
        var isOver = false;
        account.WeChat.Seen = path =>
        {
            if (isOver || path != "/cgi-bin/message/custom/send") return;
            isOver = true;
            account.WeChat.RenewElsewhere();
        };
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(account.Message("二")));
        Assert.Equal((2, 2), (account.WeChat.TokensIssued, account.WeChat.Sent.Count));
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    [FaultsOf(StandInFaults.WeChat)]
    public async Task A_token_that_stays_refused_is_renewed_by_force_once_and_the_send_waits(int code)
    {
        await using var account = await StartAsync();
        account.Hear();
        account.WeChat.Fault(code, times: 2);
        Assert.Equal(new SendOutcome.Failed(SendError.ProviderDown), await account.SendAsync(account.Message("一")));
        Assert.Equal(2, account.WeChat.TokensIssued);
        account.WeChat.Fault(code);
        Assert.IsType<SendOutcome.Sent>(await account.SendAsync(account.Message("一")));
    }

    [Theory]
    [InlineData("app_secret", "wrong")]
    [InlineData("app_id", "wx0")]
    public async Task Wrong_credentials_are_an_alarm(string name, string value)
    {
        await using var account = await StartAsync();
        account.Hear();
        Assert.Equal(new SendOutcome.Failed(SendError.Misconfigured), await account.With((name, value)).SendAsync(account.Message("一"), Cancellation));
    }
}
