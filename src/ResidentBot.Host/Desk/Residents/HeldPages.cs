using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Everything that is held about a person.</summary>
/// <param name="View">The entry with its household.</param>
/// <param name="Merged">Entries that were merged into it.</param>
/// <param name="Tickets">His tickets, as far as whoever asks may see them.</param>
/// <param name="Unseen">How many more there are.</param>
/// <param name="CheckIns">His check-ins of the last 400 days, the newest first.</param>
/// <param name="Talks">What was written at addresses that are his alone, as far as whoever asks may read it.</param>
/// <param name="Shared">His addresses that others use too; their talks are not his alone.</param>
public sealed record HeldView(
    PersonView View,
    IReadOnlyList<Person> Merged,
    IReadOnlyList<Ticket> Tickets,
    int Unseen,
    IReadOnlyList<CheckIn> CheckIns,
    IReadOnlyList<(Address Address, IReadOnlyList<ThreadEntry> Lines)> Talks,
    IReadOnlyList<Address> Shared)
{
    /// <summary>All tickets, seen or not: what is erased does not depend on who erases.</summary>
    internal IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Who has him among the contacts.</summary>
    internal IReadOnlyList<string> ContactOf { get; init; } = [];
}

/// <summary>Prepares what is held about somebody, for him to have, and erases it.</summary>
static class HeldPages
{
    const int Days = 400;
    const int MostTickets = 1_000;

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps them.</summary>
    public static void MapHeld(this RouteGroupBuilder community)
    {
        community.MapGet("/residents/{person}/held", PrepareAsync).Needs(Right.Erase);
        community.MapGet("/residents/{person}/held.json", DownloadAsync).Needs(Right.Erase);
        community.MapGet("/residents/{person}/erase", (DeskRequest request, string person) => PreviewAsync(request, person, null)).Needs(Right.Erase);
        community.MapPost("/residents/{person}/erase", EraseAsync).Needs(Right.Erase);
    }

    static async Task<IResult> PrepareAsync(DeskRequest request, string person)
    {
        if (await ReadAsync(request, person) is not { } held) return TypedResults.NotFound();
        await request.LogAsync("prepared file", held.View.Person.Id);
        return DeskRequest.Page<HeldPage>(await request.FrameAsync(), held);
    }

    static async Task<IResult> DownloadAsync(DeskRequest request, string person)
    {
        if (await ReadAsync(request, person) is not { } held) return TypedResults.NotFound();
        await request.LogAsync("downloaded file", held.View.Person.Id);
        var file = new JsonObject
        {
            ["person"] = Node(held.View.Person),
            ["household"] = held.View.Household is { } household ? Node(household) : null,
            ["place"] = string.Join(" · ", held.View.Path.Select(place => place.Name)),
            ["merged"] = new JsonArray([.. held.Merged.Select(Node)]),
            ["tickets"] = new JsonArray([.. held.Tickets.Select(Node)]),
            ["ticketsNotShown"] = held.Unseen,
            ["checkIns"] = new JsonArray([.. held.CheckIns.Select(Node)]),
            ["talks"] = new JsonArray([.. held.Talks.Select(talk => (JsonNode)new JsonObject
            {
                ["address"] = talk.Address.Value,
                ["lines"] = new JsonArray([.. talk.Lines.Select(Node)]),
            })]),
            ["sharedAddresses"] = new JsonArray([.. held.Shared.Select(address => (JsonNode)address.Value)]),
        };
        return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(file, Readable), "application/json; charset=utf-8", $"{held.View.Person.Id}.json");
    }

    static async Task<IResult> PreviewAsync(DeskRequest request, string person, Notice? notice)
    {
        if (await ReadAsync(request, person) is not { } held) return TypedResults.NotFound();
        await request.LogAsync("looked at erasing", held.View.Person.Id);
        return DeskRequest.Page<ErasePage>(await request.FrameAsync(notice), held);
    }

    static async Task<IResult> EraseAsync(DeskRequest request, string person)
    {
        var form = await request.FormAsync();
        if (await ReadAsync(request, person) is not { } held) return TypedResults.NotFound();
        var isSaid = EditForms.Text(form, "words") == request.T["erase_words"];
        var (refused, _) = await request.ActAsync(form, new StaffAction.ErasePerson(request.Me.Name, request.Me.Title, held.View.Person.Id, EditForms.Text(form, "reason"))
        {
            Tickets = [.. held.Numbers],
            CheckIns = [.. held.CheckIns.Select(checkIn => checkIn.Id)],
            ContactOf = [.. held.ContactOf],
            EndsCheckIns = isSaid,
        });
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/residents") : await PreviewAsync(request, person, refused);
    }

    static async Task<HeldView?> ReadAsync(DeskRequest request, string id)
    {
        if (await request.PersonAsync(Right.Erase, id) is not { } view) return null;
        var (store, person) = (request.Community.Store, view.Person);
        var merges = (await store.FindAllAsync<Merge>(person.Merges)).Where(merge => merge.UndoneAt is null);
        var merged = await store.FindAllAsync<Person>(merges.Select(merge => merge.Gone.Id));
        List<string> ids = [person.Id, .. merged.Select(one => one.Id)];
        var talks = new List<(Address, IReadOnlyList<ThreadEntry>)>();
        var shared = new List<Address>();
        var phones = await PhonesAsync(request.Community, person);
        foreach (var (address, _) in phones)
        {
            if (phones.Any(one => (one.Address == address || Handset.IsSame(one.Address, address)) && one.Talk?.Persons.Any(user => !ids.Contains(user)) == true)) shared.Add(address);
            else talks.Add((address, [.. (await store.ThreadAsync(address)).Where(request.MayRead)]));
        }
        var tickets = await PersonFiles.TicketsAsync(request.Community, ids, talks.Select(talk => talk.Item1), MostTickets);
        var seen = tickets.Where(ticket => Entitlements.MaySee(request.Me.Grant, request.Community.World.Community, ticket)).ToList();
        var today = request.Community.World.Local(request.Now).Date;
        var checkIns = await store.FindAllAsync<CheckIn>(PersonFiles.WindowIds(request.Community, ids, today, Days));
        return new HeldView(view, merged, seen, tickets.Count - seen.Count, checkIns, talks, shared)
        {
            Numbers = [.. tickets.Select(ticket => ticket.Number)],
            ContactOf = [.. (await request.Community.Register.AllAsync()).Where(entry => entry.Person.Contacts.Any(contact => contact.Person == person.Id)).Select(entry => entry.Person.Id)],
        };
    }

    // His addresses, and the other talks of the same telephones as far as there are any: they are erased with them.
    static async Task<IReadOnlyList<(Address Address, Conversation? Talk)>> PhonesAsync(RunningCommunity community, Person person)
    {
        var phones = new List<(Address, Conversation?)>();
        foreach (var address in person.Addresses.Concat(person.Addresses.SelectMany(one => Handset.Others(community.World, one))).Distinct())
        {
            var talk = await community.Store.FindAsync<Conversation>(address.Value);
            if (talk is not null || person.Addresses.Contains(address)) phones.Add((address, talk));
        }
        return phones;
    }

    static JsonNode Node<T>(T value) => JsonNode.Parse(Codec.Write<T>(value))!;
}
