using ResidentBot.Core.Communities;

namespace ResidentBot.Host.Commands;

/// <summary>What an operator reads when a host has started: where the pages are, how to sign in, what is switched off and how to switch it on.</summary>
static class Greeting
{
    /// <summary>Prints it.</summary>
    public static void Print(HostApp app, Terminal terminal)
    {
        var address = Local(app.Address);
        terminal.Line("ResidentBot is running. Ctrl-C stops it.", "bold green");
        terminal.Line($"  Chat page    {address}/chat");
        terminal.Line($"  Staff desk   {address}/desk");
        if (app.FirstPassword is { } password) terminal.Line($"  First sign-in admin / {password}   (asks for a password of your own)", "bold yellow");
        foreach (var community in app.Communities.All) Print(community.World.Community, app, terminal);
        terminal.Line();
        terminal.Line("A real community of your own:  ./run.sh init DIR", "grey");
    }

    static void Print(Community community, HostApp app, Terminal terminal)
    {
        terminal.Line();
        terminal.Part($"{community.Name.Zh} {community.Name.En}", "bold");
        terminal.Line($" ({community.Id}{(community.Demo ? ", a demo with made-up people" : "")})");
        foreach (var account in community.Accounts.Values.OrderBy(account => account.Id, StringComparer.Ordinal))
        {
            if (account.Enabled) terminal.Line($"  {account.Id,-12} on");
            else terminal.Line($"  {account.Id,-12} off: set {string.Join(", ", account.UnsetVariables)}", "yellow");
            foreach (var hint in Hints(account, community, app.Settings.PublicUrl)) terminal.Line($"  {"",-12} {hint}", "grey");
        }
    }

    // How a provider is connected: asked for only as long as it is not.
    static IEnumerable<string> Hints(ChannelAccount account, Community community, Uri? publicUrl)
    {
        var hook = $"{publicUrl?.AbsoluteUri.TrimEnd('/') ?? "https://YOUR-ADDRESS"}/hooks/{community.Id}/{account.Id}";
        if (account.Enabled) yield break;
        if (account.Channel == "telegram")
            yield return "Telegram: ask @BotFather for /newbot, export the token under that name, start again.";
        if (account.Channel == "wechat")
            yield return $"WeChat: export the account's secrets under those names{(publicUrl is null ? ", set public_url in host.yml" : "")}; its server address (URL) at mp.weixin.qq.com is {hook}";
        if (account.Gateway is { } gateway)
            yield return $"{gateway.Name}: export its secrets under those names{(publicUrl is null ? ", set public_url in host.yml" : "")}; give the provider {hook}/inbound and {hook}/receipts as docs/channels/gateways.md says.";
        else if (account.Channel == "voice")
            yield return $"Twilio: export SID, token and number under those names{(publicUrl is null ? ", set public_url in host.yml" : "")}; calls go to {hook}, their status to {hook}/status";
        else if (account.Channel is "sms" or "whatsapp")
            yield return $"Twilio: export SID, token and number under those names{(publicUrl is null ? ", set public_url in host.yml" : "")}; the number's webhook is {hook}#rc=5&rp=all";
    }

    // A browser cannot open "all addresses of this machine".
    static string Local(Uri address) =>
        address.Host is "[::]" or "0.0.0.0" ? $"{address.Scheme}://127.0.0.1:{address.Port}" : address.AbsoluteUri.TrimEnd('/');
}
