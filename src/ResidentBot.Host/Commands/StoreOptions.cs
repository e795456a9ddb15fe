using System.CommandLine;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands;

/// <summary>Where a community's register is: every command that reads or writes it knows these options.</summary>
sealed class StoreOptions
{
    readonly FolderOptions _folders = new();
    readonly Option<string?> _community = new("--community") { Description = "Which community [default: the only one]", HelpName = "ID" };
    readonly Option<string?> _data = new("--data") { Description = "Folder of the private Redis [default: as host.yml says, else data]", HelpName = "DIR" };
    readonly Option<string?> _redis = new("--redis") { Description = "A Redis to use instead of a private one, as 10.0.0.5:6379", HelpName = "ADDRESS" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _redis.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } address && !HostReader.IsNode(address)) given.AddError($"--redis takes `host:6379`, not `{address}`.");
        });
        command.Options.Add(_community);
        command.Options.Add(_data);
        command.Options.Add(_redis);
        _folders.AddTo(command);
    }

    /// <summary>The configuration folder.</summary>
    public string Config(ParseResult parsed) => _folders.Config(parsed);

    /// <summary>The folder of dialogs.</summary>
    public string Dialogs(ParseResult parsed) => _folders.Dialogs(parsed);

    /// <summary>Opens it. Throws <see cref="ConfigurationException"/>, <see cref="PrivateRedisException"/> or <see cref="Store.StoreDownException"/>.</summary>
    public Task<OpenedRegister> OpenAsync(ParseResult parsed, CancellationToken cancel) => OpenedRegister.OpenAsync(
        new HostOptions { Config = Config(parsed), Dialogs = Dialogs(parsed), Data = parsed.GetValue(_data), Redis = parsed.GetValue(_redis) },
        parsed.GetValue(_community),
        cancel);
}
