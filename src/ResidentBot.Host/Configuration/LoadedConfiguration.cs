using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;

namespace ResidentBot.Host.Configuration;

/// <summary>A community with the files it was read from.</summary>
/// <param name="Files">Also names the edition.</param>
/// <param name="Community">As checked.</param>
public sealed record LoadedCommunity(EditionFiles Files, Community Community);

/// <summary>The whole configuration folder, read and checked. Dialogs are only listed in <see cref="EditionFiles"/>, not yet parsed.</summary>
/// <param name="Host">The process.</param>
/// <param name="Communities">By id, only those without a problem.</param>
public sealed record LoadedConfiguration(HostSettings Host, ImmutableArray<LoadedCommunity> Communities)
{
    /// <summary>The files of the communities that have a problem: their dialogs are still worth a look.</summary>
    public ImmutableArray<EditionFiles> Broken { get; init; } = [];

    /// <summary>Reads everything and reports all that is wrong, in one run.</summary>
    public static LoadedConfiguration Read(string config, string dialogs, Func<string, string?> environment, ICollection<Problem> problems)
    {
        var hostFile = Path.Combine(config, "host.yml");
        var host = File.Exists(hostFile) ? HostReader.Read(hostFile, File.ReadAllText(hostFile), environment, problems) : new HostSettings();
        var communities = ImmutableArray.CreateBuilder<LoadedCommunity>();
        var broken = ImmutableArray.CreateBuilder<EditionFiles>();
        foreach (var files in CommunityFiles.ReadAll(config, dialogs, problems))
        {
            var texts = files.Config.Select(file => (file.Path, file.Text)).ToList();
            if (CommunityReader.Read(files.Folder, texts, environment, problems) is { } community)
                communities.Add(new LoadedCommunity(files, community));
            else
                broken.Add(files);
        }
        var read = new LoadedConfiguration(host, communities.ToImmutable()) { Broken = broken.ToImmutable() };
        read.CheckPublicUrl(hostFile, problems);
        read.CheckAccountsAreOwn(problems);
        return read;
    }

    void CheckPublicUrl(string hostFile, ICollection<Problem> problems)
    {
        if (Host.PublicUrl is not null) return;
        foreach (var (files, community) in Communities)
            foreach (var account in community.Accounts.Values.Where(account => account.Enabled && NeedsWebhook(account)))
                problems.Add(new Problem(hostFile, 0, 0, $"`public_url` is missing: account `{account.Id}` of `{files.Community}` is reached by webhooks"));
    }

    // The account a message comes in by tells the community: it can belong to one only. A gateway is told an address of each account's own.
    void CheckAccountsAreOwn(ICollection<Problem> problems)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (files, community) in Communities)
            foreach (var account in community.Accounts.Values.Where(account => account.Gateway is null))
                foreach (var key in OwnSettings)
                    if (account.Settings.TryGetValue(key, out var value) && !owners.TryAdd($"{key} {value}", files.Community)
                        && owners[$"{key} {value}"] is var owner && owner != files.Community)
                        problems.Add(new Problem(Path.Combine(files.Folder, "accounts.yml"), 0, 0,
                            $"account `{account.Id}` has the `{key}` of an account of community `{owner}`: a message would not tell whose it is"));
    }

    static bool NeedsWebhook(ChannelAccount account) =>
        account.Channel is "wechat" or "whatsapp" or "voice" || (account.Channel == "sms" && account.Gateway is not { Inbound: null, Receipts: null }) || account.Settings.GetValueOrDefault("mode") == "webhook";

    static readonly ImmutableArray<string> OwnSettings = ["token", "from", "messaging_service_sid", "app_id"];
}
