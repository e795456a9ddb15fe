using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Coverages;

/// <summary>Reads who is there for whom, as far as somebody's part of the tree goes.</summary>
static class CoverageReads
{
    /// <summary>The page's matter.</summary>
    public static async Task<CoverageView> PageAsync(DeskRequest request)
    {
        var world = request.Community.World;
        var cards = (await request.Community.Store.FindAllAsync<StaffCard>(world.Community.Staff.Keys)).ToDictionary(card => card.Staff, StringComparer.Ordinal);
        var attendance = new Attendance(world, cards.GetValueOrDefault);
        var households = await HouseholdsAsync(request.Community, request.May(Right.ManageStaff));
        var report = Coverage.Of(attendance, households, request.Now);
        var nodes = Nodes(attendance, households, request.Now).Where(node => request.May(Right.ManageStaff, node.Place.Id)).ToList();
        var shown = nodes.Select(node => node.Place.Id).ToHashSet(StringComparer.Ordinal);
        var staff = report.Loads.Where(load => MayManage(request, load.Member.Id));
        return new CoverageView(
            report with { Gaps = [.. report.Gaps.Where(gap => shown.Contains(gap.Place.Id))] },
            world,
            nodes,
            [.. staff.Select(load => Staff(attendance, load, cards.GetValueOrDefault(load.Member.Id), request.Now) with { MayPair = MayPair(request, load.Member.Id) })],
            request.Query("q").Trim());
    }

    /// <summary>Whether who asks may put somebody on leave: the whole community is his, or a place that somebody is named for.</summary>
    public static bool MayManage(DeskRequest request, string staff) => request.May(Right.ManageStaff) || request.Community.World.Community.Places.Values
        .Any(place => (place.Responsible.Contains(staff) || place.Deputies.Contains(staff)) && request.May(Right.ManageStaff, place.Id));

    /// <summary>
    /// Whether who asks may pair somebody's phones: every place somebody is named for must be his. A paired phone shows all of somebody's households, and a
    /// supervisor of one building must not come to those of the others that way.
    /// </summary>
    public static bool MayPair(DeskRequest request, string staff) => request.May(Right.ManageStaff) || (MayManage(request, staff) && request.Community.World.Community.Places.Values
        .Where(place => place.Responsible.Contains(staff) || place.Deputies.Contains(staff)).All(place => request.May(Right.ManageStaff, place.Id)));

    // Households that stand on no node of the tree are what remains of all.
    static async Task<Dictionary<string, int>> HouseholdsAsync(RunningCommunity community, bool withUnplaced)
    {
        var places = community.World.Community.Places.Keys.ToList();
        var dwellings = await community.Store.LoadAsync([.. places.Select(place => new DocumentKey(DocumentType.Dwellings, place))]);
        var counts = places.Zip(dwellings).ToDictionary(pair => pair.First, pair => (pair.Second.Value as Dwellings)?.Households.Length ?? 0, StringComparer.Ordinal);
        var all = await community.Store.CountListAsync(Lists.Households);
        if (withUnplaced) counts.Add("", (int)Math.Max(0, all - counts.Values.Sum()));
        return counts;
    }

    static IEnumerable<NodeView> Nodes(Attendance attendance, Dictionary<string, int> households, Instant now)
    {
        var community = attendance.World.Community;
        var children = community.Places.Values.OrderBy(place => RegisterEntry.Natural(place.Id), StringComparer.Ordinal).ToLookup(place => place.Parent ?? "", StringComparer.Ordinal);
        var levels = community.Levels.ToDictionary(level => level.Id, StringComparer.Ordinal);
        return children[""].SelectMany(root => Below(root, 0));

        IEnumerable<NodeView> Below(Place place, int depth)
        {
            var below = children[place.Id].SelectMany(child => Below(child, depth + 1)).ToList();
            var count = households.GetValueOrDefault(place.Id) + below.Where(node => node.Depth == depth + 1).Sum(node => node.Households);
            var asked = Nearest.For(attendance, place.Id, now, emergency: false).Persons.FirstOrDefault();
            return below.Prepend(new NodeView(place, depth, levels.GetValueOrDefault(place.Level), count, below.Count == 0 || households.GetValueOrDefault(place.Id) > 0, Named(place), asked));
        }

        List<NamedView> Named(Place place) =>
        [
            .. place.Responsible.Select(id => View(id, false)),
            .. place.Deputies.Select(id => View(id, true)),
        ];

        NamedView View(string id, bool isDeputy) => new(community.Staff[id], attendance.Missing(community.Staff[id], now, emergency: false), isDeputy);
    }

    static StaffView Staff(Attendance attendance, Load load, StaffCard? card, Instant now)
    {
        var today = attendance.World.Local(now).Date;
        var leaves = load.Member.Leaves.Select(leave => (leave, IsNoted: false)).Concat((card?.Leaves ?? []).Select(leave => (leave, IsNoted: true)));
        return new StaffView(
            load.Member,
            attendance.Missing(load.Member, now, emergency: false),
            load.Households,
            load.IsOver,
            [.. leaves.Where(pair => pair.leave.Until >= today).OrderBy(pair => pair.leave.From)],
            card ?? new StaffCard(load.Member.Id));
    }
}
