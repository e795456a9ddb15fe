using System.Collections.Immutable;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Residents;

/// <summary>
/// The one place where persons and households are written, so that the lists and indexes made from them cannot part from them: who is enrolled, who
/// wants jobs, who has a name, who lives at a place, who uses an address.
/// </summary>
public static class Register
{
    /// <summary>Stores a person and brings every list, index and talk in line.</summary>
    public static void Save(Turn turn, Person person)
    {
        var before = turn.Find<Person>(person.Id);
        person = person with { Addresses = Owned(turn, person, before?.Addresses ?? []) };
        turn.Put(person.Id, person);
        var isHere = person is { MergedInto: null, Left: null };
        Keep(turn, Lists.Persons, person.Id, person.MergedInto is null);
        Keep(turn, Lists.Enrolled, person.Id, person.Enrolled && isHere);
        Keep(turn, Lists.JobSeekers, person.Id, person.WantsJobs && isHere);
        KeepName(turn, person.Id, before is { MergedInto: null } ? before.Name : null, person.MergedInto is null ? person.Name : null);
        // What he was asked there goes elsewhere before anybody forgets it.
        if (isHere)
            foreach (var gone in (before?.Addresses ?? []).Except(person.Addresses)) CheckInWatch.Leave(turn, person, gone);
        KeepTalks(turn, person, before?.Addresses ?? []);
        turn.Changed($"person:{person.Id}");
    }

    /// <summary>A named person, or a code of his own, says that an address is somebody's although it had said it is not.</summary>
    public static void Readmit(Turn turn, Person person, Address address)
    {
        foreach (var one in Handset.Others(turn.World, address).Append(address))
        {
            var talk = Talk.With(turn, one, person.Language);
            if (talk.Conversation.Disowned.Contains(person.Id)) talk.Change(c => c with { Disowned = c.Disowned.Remove(person.Id) });
        }
    }

    /// <summary>Stores a household and its place on the lists.</summary>
    public static void Save(Turn turn, Household household)
    {
        var before = turn.Find<Household>(household.Id);
        turn.Put(household.Id, household);
        Keep(turn, Lists.Households, household.Id, !household.Persons.IsEmpty);
        if (before is not null && before.Place != household.Place) Leave(turn, before);
        if (household.Persons.IsEmpty) Leave(turn, household);
        else if (household.Place.Length > 0) Enter(turn, household);
        turn.Changed($"household:{household.Id}");
    }

    /// <summary>Takes a person out of the register for good, and out of everything made from him; the household stays while others live there.</summary>
    public static void Erase(Turn turn, Person person)
    {
        foreach (var list in (ReadOnlySpan<string>)[Lists.Persons, Lists.Enrolled, Lists.JobSeekers]) turn.Unlist(list, person.Id);
        KeepName(turn, person.Id, person.Name, null);
        KeepTalks(turn, person with { Addresses = [] }, person.Addresses);
        if (turn.Find<Household>(person.Household) is { } household) Save(turn, household with { Persons = household.Persons.Remove(person.Id) });
        turn.Delete<Person>(person.Id);
        turn.Changed($"person:{person.Id}");
    }

    /// <summary>Takes a household in which nobody lives out of the register.</summary>
    public static void Erase(Turn turn, Household household)
    {
        turn.Unlist(Lists.Households, household.Id);
        Leave(turn, household);
        turn.Delete<Household>(household.Id);
        turn.Changed($"household:{household.Id}");
    }

    /// <summary>A person by id, or the one he was merged into; null when there is none.</summary>
    public static Person? Find(Turn turn, string? id)
    {
        var person = id is null ? null : turn.Find<Person>(id);
        for (var hops = 0; person?.MergedInto is { } into && hops < 10; hops++) person = turn.Find<Person>(into);
        return person;
    }

    /// <summary>Who has a name, however it is written.</summary>
    public static ImmutableArray<string> Named(Turn turn, string name) => turn.Find<Namesakes>(Plain.Form(name))?.Persons ?? [];

    // A list from before must not give a number back to whom its new owner said he is not.
    static ImmutableArray<Address> Owned(Turn turn, Person person, ImmutableArray<Address> before) =>
        person.Addresses.All(before.Contains) ? person.Addresses
            : [.. person.Addresses.Where(address => before.Contains(address) || !IsDisowned(turn, person.Id, address))];

    static bool IsDisowned(Turn turn, string person, Address address) =>
        Handset.Others(turn.World, address).Append(address).Any(one => turn.Find<Conversation>(one.Value)?.Disowned.Contains(person) is true);

    static void KeepName(Turn turn, string person, string? before, string? after)
    {
        var (from, to) = (before is null ? "" : Plain.Form(before), after is null ? "" : Plain.Form(after));
        if (from == to) return;
        if (from.Length > 0 && turn.Find<Namesakes>(from) is { } old) turn.Put(from, new Namesakes(old.Persons.Remove(person)));
        if (to.Length == 0) return;
        var now = turn.Find<Namesakes>(to)?.Persons ?? [];
        if (!now.Contains(person)) turn.Put(to, new Namesakes(now.Add(person)));
    }

    static void KeepTalks(Turn turn, Person person, ImmutableArray<Address> before)
    {
        var after = person.MergedInto is null ? person.Addresses : [];
        foreach (var address in before.Except(after))
        {
            var talk = Talk.With(turn, address, person.Language);
            if (talk.Conversation.Persons.Contains(person.Id)) talk.Change(c => c with { Persons = c.Persons.Remove(person.Id) });
            if (!after.Any(kept => Handset.IsSame(kept, address))) HandsetTalks.Forget(turn, person, address);
        }
        foreach (var address in after)
        {
            var talk = Talk.With(turn, address, person.Language);
            var stopped = turn.Find<Conversation>(address.Value) is null ? HandsetTalks.Stopped(turn, address) : talk.Conversation.Stopped;
            if (!talk.Conversation.Persons.Contains(person.Id)) talk.Change(c => c with { Persons = c.Persons.Add(person.Id), Stopped = stopped });
        }
    }

    static void Enter(Turn turn, Household household)
    {
        var there = turn.Find<Dwellings>(household.Place)?.Households ?? [];
        if (!there.Contains(household.Id)) turn.Put(household.Place, new Dwellings(there.Add(household.Id)));
    }

    static void Leave(Turn turn, Household household)
    {
        if (turn.Find<Dwellings>(household.Place) is { } there && there.Households.Contains(household.Id))
            turn.Put(household.Place, new Dwellings(there.Households.Remove(household.Id)));
    }

    static void Keep(Turn turn, string list, string member, bool on)
    {
        if (on) turn.List(list, member, 0);
        else turn.Unlist(list, member);
    }
}
