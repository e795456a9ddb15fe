using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using ResidentBot.Core.Communities;

namespace ResidentBot.Host.WebChat;

/// <summary>A screen in the service hall that everybody uses.</summary>
/// <param name="Account">The web account its visitors come in by.</param>
/// <param name="Idle">After how long untouched it asks whether anybody is there.</param>
/// <param name="Sources">The only networks it stands in; empty for anywhere.</param>
sealed record Kiosk(ChannelAccount Account, TimeSpan Idle, ImmutableArray<IPNetwork> Sources)
{
    /// <summary>An account's kiosk; null when it has none.</summary>
    public static Kiosk? Of(ChannelAccount account) => account.Settings.TryGetValue("kiosk_idle", out var idle)
        ? new Kiosk(
            account,
            TimeSpan.FromSeconds(int.Parse(idle, CultureInfo.InvariantCulture)),
            [.. account.Settings["kiosk_sources"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse)])
        : null;

    /// <summary>Whether the screen may stand at this address.</summary>
    public bool Admits(IPAddress client) => Sources.IsEmpty || IsOurs(client);

    /// <summary>Whether the address is known for a kiosk's: a hall full of visitors is then not taken for one person who writes too much.</summary>
    public bool IsOurs(IPAddress client) => Sources.Any(network => network.Contains(client));
}
