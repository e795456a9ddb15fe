using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Dialogs.Graphs;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Dialogs;

/// <summary>One dialog in the list.</summary>
/// <param name="Dialog">As it runs.</param>
/// <param name="CalledBy">The dialogs that go through it.</param>
/// <param name="Questions">How many questions it may ask.</param>
/// <param name="File">Where it stands; null while the files are not to be had.</param>
/// <param name="StandsInFor">The common file it replaces here; null for none.</param>
public sealed record DialogRow(Dialog Dialog, IReadOnlyList<Dialog> CalledBy, int Questions, string? File, string? StandsInFor);

/// <summary>One dialog with its picture.</summary>
/// <param name="Row">What the list says of it.</param>
/// <param name="Graph">Its boxes and ways.</param>
/// <param name="Wide">The picture for large screens.</param>
/// <param name="Narrow">The picture for phones.</param>
/// <param name="Called">The dialogs it goes through.</param>
public sealed record DialogView(DialogRow Row, DialogGraph Graph, string Wide, string Narrow, IReadOnlyList<Dialog> Called);

/// <summary>What the bot talks about, as pictures and words.</summary>
static class DialogPages
{
    /// <summary>Maps them.</summary>
    public static void MapDialogs(this RouteGroupBuilder community)
    {
        community.MapGet("/dialogs", ListAsync).Needs(Right.ManageContent);
        community.MapGet("/dialogs/{dialog}", ShowAsync).Needs(Right.ManageContent);
    }

    static async Task<IResult> ListAsync(DeskRequest request)
    {
        var frame = await request.FrameAsync();
        var files = await RunningEdition.FindAsync(request.Community.Store);
        var book = request.Community.World.Book;
        List<DialogRow> rows = [.. book.Dialogs.Values.OrderBy(dialog => dialog.StartsOn.IsEmpty).ThenBy(dialog => dialog.Id, StringComparer.Ordinal).Select(dialog => Row(dialog, book, files))];
        return DeskRequest.Page<DialogsPage>(frame, rows);
    }

    static async Task<IResult> ShowAsync(DeskRequest request, string dialog)
    {
        var (community, language) = (request.Community, request.T.Language);
        var book = community.World.Book;
        if (!book.Dialogs.TryGetValue(dialog, out var found)) return TypedResults.NotFound();
        var frame = await request.FrameAsync();
        var row = Row(found, book, await RunningEdition.FindAsync(community.Store));
        var graph = DialogGraph.Of(found, book, community.World.Community.Queues.ToDictionary(queue => queue.Key, queue => queue.Value.Title, StringComparer.Ordinal));
        List<Dialog> called = [.. Calls(found).Select(id => book.Dialogs[id])];
        return DeskRequest.Page<DialogPage>(frame, new DialogView(row, graph, Draw(new SvgOptions(language)), Draw(SvgOptions.Narrow(language)), called));

        string Draw(SvgOptions options) => SvgWriter.Write(graph, options with { WithStyle = false, Link = id => frame.Link($"dialogs/{id}") });
    }

    static DialogRow Row(Dialog dialog, DialogBook book, EditionFiles? files)
    {
        var (own, common) = (Find(files?.OwnDialogs), Find(files?.CommonDialogs));
        return new DialogRow(
            dialog,
            [.. book.Dialogs.Values.Where(other => Calls(other).Contains(dialog.Id)).OrderBy(other => other.Id, StringComparer.Ordinal)],
            dialog.Steps.Count(step => step is Step.Ask),
            own ?? common,
            own is null ? null : common);

        string? Find(IEnumerable<SourceFile>? among) => among?.FirstOrDefault(file => Path.GetFileName(file.Name) == $"{dialog.Id}.yml")?.Name;
    }

    static IEnumerable<string> Calls(Dialog dialog) => dialog.Steps.OfType<Step.Call>().Select(call => call.Dialog).Distinct();
}
