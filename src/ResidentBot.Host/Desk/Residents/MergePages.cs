using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Choosing the other entry, and what becomes of both.</summary>
/// <param name="Keep">The entry that stays.</param>
/// <param name="Gone">The entry that goes; null while it is being looked for.</param>
/// <param name="After">The entry that stays, as it will be.</param>
/// <param name="Tickets">How many tickets move.</param>
/// <param name="Query">What was looked for.</param>
public sealed record MergeView(PersonView Keep, PersonView? Gone, Person? After, int Tickets, string Query)
{
    /// <summary>Entries to choose from.</summary>
    internal IReadOnlyList<RegisterEntry> Rows { get; init; } = [];
}

/// <summary>Makes two entries one, after a look at what comes of it, and two again within 30 days.</summary>
static class MergePages
{
    const int MostRows = 20;

    /// <summary>Maps them.</summary>
    public static void MapMerges(this RouteGroupBuilder community)
    {
        community.MapGet("/residents/{person}/merge", (DeskRequest request, string person) => ShowAsync(request, person, null)).Needs(Right.EditResidents);
        community.MapPost("/residents/{person}/merge", MergeAsync).Needs(Right.EditResidents);
        community.MapPost("/residents/{person}/unmerge", UndoAsync).Needs(Right.EditResidents);
    }

    static async Task<IResult> ShowAsync(DeskRequest request, string person, Notice? notice)
    {
        if (await request.PersonAsync(Right.EditResidents, person) is not { } keep) return TypedResults.NotFound();
        var gone = request.Query("with") is { Length: > 0 } other ? await request.PersonAsync(Right.EditResidents, other) : null;
        if (gone?.Person.Id == keep.Person.Id) gone = null;
        var query = request.Query("q").Trim();
        var frame = await request.FrameAsync(notice);
        var found = await request.Community.Register.FindAsync(new RegisterQuery
        {
            // Without a word of what to look for: people of the same name.
            Words = query.Length == 0 ? keep.Person.Name : query,
            Today = request.Community.World.Local(request.Now).Date,
            IsSeen = entry => entry.Person.Id != keep.Person.Id && request.May(Right.EditResidents, entry),
        });
        var tickets = gone is null ? [] : await PersonFiles.TicketsAsync(request.Community, [gone.Person.Id], [], 1000);
        return DeskRequest.Page<MergePage>(frame, new MergeView(
            keep, gone, gone is null ? null : Merging.Combine(keep.Person, gone.Person), tickets.Count, query)
        { Rows = [.. found.Take(MostRows)] });
    }

    static async Task<IResult> MergeAsync(DeskRequest request, string person)
    {
        var form = await request.FormAsync();
        var other = form["with"].ToString();
        if (await request.PersonAsync(Right.EditResidents, person) is not { } keep || await request.PersonAsync(Right.EditResidents, other) is not { } gone) return TypedResults.NotFound();
        var tickets = await PersonFiles.TicketsAsync(request.Community, [gone.Person.Id], [], 1000);
        var (refused, _) = await request.ActAsync(form, new StaffAction.MergePersons(request.Me.Name, request.Me.Title, keep.Person.Id, gone.Person.Id, EditForms.Text(form, "reason"))
        {
            Tickets = [.. tickets.Select(ticket => ticket.Number)],
        });
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/residents?person={Uri.EscapeDataString(keep.Person.Id)}")
            : await ShowAsync(request, person, refused);
    }

    static async Task<IResult> UndoAsync(DeskRequest request, string person)
    {
        var form = await request.FormAsync();
        if (await request.PersonAsync(Right.EditResidents, person) is not { } view || !view.Person.Merges.Contains(form["merge"].ToString())) return TypedResults.NotFound();
        var (refused, decision) = await request.ActAsync(form, new StaffAction.UndoMerge(request.Me.Name, request.Me.Title, form["merge"].ToString(), EditForms.Text(form, "reason")));
        if (refused is not null) return await ResidentPages.ShowAsync(request, person, refused);
        var stayed = (decision.Answer ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(field => request.T.Word("merge_field", field)).ToList();
        return await ResidentPages.ShowAsync(request, person, new Notice(
            stayed.Count == 0 ? request.T["merge_undone"] : request.T.Say("merge_undone_but", ("fields", string.Join("、", stayed))), IsRefusal: false));
    }
}
