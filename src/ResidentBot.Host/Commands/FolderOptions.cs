using System.CommandLine;

namespace ResidentBot.Host.Commands;

/// <summary>The folders that every command knows.</summary>
sealed class FolderOptions
{
    readonly Option<string> _config = new("--config") { Description = "Folder with host.yml and a folder for each community", DefaultValueFactory = _ => "config" };
    readonly Option<string> _dialogs = new("--dialogs") { Description = "Folder with dialogs, texts and words", DefaultValueFactory = _ => "dialogs" };
    readonly Option<string?> _data = new("--data") { Description = "Folder of the private Redis; default: what host.yml says" };
    readonly Option<string?> _media = new("--media") { Description = "Folder of pictures, shared between hosts; default: what host.yml says" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_dialogs);
        command.Options.Add(_data);
        command.Options.Add(_media);
    }

    /// <summary>What was given.</summary>
    public HostOptions Read(ParseResult parsed) => new()
    {
        Config = parsed.GetValue(_config)!,
        Dialogs = parsed.GetValue(_dialogs)!,
        Data = parsed.GetValue(_data),
        Media = parsed.GetValue(_media),
    };
}
