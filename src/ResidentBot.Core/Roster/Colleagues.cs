using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>The one place that knows which named person is behind an address, and where each can be reached: from the files, and from what they paired.</summary>
public static class Colleagues
{
    /// <summary>Who of the named people writes from an address; null for residents. An address of the files needs no pairing for alarms.</summary>
    public static StaffMember? At(Turn turn, Address address)
    {
        if (turn.World.StaffByAddress.TryGetValue(address, out var member)) return member;
        return turn.Find<Pairing>(address.Value) is { } pairing ? turn.World.Community.Staff.GetValueOrDefault(pairing.Staff) : null;
    }

    /// <summary>Who is there, by the documents of this turn.</summary>
    public static Attendance Attendance(Turn turn) => new(turn.World, turn.Find<StaffCard>);

    /// <summary>Where somebody is reached, the preferred address first.</summary>
    public static ImmutableArray<Address> Addresses(Turn turn, StaffMember member) => Attendance(turn).Addresses(member);
}
