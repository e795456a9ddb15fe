using System.CommandLine;

namespace ResidentBot.Host.Commands;

/// <summary>The folders of files that people write; every command that reads them knows these options.</summary>
sealed class FolderOptions
{
    readonly Option<string> _config = new("--config")
    {
        Description = "Folder with host.yml and a folder for each community",
        HelpName = "DIR",
        DefaultValueFactory = _ => "config",
    };

    readonly Option<string> _dialogs = new("--dialogs")
    {
        Description = "Folder with dialogs, texts and words",
        HelpName = "DIR",
        DefaultValueFactory = _ => "dialogs",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_dialogs);
    }

    /// <summary>The folder of communities.</summary>
    public string Config(ParseResult parsed) => parsed.GetValue(_config)!;

    /// <summary>The folder of dialogs.</summary>
    public string Dialogs(ParseResult parsed) => parsed.GetValue(_dialogs)!;
}
