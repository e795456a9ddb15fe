using System.Collections.Immutable;
using System.Globalization;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>accounts.yml</c>:
/// <code>
/// accounts:
///   - id: sms-jobs
///     channel: sms
///     purposes: [jobs]
///     account_sid_env: TWILIO_ACCOUNT_SID
///     auth_token_env: TWILIO_AUTH_TOKEN
///     from: "+12025550199"
///     rate: 1
///     price: 0.05 CNY
///     canary: {to: "sms:+12025550111", every: 30m, within: 10m}
///     incident_queue: incidents
/// </code>
/// </summary>
static class AccountReader
{
    static readonly ImmutableArray<string> PurposeWords = ["service", "welfare", "jobs", "notices", "family"];

    /// <summary>The purposes whose flows ask: a check-in, a request, a job that one applies for.</summary>
    static readonly ImmutableArray<Purpose> NeedsAnswers = [Purpose.Service, Purpose.Welfare, Purpose.Jobs];

    /// <summary>A purpose as files write it.</summary>
    public static string Word(Purpose purpose) => PurposeWords[(int)purpose];

    /// <summary>All accounts; an unset environment variable is a problem unless the community, <paramref name="head"/>, is a demo.</summary>
    public static ImmutableDictionary<string, ChannelAccount> Read(
        YamlMap file, IReadOnlyDictionary<string, Gateway> gateways, Func<string, string?> environment, Community head)
    {
        var ids = new Ids("account");
        var rules = new SenderRules();
        var accounts = ImmutableDictionary.CreateBuilder<string, ChannelAccount>(StringComparer.Ordinal);
        foreach (var item in file.RequiredMaps("accounts"))
        {
            var settings = new AccountSettings(item, environment, head);
            var account = ReadOne(item, ids, settings, gateways);
            if (account is null) continue;
            rules.Check(account, item);
            if (account.Id.Length > 0) accounts.Add(account.Id, account);
        }
        file.Done();
        return accounts.ToImmutable();
    }

    static ChannelAccount? ReadOne(YamlMap item, Ids ids, AccountSettings settings, IReadOnlyDictionary<string, Gateway> gateways)
    {
        var id = ids.Take(item);
        var channel = item.RequiredText("channel");
        if (channel.Length == 0) return null;
        item.CheckKnown("channel", "channel", channel, Addresses.Channels);
        // The keys of an unknown channel cannot be judged.
        if (!Addresses.Channels.Contains(channel)) return null;
        Gateway? gateway = null;
        if (channel == "sms" && item.Text("gateway") is { } name && !gateways.TryGetValue(name, out gateway))
        {
            // Without its file nobody knows its settings.
            item.CheckKnown("gateway", "file in gateways/ for", name, gateways.Keys);
            return null;
        }

        var account = new ChannelAccount
        {
            Id = id,
            Channel = channel,
            Purposes = ReadPurposes(item),
            Rate = item.Decimal("rate", 0.01, 100_000) ?? UsualRate(channel),
            Price = ReadPrice(item),
            Gateway = gateway,
            Canary = ReadCanary(item, channel),
            IncidentQueue = item.Text("incident_queue"),
            Texts = ChannelKinds.All[channel].Templates && item.Map("texts") is { } texts ? TemplateReader.Read(texts) : new MessageTemplates(),
            Settings = settings.Read(channel, gateway),
            UnsetVariables = settings.UnsetVariables,
        };
        CheckCan(item, account);
        item.Done();
        return account;
    }

    /// <summary>Checks the queues that accounts name, once those are known.</summary>
    public static void CheckQueues(YamlMap file, IReadOnlyDictionary<string, StaffQueue> queues)
    {
        foreach (var item in file.Maps("accounts"))
            if (item.Text("incident_queue") is { } queue) item.CheckKnown("incident_queue", "queue", queue, queues.Keys);
    }

    static CanarySettings? ReadCanary(YamlMap item, string channel)
    {
        if (item.Map("canary") is not { } map) return null;
        if (channel == "web") item.Report("canary", "web chat is fetched by its pages: nothing is sent that could fail to arrive");
        var (to, every, within) = (map.RequiredText("to"), map.RequiredDuration("every"), map.RequiredDuration("within"));
        map.Done();
        if (to.Length > 0 && Addresses.Trouble(to) is { } trouble) map.Report("to", trouble);
        else if (to.Length > 0 && new Address(to).Channel != channel) map.Report("to", $"the canary of this account goes to an address of its own channel, as `{channel}:...`");
        else if (every < within + within) map.Report("every", "`every` must be at least twice `within`: the next one would leave before anybody knows of the last");
        else if (to.Length > 0 && every is { } often && within is { } late) return new CanarySettings(new Address(to), often, late);
        return null;
    }

    // What an account cannot do is told by day, not found out at night.
    static void CheckCan(YamlMap item, ChannelAccount account)
    {
        foreach (var purpose in account.Purposes)
            if (account.Gateway is { } gateway) TemplateReader.Check(gateway, purpose, item);
            else TemplateReader.Check(account, purpose, item);
        if (!account.Can.TwoWay && account.Purposes.Where(purpose => NeedsAnswers.Contains(purpose)).Select(Word).ToList() is { Count: > 0 } asked)
            item.Report("purposes", $"gateway `{account.Gateway!.Name}` has no `inbound`: nobody can answer, so it cannot serve {string.Join(", ", asked.Select(word => $"`{word}`"))}");
    }

    static ImmutableArray<Purpose> ReadPurposes(YamlMap item)
    {
        if (!item.Require("purposes")) return [];
        var words = item.TextList("purposes");
        if (words.Count == 0) item.Report("purposes", $"an account is for at least one of {string.Join(", ", PurposeWords)}");
        var purposes = ImmutableArray.CreateBuilder<Purpose>();
        for (var i = 0; i < words.Count; i++)
            if (PurposeWords.IndexOf(words[i]) is var purpose and >= 0) purposes.Add((Purpose)purpose);
            else item.CheckKnownItem("purposes", i, "purpose", words[i], PurposeWords);
        return purposes.ToImmutable();
    }

    static Price? ReadPrice(YamlMap item)
    {
        if (item.Text("price") is not { } text) return null;
        if (text.Split(' ') is [var each, { Length: 3 } currency] && currency.All(char.IsAsciiLetterUpper)
            && decimal.TryParse(each, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1000)
            return new Price(amount, currency);
        item.Report("price", $"`price` is what one message costs, on SMS one segment, as `0.05 CNY`, not `{text}`");
        return null;
    }

    // Telegram's advisory limit is 30 a second in all; an SMS long code carries one segment a second.
    static double UsualRate(string channel) => channel switch
    {
        "telegram" => 25,
        "sms" or "voice" => 1,
        "whatsapp" => 20,
        _ => 50,
    };
}
