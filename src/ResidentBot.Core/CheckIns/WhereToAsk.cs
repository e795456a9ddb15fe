using ResidentBot.Core.Incidents;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.CheckIns;

/// <summary>Where somebody is asked how he is, and in which order.</summary>
static class WhereToAsk
{
    /// <summary>
    /// The addresses in the order they are tried: a page that nobody has open asks nobody, a provider that is down comes late, and whoever does not read is
    /// rung up before he is written to.
    /// </summary>
    public static IEnumerable<Address> InOrder(Turn turn, Person person) => All(turn.World, person)
        .OrderBy(address => !turn.World.Can(address).Unasked)
        .ThenBy(address => ChannelIncidents.IsDown(turn, address, Purpose.Welfare))
        .ThenBy(address => person.Literacy == Literacy.VoiceOnly && !World.Can(address.Channel).Voice);

    /// <summary>A person's addresses; of somebody who reads little also the calls to the numbers he is written to.</summary>
    public static IEnumerable<Address> All(World world, Person person) => !person.ReadsLittle ? person.Addresses
        : person.Addresses.Concat(person.Addresses.SelectMany(address => Handset.Others(world, address)).Where(address => World.Can(address.Channel).Voice)).Distinct();

    /// <summary>Whether an address is a person's: his telephone is his by text and by call.</summary>
    public static bool IsHis(Person person, Address address) => person.Addresses.Any(his => his == address || Handset.IsSame(his, address));
}
