using System.CommandLine;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot serve</c>: runs a host until it is told to stop, then lets it finish what it has begun.</summary>
static class ServeCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var folders = new FolderOptions();
        var data = new Option<string?>("--data") { Description = "Folder of the private Redis [default: as host.yml says, else data]", HelpName = "DIR" };
        var media = new Option<string?>("--media") { Description = "Folder of pictures, shared between hosts [default: as host.yml says, else data/media]", HelpName = "DIR" };
        var redis = new Option<string?>("--redis") { Description = "A Redis to use instead of a private one, as 10.0.0.5:6379", HelpName = "ADDRESS" };
        var urls = new Option<string?>("--urls") { Description = "Where to listen [default: as host.yml says, else http://127.0.0.1:8080]", HelpName = "URL" };
        redis.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } address && !HostReader.IsNode(address)) given.AddError($"--redis takes `host:6379`, not `{address}`.");
        });
        urls.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } text && !text.Split(';').All(HostReader.IsListened)) given.AddError($"--urls takes `http://127.0.0.1:8080`, not `{text}`.");
        });
        var command = new Command("serve", "Serve the pages, webhooks and communities of a configuration folder until Ctrl-C.") { data, media, redis, urls };
        folders.AddTo(command);
        command.SetAction((parsed, cancel) => ServeAsync(
            new HostOptions
            {
                Config = folders.Config(parsed),
                Dialogs = folders.Dialogs(parsed),
                Data = parsed.GetValue(data),
                Media = parsed.GetValue(media),
                Redis = parsed.GetValue(redis),
                Urls = parsed.GetValue(urls),
            },
            Terminal.Of(parsed.InvocationConfiguration.Output),
            cancel));
        return command;
    }

    static async Task<int> ServeAsync(HostOptions options, Terminal terminal, CancellationToken cancel)
    {
        await using var app = await HostApp.StartAsync(options, cancel);
        Greeting.Print(app, terminal);
        using var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
            .Register(() => terminal.Line("Stopping: finishing what is begun."));
        await app.WaitForStopAsync(cancel);
        return 0;
    }
}
