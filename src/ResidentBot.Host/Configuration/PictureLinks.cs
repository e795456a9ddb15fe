using ResidentBot.Core.Files;

namespace ResidentBot.Host.Configuration;

/// <summary>Whether a provider can fetch the pictures that it is to send: MMS needs a public address of ours.</summary>
static class PictureLinks
{
    /// <summary>Reports each account with <c>mms</c> where there is no such address.</summary>
    public static void Check(EditionFiles files, HostSettings host, ICollection<Problem> problems)
    {
        if (host.PublicUrl is not null) return;
        if (files.Config.FirstOrDefault(file => Path.GetFileName(file.Name) == "accounts.yml") is not { } source || YamlMap.Parse(source.Path, source.Text, problems) is not { } map) return;
        foreach (var account in map.Maps("accounts"))
            if (account.Flag("mms") is true) account.Report("mms", "Twilio fetches pictures from us: give `public_url` in host.yml");
    }
}
