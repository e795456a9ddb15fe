using ResidentBot.Core.Communities;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Finds people for the list, and the way down the tree.</summary>
static class RegisterReads
{
    const int PageSize = 50;

    /// <summary>The residents page.</summary>
    public static async Task<ResidentsView> PageAsync(DeskRequest request, PersonFile? shown, bool reveal, string? typed)
    {
        var search = RegisterSearch.Of(request);
        var community = request.Community.World.Community;
        var mayReveal = request.May(Right.Reveal, sensitivity: Sensitivity.Sensitive) || Entitlements.MayAnywhere(request.Me.Grant, Right.Reveal, community);
        // Whoever finds people by a label has seen who has it.
        foreach (var label in search.Labels.Where(label => !RegisterSight.IsOpen(community.Labels, label)))
            await request.LogAsync(mayReveal ? "searched label" : "refused label", label);
        var found = search.Labels.Any(label => !mayReveal && !RegisterSight.IsOpen(community.Labels, label)) ? [] : await request.Community.Register.FindAsync(Query(request, search));
        var all = await request.Community.Register.AllAsync();
        var path = Responsible.Upwards(community, search.Place).Reverse().ToList();
        return new ResidentsView(search, found.Count, all.Count(entry => request.May(Right.SeeResidents, entry)))
        {
            Rows = [.. found.Skip((search.Page - 1) * PageSize).Take(PageSize)],
            HasNext = found.Count > search.Page * PageSize,
            Path = path,
            Below = Below(community, search.Place, found),
            Shown = shown,
            Reveal = reveal,
            Typed = typed,
            Labels = mayReveal ? community.Labels : Open(community.Labels),
        };
    }

    /// <summary>The query of a search, for whoever asks.</summary>
    public static RegisterQuery Query(DeskRequest request, RegisterSearch search) => new()
    {
        Words = search.Words,
        Labels = search.Labels,
        Alone = search.Alone,
        Enrolled = search.Enrolled,
        Away = search.Away,
        Place = search.Place,
        Today = request.Community.World.Local(request.Now).Date,
        IsSeen = entry => request.May(Right.SeeResidents, entry),
    };

    // A node with one child only says nothing: the way goes on below it.
    static List<(Place, int)> Below(Community community, string place, List<RegisterEntry> found)
    {
        var above = place.Length == 0 ? null : place;
        while (true)
        {
            var children = community.Places.Values.Where(one => one.Parent == above).OrderBy(one => RegisterEntry.Natural(one.Id), StringComparer.Ordinal).ToList();
            if (children is [var only] && place.Length == 0)
            {
                above = only.Id;
                continue;
            }
            var counts = found.SelectMany(entry => entry.Path).CountBy(one => one.Id).ToDictionary(StringComparer.Ordinal);
            return [.. children.Select(child => (child, counts.GetValueOrDefault(child.Id))).Where(one => one.Item2 > 0)];
        }
    }

    static LabelCatalogue Open(LabelCatalogue labels) => new(
        [.. labels.Classes.Select(one => one with { Subclasses = [.. one.Subclasses.Select(sub => sub with { Labels = sub.Labels.RemoveAll(label => label.IsSensitive) })] })]);
}
