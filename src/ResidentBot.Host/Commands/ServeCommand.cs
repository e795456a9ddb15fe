using System.CommandLine;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot serve</c>: runs a host until it is told to stop.</summary>
static class ServeCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var options = new FolderOptions();
        var redis = new Option<string?>("--redis") { Description = "A Redis address instead of the private server, host:port" };
        var urls = new Option<string?>("--urls") { Description = "Where to listen, such as http://127.0.0.1:8080" };
        var command = new Command("serve", "Serve the pages, webhooks and communities of a configuration folder.") { redis, urls };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                await using var app = await HostApp.StartAsync(options.Read(parsed) with { Redis = parsed.GetValue(redis), Urls = parsed.GetValue(urls) }, cancel);
                await Console.Out.WriteLineAsync($"listening on {app.Address}");
                await app.WaitForStopAsync(cancel);
                return 0;
            }
            catch (ConfigurationException fault)
            {
                foreach (var problem in fault.Problems) await Console.Error.WriteLineAsync(problem.ToString());
                return 2;
            }
            catch (PrivateRedisException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message);
                return 1;
            }
        });
        return command;
    }
}
