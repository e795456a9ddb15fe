using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>The shipped community with telephones, and what people do with theirs.</summary>
public abstract class CallScene
{
    protected const string Landline = "voice:+12025550101";
    protected const string SharedLandline = "voice:+12025550102";

    static readonly World Oak = WithCalls(Deciding.Oak.World);

    int _calls;

    // The shipped community with an account for calls. Yang has her telephone behind her texts, the couple has nothing but theirs.
    static World WithCalls(World world)
    {
        var account = new ChannelAccount { Id = "voice", Channel = "voice", Purposes = [Purpose.Service, Purpose.Welfare], Settings = ImmutableDictionary<string, string>.Empty };
        var programme = world.Community.CheckIns!;
        return world with
        {
            Community = world.Community with
            {
                Accounts = world.Community.Accounts.Add(account.Id, account),
                CheckIns = programme with { Windows = [.. programme.Windows.Select(window => window with { CallAfter = (window.RemindAfter + window.AlertAfter) / 2 })] },
                Residents = [.. world.Community.Residents.Select(household => household with { Persons = [.. household.Persons.Select(WithCalls)] })],
            },
        };
    }

    static PersonSeed WithCalls(PersonSeed person) => person.Id switch
    {
        "yang-guizhen" => person with { Addresses = person.Addresses.Add(new Address(Landline)) },
        "li-fugui" or "zhao-fengying" => person with { Addresses = [new Address(SharedLandline)] },
        _ => person,
    };

    private protected static Desk AtEight() => Desk.In(Oak);

    private protected void Calls(Desk desk, ArrivalKind kind, bool isAnswered = true, string from = Landline, string text = "") => desk.Decide(new TurnEvent.Arrived(desk.Id(), desk.Now, new Arrival
    {
        Account = "voice",
        From = new Address(from),
        ProviderId = desk.Id(),
        At = desk.Now,
        Kind = kind,
        Text = text,
        Call = new PhoneCall($"CA{_calls}", isAnswered),
    }));

    private protected void RingsOnce(Desk desk, string from = Landline)
    {
        _calls++;
        Calls(desk, ArrivalKind.CallBegan, isAnswered: false, from);
        Calls(desk, ArrivalKind.CallEnded, isAnswered: false, from);
    }

    private protected void Stays(Desk desk, string from = Landline)
    {
        _calls++;
        Calls(desk, ArrivalKind.CallBegan, isAnswered: false, from);
        Calls(desk, ArrivalKind.CallStayed, from: from);
    }
}
