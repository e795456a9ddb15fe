using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>How one provider calls us: what every channel has in common, so that the dull cases are written once.</summary>
/// <param name="Account">The id of our account.</param>
/// <param name="Yaml">Its stanza in <c>accounts.yml</c>.</param>
/// <param name="Resident">The address its messages come from.</param>
/// <param name="Message">A genuine message with an id and words, signed; the same id and words give the same bytes.</param>
/// <param name="Forge">The same request as somebody makes it who does not know the secret.</param>
sealed record Hook(string Account, string Yaml, Address Resident, Func<int, string, HookRequest> Message, Func<HookRequest, HookRequest> Forge)
{
    public override string ToString() => Account;
}
