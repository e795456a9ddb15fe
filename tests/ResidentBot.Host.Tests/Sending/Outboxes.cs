using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Channels;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>Messages put straight into an outbox, as another host's turn would leave them there.</summary>
static class Outboxes
{
    public static async Task PutAsync(RunningHost host, IReadOnlyList<Outgoing> messages)
    {
        var (commit, keys) = (new Commit(), host.Community.Store.Keys);
        foreach (var message in messages) commit.AppendEntry(keys.Outbox(message.Account, message.Lane), Codec.Write(message));
        Assert.IsType<CommitResult.Committed>(await host.Community.Store.Link.CommitAsync(commit));
        host.App.Leases.WakeAll();
    }

    public static Outgoing Message(Lane lane, string to, string text, ManualClock clock, string account = "sms") => new()
    {
        Id = text.Replace(' ', '-'),
        Account = account,
        To = SmsScene.Phone(to),
        Lane = lane,
        Purpose = lane == Lane.Notice ? Purpose.Notices : Purpose.Welfare,
        Text = text,
        At = Instant.FromDateTimeOffset(clock.GetUtcNow()),
    };
}
