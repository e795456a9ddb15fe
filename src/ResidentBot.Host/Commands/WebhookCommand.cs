using System.CommandLine;
using System.Net;
using NodaTime.Text;
using ResidentBot.Channels.Telegram;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands;

/// <summary>
/// <c>residentbot webhook</c>: asks Telegram which bot our token is for and how updates reach us, and says whether that fits the files. The token is
/// never shown. Exit code 0: it fits; 1: Telegram cannot be asked; 2: it does not fit.
/// </summary>
static class WebhookCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var folders = new FolderOptions();
        var command = new Command("webhook", "Ask Telegram how a bot's updates reach us, or tell it. The host does this by itself at its start.");
        var community = new Option<string?>("--community") { Description = "Which community [default: the only one with a bot]", HelpName = "ID" };
        var account = new Option<string?>("--account") { Description = "Which account [default: the only bot]", HelpName = "ID" };
        var set = new Option<bool>("--set") { Description = "Have updates sent to public_url" };
        var delete = new Option<bool>("--delete") { Description = "Have updates kept for polling; what waits is not lost" };
        foreach (var option in (Option[])[community, account, set, delete]) command.Options.Add(option);
        command.Validators.Add(given =>
        {
            if (given.GetValue(set) && given.GetValue(delete)) given.AddError("--set or --delete, not both.");
        });
        folders.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var problems = new List<Problem>();
            var read = LoadedConfiguration.Read(folders.Config(parsed), folders.Dialogs(parsed), Environment.GetEnvironmentVariable, problems);
            if (problems.Count > 0) throw new ConfigurationException([.. problems]);
            var error = Terminal.Of(parsed.InvocationConfiguration.Error);
            if (Find(read, parsed.GetValue(community), parsed.GetValue(account), error) is not { } bot) return CommandLine.Mistaken;
            var wish = parsed.GetValue(set) ? Wish.Set : parsed.GetValue(delete) ? Wish.Delete : Wish.Look;
            return await new BotCheck(bot, Terminal.Of(parsed.InvocationConfiguration.Output), error).RunAsync(wish, cancel);
        });
        return command;
    }

    static Bot? Find(LoadedConfiguration read, string? community, string? account, Terminal error)
    {
        var bots = read.Communities
            .Where(one => community is null || one.Community.Id == community)
            .SelectMany(one => one.Community.Accounts.Values, (one, its) => (one.Community.Id, Account: its))
            .Where(one => one.Account.Channel == "telegram" && (account is null || one.Account.Id == account))
            .ToList();
        if (bots is not [var (id, bot)])
        {
            error.Line(bots.Count == 0 ? "there is no such Telegram account" : "there are several Telegram accounts: name one with --community and --account", "red");
            return null;
        }
        if (bot.Enabled) return new Bot(bot, read.Host.PublicUrl is { } url ? new Uri($"{url.OriginalString.TrimEnd('/')}/hooks/{id}/{bot.Id}") : null);
        error.Line($"account `{bot.Id}` is switched off: the environment variable {string.Join(", ", bot.UnsetVariables)} is not set", "red");
        return null;
    }

    enum Wish
    {
        Look,
        Set,
        Delete,
    }

    sealed record Bot(ChannelAccount Account, Uri? Hook)
    {
        public bool Polls => Account.Settings.GetValueOrDefault("mode") != "webhook";
    }

    sealed class BotCheck(Bot bot, Terminal terminal, Terminal error)
    {
        public async Task<int> RunAsync(Wish wish, CancellationToken cancel)
        {
            if (wish == Wish.Set && (bot.Polls || bot.Hook is null))
            {
                error.Line(bot.Polls
                    ? $"account `{bot.Account.Id}` has `mode: poll`, so the host would take a webhook back: write `mode: webhook` and a `secret_env`"
                    : "`public_url` is missing in host.yml", "red");
                return CommandLine.Mistaken;
            }
            using var http = new HttpClient();
            var channel = new TelegramChannel(bot.Account, http) { Hook = bot.Hook };
            try
            {
                terminal.Line($"bot            @{await channel.GetMeAsync(cancel)}");
                if (wish == Wish.Set) await channel.SetWebhookAsync(bot.Hook!, cancel);
                if (wish == Wish.Delete) await channel.DeleteWebhookAsync(cancel);
                return Tell(await channel.GetWebhookAsync(cancel), wish);
            }
            catch (HttpRequestException fault)
            {
                var isToken = fault.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound;
                error.Line(isToken ? $"Telegram knows no bot of this token: {bot.Account.Id} needs the one that @BotFather gave" : fault.Message, "red");
                return isToken ? CommandLine.Mistaken : CommandLine.CannotRun;
            }
        }

        int Tell(WebhookState state, Wish wish)
        {
            terminal.Line($"mode           {(bot.Polls ? "poll" : "webhook")}");
            terminal.Line($"webhook        {state.Url ?? "none"}");
            terminal.Line($"waiting        {state.Waiting}");
            terminal.Line($"last error     {(state is { LastError: { } words, LastErrorAt: { } at } ? $"{InstantPattern.General.Format(at)} {words}" : "none")}");
            if (wish != Wish.Delete && Trouble(state) is { } trouble)
            {
                terminal.Line(trouble, "red");
                return CommandLine.Mistaken;
            }
            terminal.Line(wish == Wish.Delete && !bot.Polls ? "taken back; the host sets it again at its start" : "fine: updates reach us as the files say", "green");
            return 0;
        }

        // Errors of former days stand there for ever; they matter while something waits.
        string? Trouble(WebhookState state) => state switch
        {
            { Url: not null } when bot.Polls => "a webhook is set, so polling brings nothing: start the host or use --delete",
            { Url: null } when !bot.Polls => "no webhook is set, so nothing arrives: start the host or use --set",
            { Url: { } url } when url != bot.Hook?.AbsoluteUri => $"updates go elsewhere than to {bot.Hook}: start the host or use --set",
            { LastError: { } words, Waiting: > 0 } => $"Telegram cannot deliver to us: {words}",
            _ => null,
        };
    }
}
