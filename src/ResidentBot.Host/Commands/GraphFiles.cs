using ResidentBot.Core.Dialogs.Graphs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands;

/// <summary>How pictures are written.</summary>
enum GraphFormat
{
    /// <summary>A picture that browsers show.</summary>
    Svg,

    /// <summary>Text that other tools draw.</summary>
    Mermaid,
}

/// <summary>Writes one picture a dialog: <c>DIR/&lt;community&gt;/&lt;dialog&gt;.svg</c> or <c>.mmd</c>.</summary>
/// <param name="folder">The folder; made when it is not there.</param>
/// <param name="format">How they are written.</param>
/// <param name="language">Of their words.</param>
sealed class GraphFiles(string folder, GraphFormat format, Language language)
{
    /// <summary>Writes those of a community.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">The folder cannot be written; the message names it.</exception>
    public int Write(World world)
    {
        var own = Path.Combine(folder, world.Community.Id);
        try
        {
            Directory.CreateDirectory(own);
            foreach (var (id, text) in Pictures(world)) File.WriteAllText(Path.Combine(own, id + Extension), text);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--graph {folder}: expected a folder that can be written ({fault.Message})", fault);
        }
        return world.Book.Dialogs.Count;
    }

    string Extension => format == GraphFormat.Svg ? ".svg" : ".mmd";

    IEnumerable<(string Id, string Text)> Pictures(World world)
    {
        var queues = world.Community.Queues.ToDictionary(queue => queue.Key, queue => queue.Value.Title, StringComparer.Ordinal);
        foreach (var dialog in world.Book.Dialogs.Values)
        {
            var graph = DialogGraph.Of(dialog, world.Book, queues);
            yield return (dialog.Id, format == GraphFormat.Svg
                ? SvgWriter.Write(graph, new SvgOptions(language) { Link = id => id + Extension })
                : MermaidWriter.Write(graph, language, id => id + Extension));
        }
    }
}
