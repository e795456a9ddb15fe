using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.CheckIns;

/// <summary>One window of today.</summary>
/// <param name="Window">The window.</param>
/// <param name="Counts">How many people stand in each state, in the order of the states.</param>
/// <param name="Persons">How many people get welfare texts.</param>
public sealed record WindowView(CheckInWindow Window, IReadOnlyList<(CheckInState State, int Count)> Counts, int Persons);

/// <summary>A window that waits for an answer.</summary>
/// <param name="CheckIn">The window of that person.</param>
/// <param name="Person">The person; null when the register has none.</param>
public sealed record OpenCheckIn(CheckIn CheckIn, PersonView? Person);

/// <summary>The check-ins page.</summary>
/// <param name="Windows">Today's windows; empty when this community has no welfare texts.</param>
/// <param name="Open">Everybody who has not answered, alerts first.</param>
/// <param name="Overfull">What does not fit: more people than can be asked before the first is reminded.</param>
public sealed record CheckInsView(IReadOnlyList<WindowView> Windows, IReadOnlyList<OpenCheckIn> Open, IReadOnlyList<OverfullView> Overfull);

/// <summary>A window for whose people an account is too slow.</summary>
/// <param name="Window">The window.</param>
/// <param name="Account">The account.</param>
/// <param name="People">How many are asked through it.</param>
/// <param name="Takes">How long that takes, in words.</param>
/// <param name="RemindAfter">When the first is reminded, in words.</param>
public sealed record OverfullView(CheckInWindow Window, string Account, int People, string Takes, string RemindAfter);

/// <summary>How today's welfare windows stand.</summary>
static class CheckInPages
{
    const int MostOpen = 500;

    /// <summary>Maps the page.</summary>
    public static void MapCheckIns(this RouteGroupBuilder community) => community.MapGet("/checkins", ShowAsync).Needs(Right.SeeResidents);

    static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var frame = await request.FrameAsync();
        return DeskRequest.Page<CheckInsPage>(frame, new CheckInsView(await TodayAsync(request), await OpenAsync(request), await OverfullAsync(request)));
    }

    static async Task<List<WindowView>> TodayAsync(DeskRequest request)
    {
        var (store, world) = (request.Community.Store, request.Community.World);
        if (world.Community.CheckIns is not { } programme) return [];
        var today = world.Local(request.Now).Date;
        var persons = (await store.ListAsync(Lists.Enrolled)).Select(one => one.Member).ToList();
        if (!request.HasAll())
        {
            var places = await Board.PlacesAsync(request.Community, persons);
            persons = [.. persons.Where(person => request.May(Right.SeeResidents, places.GetValueOrDefault(person)))];
        }
        var views = new List<WindowView>();
        foreach (var window in programme.Windows)
        {
            var checkIns = await store.FindAllAsync<CheckIn>(persons.Select(person => PersonReads.Id(person, today, window)));
            var counts = checkIns.GroupBy(checkIn => checkIn.State).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()));
            views.Add(new WindowView(window, [.. counts], persons.Count));
        }
        return views;
    }

    // By the register as it is now, whatever the file expects; for whoever sees the whole of it.
    static async Task<List<OverfullView>> OverfullAsync(DeskRequest request)
    {
        var (store, world) = (request.Community.Store, request.Community.World);
        if (world.Community.CheckIns is not { } programme || !request.HasAll()) return [];
        var persons = await store.FindAllAsync<Person>((await store.ListAsync(Lists.Enrolled)).Select(one => one.Member));
        var people = CheckInRoom.ByChannel(persons.Select(person => person.Addresses.FirstOrDefault()));
        return [.. programme.Windows.SelectMany(window => CheckInRoom.TooMuch(world, window, people)
            .Select(load => new OverfullView(window, load.Account.Id, load.People, CheckInRoom.Span(load.Takes), CheckInRoom.Span(window.RemindAfter))))];
    }

    static async Task<List<OpenCheckIn>> OpenAsync(DeskRequest request)
    {
        var store = request.Community.Store;
        var places = await store.ListAsync(Lists.OpenCheckIns, 0, MostOpen - 1);
        var open = await store.FindAllAsync<CheckIn>(places.Select(place => place.Member));
        var persons = (await PersonReads.OfAsync(request.Community, open.Select(checkIn => checkIn.Person).Distinct())).ToDictionary(view => view.Person.Id, StringComparer.Ordinal);
        // A child's window is shown once it has become a ticket: danger is everybody's matter, the rest is not.
        return [.. open.Where(checkIn => persons.GetValueOrDefault(checkIn.Person) is { } view
                ? request.MaySee(view) || (checkIn.Ticket is not null && request.May(Right.SeeResidents, view.Household?.Place)) : request.HasAll())
            .OrderByDescending(checkIn => checkIn.State).ThenBy(checkIn => checkIn.OpenedAt)
            .Select(checkIn => new OpenCheckIn(checkIn, persons.GetValueOrDefault(checkIn.Person)))];
    }
}
