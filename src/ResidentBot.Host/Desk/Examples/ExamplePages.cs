using System.Text;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Understanding.Corrections;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Examples;

/// <summary>One correction with what speaks against it.</summary>
/// <param name="Correction">As it is stored.</param>
/// <param name="Conflicts">What to look at twice.</param>
/// <param name="By">The name of whoever made it.</param>
public sealed record ExampleView(Correction Correction, IReadOnlyList<Conflict> Conflicts, string By);

/// <summary>Corrections that wait and those that are learned from.</summary>
/// <param name="Waiting">To be decided, the newest first.</param>
/// <param name="Accepted">Learned from, the newest first.</param>
/// <param name="IsLearning">Whether what was accepted last is still being learned.</param>
public sealed record ExamplesView(IReadOnlyList<ExampleView> Waiting, IReadOnlyList<ExampleView> Accepted, bool IsLearning);

/// <summary>The review of what staff said residents meant. It has no place in the tree: whoever decides it needs the whole community.</summary>
static class ExamplePages
{
    const string Header = "text\tcategory\turgency\n";

    /// <summary>Maps them.</summary>
    public static void MapExamples(this RouteGroupBuilder all)
    {
        var community = all.MapGroup("").NeedsWhole(Right.ManageContent);
        community.MapGet("/examples", (DeskRequest request) => ShowAsync(request));
        community.MapGet("/examples/{intent}.tsv", DownloadAsync);
        community.MapPost("/examples/{correction}/accept", (DeskRequest request, string correction) => ReviewAsync(request, correction, accept: true));
        community.MapPost("/examples/{correction}/reject", (DeskRequest request, string correction) => ReviewAsync(request, correction, accept: false));
    }

    static async Task<IResult> ReviewAsync(DeskRequest request, string correction, bool accept)
    {
        var form = await request.FormAsync();
        var (refused, _) = await request.ActAsync(form, ExampleForms.Review(request.Me, correction, accept, form));
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/examples") : await ShowAsync(request, refused);
    }

    // As it stands in the files, so that it can be put beside them or added to them.
    static async Task<IResult> DownloadAsync(DeskRequest request, string intent)
    {
        if (!Labels.Intents.Contains(intent)) return TypedResults.NotFound();
        var accepted = (await request.Community.Learning.CorrectionsAsync()).Where(one => one.IsAccepted && one.Intent == intent).OrderBy(one => one.Id, StringComparer.Ordinal);
        await request.LogAsync("exported examples", intent);
        var text = Header + string.Concat(accepted.Select(one => LearnedExamples.Line(one) + "\n"));
        return TypedResults.File(Encoding.UTF8.GetBytes(text), "text/tab-separated-values; charset=utf-8", $"{intent}.tsv");
    }

    static async Task<IResult> ShowAsync(DeskRequest request, Notice? notice = null)
    {
        var frame = await request.FrameAsync(notice);
        var (learning, titles) = (request.Community.Learning, await request.TitlesAsync());
        var (corrections, files) = (await learning.CorrectionsAsync(), await learning.FilesAsync());
        List<ExampleView> views = [.. corrections.Select(one => new ExampleView(
            one,
            files is null ? [] : [.. LearnedExamples.Conflicts(files, one, corrections)],
            titles.GetValueOrDefault(one.By) ?? one.By))];
        return DeskRequest.Page<ExamplesPage>(frame, new ExamplesView(
            [.. views.Where(view => !view.Correction.IsAccepted)], [.. views.Where(view => view.Correction.IsAccepted)], !await learning.IsCurrentAsync()));
    }
}
