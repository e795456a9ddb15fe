using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>The shipped community with WhatsApp and calls, and people at other addresses than they have there.</summary>
public abstract class HandsetScene
{
    private protected const string YangChat = "whatsapp:+12025550101";
    private protected const string SharedChat = "whatsapp:+12025550102";
    private protected const string SharedLine = "voice:+12025550102";
    private protected const string Xie = "sms:+12025550111";
    private protected const string XieChat = "whatsapp:+12025550111";

    static readonly World World = With(Oak.World, "whatsapp", "voice");

    static World With(World world, params string[] channels) => world with
    {
        Community = world.Community with
        {
            Accounts = channels.Aggregate(world.Community.Accounts, (accounts, channel) => accounts.Add(channel, new ChannelAccount
            {
                Id = channel,
                Channel = channel,
                Purposes = [Purpose.Service, Purpose.Welfare, Purpose.Jobs, Purpose.Notices],
                Settings = ImmutableDictionary<string, string>.Empty,
                Can = ChannelKinds.All[channel] with { Window = null },
            })),
        },
    };

    private protected static Desk AtEight(params (string Person, string[] Addresses)[] moved)
    {
        var households = World.Community.Residents.Select(household => household with
        {
            Persons = [.. household.Persons.Select(person => Array.Find(moved, one => one.Person == person.Id) is { Person: not null } one
                ? person with { Addresses = [.. one.Addresses.Select(address => new Address(address))] } : person)],
        });
        return Desk.In(World with { Community = World.Community with { Residents = [.. households] } });
    }
}
