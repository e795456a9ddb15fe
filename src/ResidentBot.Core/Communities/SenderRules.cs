using System.Collections.Immutable;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>What accounts may not do together, seen as they come.</summary>
sealed class SenderRules
{
    const string StopWord = "a carrier's stop word blocks everything from a sender, so one STOP to a notice would silence the check-ins: "
        + "give `welfare` an account with another number than `jobs` and `notices`";

    readonly List<(ChannelAccount Account, string? Sender)> _before = [];

    /// <summary>Reports what is wrong with an account, alone or beside those before it.</summary>
    public void Check(ChannelAccount account, YamlMap item)
    {
        var senderKey = account is { Channel: "sms" or "whatsapp", Gateway: null } ? SenderKeys.FirstOrDefault(item.Has) : null;
        var sender = senderKey is null ? null : SenderOf(account, item, senderKey);
        if (account.Channel == "sms" && Mixes(account.Purposes)) item.Report("purposes", StopWord);
        if (account.Gateway is not null) CheckGateway(account, item);
        if (sender is not null) CheckSender(account, item, senderKey!, sender);
        if (account.Channel == "telegram") CheckTelegram(account, item);
        _before.Add((account, sender));
    }

    void CheckSender(ChannelAccount account, YamlMap item, string key, string sender)
    {
        var twin = _before.FirstOrDefault(other => other.Sender == sender && other.Account.Channel == account.Channel).Account;
        if (twin is null) return;
        var reason = account.Channel == "sms" && Mixes([.. account.Purposes, .. twin.Purposes]) ? StopWord : "an incoming text would not tell which account it is for";
        item.Report(key, $"`{sender}` is also the sender of account `{twin.Id}`; {reason}");
    }

    // A stop word blocks what carries the same signature or number, whichever account it is called here.
    void CheckGateway(ChannelAccount account, YamlMap item)
    {
        foreach (var (other, _) in _before)
            if (other.Gateway == account.Gateway && SameSettings(other, account) && Mixes([.. account.Purposes, .. other.Purposes]))
                item.Report("gateway", $"account `{other.Id}` has the same settings at this gateway; {StopWord}");
    }

    static bool SameSettings(ChannelAccount one, ChannelAccount other) =>
        one.UnsetVariables.SequenceEqual(other.UnsetVariables) && one.Settings.Count == other.Settings.Count && !one.Settings.Except(other.Settings).Any();

    void CheckTelegram(ChannelAccount account, YamlMap item)
    {
        foreach (var (other, _) in _before.Where(other => other.Account.Channel == "telegram"))
        {
            foreach (var purpose in account.Purposes.Intersect(other.Purposes))
                item.Report("purposes", $"account `{other.Id}` is already the Telegram account for `{AccountReader.Word(purpose)}`");
            if (account.Settings.TryGetValue("token", out var token) && other.Settings.GetValueOrDefault("token") == token)
                item.Report("token_env", $"account `{other.Id}` already uses this token");
        }
    }

    static bool Mixes(IEnumerable<Purpose> purposes) => purposes.Contains(Purpose.Welfare) && (purposes.Contains(Purpose.Jobs) || purposes.Contains(Purpose.Notices));

    // Two accounts that name one unset variable are caught as well as two with one number.
    static string? SenderOf(ChannelAccount account, YamlMap item, string key) =>
        account.Settings.GetValueOrDefault(key.Replace("_env", "")) ?? item.Text(key);

    static readonly ImmutableArray<string> SenderKeys = ["from", "from_env", "messaging_service_sid", "messaging_service_sid_env"];
}
