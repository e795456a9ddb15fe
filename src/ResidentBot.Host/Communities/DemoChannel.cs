using ResidentBot.Channels;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Communities;

/// <summary>Stands in for an account of a demo community whose secrets are not set: what would leave is kept on the thread, and nothing goes outside.</summary>
sealed class DemoChannel(Capabilities capabilities) : IChannel
{
    public Capabilities Capabilities => capabilities;

    public Reception Receive(WebhookRequest request) => new Reception.Refused(403, "this account is not connected");

    public Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation) => Task.FromResult<SendOutcome>(new SendOutcome.Sent(null));
}
