using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>Which households are somebody's own: those whose nearest responsible he is, and those for which he stands in just now.</summary>
static class WorkerScope
{
    /// <summary>Whether his role knows residents at all.</summary>
    public static bool MaySeeResidents(StaffMember member) => Entitlements.Of(member.Role).Contains(Right.SeeResidents);

    /// <summary>Whether his role may see needs, which tell of health.</summary>
    public static bool MaySeeNeeds(StaffMember member) =>
        Entitlements.Of(member.Role).Contains(Right.Reveal) && Entitlements.KnownTo(member.Role).Contains(Sensitivity.Sensitive);

    /// <summary>The households by id, in the order of the places and of the register.</summary>
    public static ImmutableArray<string> Households(Turn turn, StaffMember member) => !MaySeeResidents(member) ? [] :
    [
        .. turn.World.Community.Places.Values.Where(place => IsHis(turn, member, place.Id)).OrderBy(place => place.Id, StringComparer.Ordinal)
            .SelectMany(place => turn.Find<Dwellings>(place.Id)?.Households ?? []),
    ];

    /// <summary>A household, if it is his; null otherwise, whatever a button says.</summary>
    public static Household? Find(Turn turn, StaffMember member, string? id) =>
        id is not null && MaySeeResidents(member) && turn.Find<Household>(id) is { } household && IsHis(turn, member, household.Place) ? household : null;

    /// <summary>A person in one of his households; null otherwise.</summary>
    public static Person? FindPerson(Turn turn, StaffMember member, string? id) =>
        Register.Find(turn, id) is { Left: null } person && Find(turn, member, person.Household) is not null ? person : null;

    /// <summary>Whether a place is his: by the files, or because he stands in there now.</summary>
    public static bool IsHis(Turn turn, StaffMember member, string place)
    {
        if (Nearest.NodeOf(turn.World.Community, place)?.Responsible.Contains(member.Id) == true) return true;
        return Nearest.For(Colleagues.Attendance(turn), place, turn.Now, emergency: false) is { Persons: [{ Why: AskWhy.Deputy } first, ..] } && first.Member.Id == member.Id;
    }
}
