using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Imports;

/// <summary>What a row would do to the register as it is now.</summary>
public abstract record RowPlan
{
    RowPlan() { }

    /// <summary>A new person.</summary>
    public sealed record Added(Person Person, Household Household) : RowPlan;

    /// <summary>A person, or his household, changes.</summary>
    public sealed record Changed(Person Person, Household Household, ImmutableArray<FieldChange> Fields) : RowPlan;

    /// <summary>All is so already.</summary>
    public sealed record Same : RowPlan;

    /// <summary>The register does not allow it.</summary>
    public sealed record Refused(ImmutableArray<Mistake> Mistakes) : RowPlan;
}

/// <summary>
/// Holds one row beside the register. It reads through the turn and writes nothing. A row never removes a person, never takes anybody out of the
/// check-ins, and takes an address away only when it says so.
/// </summary>
public sealed class PersonPlan
{
    readonly Turn _turn;
    readonly PersonRow _row;
    readonly string _file;
    readonly string _by;
    readonly LocalDate _today;
    readonly List<Mistake> _mistakes = [];
    readonly List<FieldChange> _changes = [];

    PersonPlan(Turn turn, PersonRow row, string file, string by) =>
        (_turn, _row, _file, _by, _today) = (turn, row, file, by, turn.World.Local(turn.Now).Date);

    /// <summary>What a row would do. While documents are missing the answer means nothing; see <see cref="Turn.Needs"/>.</summary>
    public static RowPlan Of(Turn turn, PersonRow row, string file, string by) => new PersonPlan(turn, row, file, by).Make();

    /// <summary>The documents that a plan reads first, as far as the row alone tells: loaded in one go they save many rounds.</summary>
    public static IEnumerable<DocumentKey> Keys(PersonRow row)
    {
        var household = row.Household ?? ImportIds.Household(row.Place ?? "", row.Unit ?? "");
        yield return new DocumentKey(DocumentType.Household, household);
        yield return new DocumentKey(DocumentType.Person, row.Person ?? ImportIds.Person(household, row.Name));
        if (Plain.Form(row.Name) is { Length: > 0 } name) yield return new DocumentKey(DocumentType.Namesakes, name);
        if (row.Place is { } place) yield return new DocumentKey(DocumentType.Dwellings, place);
        foreach (var address in row.Phones.Concat(row.Telegram)) yield return new DocumentKey(DocumentType.Conversation, address.Value);
    }

    RowPlan Make()
    {
        var (household, isNew) = FindHousehold();
        if (household is null) return Refused();
        var before = FindPerson(household);
        if (before is not null && !IsResident(before, household)) return Refused();
        var person = before ?? new Person { Id = _row.Person ?? ImportIds.Person(household.Id, _row.Name), Name = _row.Name, Household = household.Id, Language = _turn.World.Community.Language };
        person = Write(person);
        var housed = Move(household, isNew);
        if (!housed.Persons.Contains(person.Id)) housed = housed with { Persons = housed.Persons.Add(person.Id) };
        Check(person, before, housed);
        if (_mistakes.Count > 0) return Refused();
        if (before is null) return new RowPlan.Added(person, housed);
        return _changes.Count == 0 && !isNew && household.Persons.Contains(person.Id) ? new RowPlan.Same() : new RowPlan.Changed(person, housed, [.. _changes]);
    }

    // Without an id of its own a household is looked for behind its door, whatever its id there.
    (Household? Household, bool IsNew) FindHousehold()
    {
        var id = _row.Household ?? ImportIds.Household(_row.Place!, _row.Unit!);
        if (_turn.Find<Household>(id) is { } known) return (known, false);
        if (_row.Place is null || _row.Unit is null)
        {
            Refuse("place", "no_door", id);
            return (null, false);
        }
        var unit = Plain.Form(_row.Unit);
        if (_row.Household is null)
            foreach (var there in _turn.Find<Dwellings>(_row.Place)?.Households ?? [])
                if (_turn.Find<Household>(there) is { } one && Plain.Form(one.Unit) == unit) return (one, false);
        return (new Household(id, _row.Place, _row.Unit, []), true);
    }

    Person? FindPerson(Household household)
    {
        if (_row.Person is { } id) return _turn.Find<Person>(id);
        if (_turn.Find<Person>(ImportIds.Person(household.Id, _row.Name)) is { } derived) return derived;
        var name = Plain.Form(_row.Name);
        foreach (var other in household.Persons)
            if (_turn.Find<Person>(other) is { MergedInto: null, Left: null } person && Plain.Form(person.Name) == name) return person;
        return null;
    }

    bool IsResident(Person person, Household household)
    {
        if (person.MergedInto is { } into) Refuse("person", "person_merged", _row.Name, into);
        else if (person.Left is not null) Refuse("name", "person_left", person.Name);
        else if (person.Household != household.Id) Refuse("person", "person_elsewhere", person.Id, person.Household);
        return _mistakes.Count == 0;
    }

    Household Move(Household household, bool isNew)
    {
        if (isNew || _row.Place is not { } place || _row.Unit is not { } unit) return household;
        // A door written another way is the same door.
        if (Plain.Form(unit) == Plain.Form(household.Unit)) unit = household.Unit;
        Note("place", household.Place, place);
        Note("unit", household.Unit, unit);
        return household with { Place = place, Unit = unit };
    }

    Person Write(Person p)
    {
        p = p with { Name = Told("name", p.Name, _row.Name, name => name) };
        p = p with { Born = _row.Clears("born") ? Told("born", p.Born, null, Iso) : Told("born", p.Born, _row.Born ?? p.Born, Iso) };
        p = p with { Language = Told("language", p.Language, _row.Language ?? p.Language, Word) };
        p = p with { Literacy = Told("literacy", p.Literacy, _row.Literacy ?? p.Literacy, Word) };
        p = p with { LivesAlone = Told("lives_alone", p.LivesAlone, _row.LivesAlone ?? p.LivesAlone, Word) };
        p = p with { WantsJobs = Told("jobs", p.WantsJobs, _row.Jobs ?? p.WantsJobs, Word) };
        if (_row.CheckIn == false && p.Enrolled) Refuse("check_in", "unenrol", p.Name);
        else p = p with { Enrolled = Told("check_in", p.Enrolled, _row.CheckIn ?? p.Enrolled, Word) };
        p = p with { Addresses = WriteAddresses(WriteAddresses(p.Addresses, "phones", "sms", _row.Phones), "telegram", "telegram", _row.Telegram) };
        p = p with { Needs = WriteList("needs", p.Needs, _row.Needs, need => need) };
        p = p with { Labels = WriteLabels(p.Labels) };
        p = p with { Contacts = WriteContacts(p.Contacts) };
        p = p with { Away = WriteAway(p.Away) };
        return p with { Consents = WriteConsents(p.Consents) };
    }

    ImmutableArray<Address> WriteAddresses(ImmutableArray<Address> before, string column, string channel, ImmutableArray<Address> told)
    {
        var after = before;
        if (_row.Clears(column) || (_row.Replace && !told.IsEmpty)) after = [.. before.Where(address => address.Channel != channel || told.Contains(address))];
        after = [.. after, .. told.Except(after)];
        if (after.SequenceEqual(before)) return before;
        Note(column, Shown(before), Shown(after));
        return after;

        string Shown(ImmutableArray<Address> addresses) => string.Join("; ", addresses.Where(address => address.Channel == channel).Select(address => address.ToString()));
    }

    ImmutableArray<T> WriteList<T>(string column, ImmutableArray<T> before, ImmutableArray<T> told, Func<T, string> shown)
    {
        var after = _row.Clears(column) || (_row.Replace && !told.IsEmpty) ? told : [.. before, .. told.Except(before)];
        if (after.SequenceEqual(before)) return before;
        Note(column, string.Join("; ", before.Select(shown)), string.Join("; ", after.Select(shown)));
        return after;
    }

    ImmutableArray<PersonLabel> WriteLabels(ImmutableArray<PersonLabel> before)
    {
        var after = _row.Clears("labels") || (_row.Replace && !_row.Labels.IsEmpty)
            ? before.RemoveAll(label => !_row.Labels.Any(told => told.Label == label.Label)) : before;
        foreach (var told in _row.Labels)
        {
            var known = after.FirstOrDefault(label => label.Label == told.Label);
            if (known is not null && (told.Until is null || told.Until == known.Until)) continue;
            var kind = _turn.World.Community.Labels.ById.GetValueOrDefault(told.Label);
            if (told.Until is null && kind?.KeptDays is not null) Refuse("labels", "label_date", told.Label);
            if (told.Until < _today) Refuse("labels", "label_over", told.Label);
            if (known is not null) after = after.Replace(known, known with { Until = told.Until });
            else after = after.Add(new PersonLabel(told.Label, kind?.Source ?? "", _by, _today, told.Until));
        }
        if (!after.SequenceEqual(before)) Note("labels", Shown(before), Shown(after));
        return after;

        static string Shown(ImmutableArray<PersonLabel> labels) => string.Join("; ", labels.Select(label => label.Until is { } until ? $"{label.Label}:{Iso(until)}" : label.Label));
    }

    ImmutableArray<Contact> WriteContacts(ImmutableArray<Contact> before)
    {
        var after = _row.Clears("contacts") || (_row.Replace && !_row.Contacts.IsEmpty)
            ? before.RemoveAll(contact => !_row.Contacts.Any(told => Alike(told, contact))) : before;
        foreach (var told in _row.Contacts)
        {
            if (after.FirstOrDefault(contact => Alike(told, contact)) is { } known)
                after = after.Replace(known, known with { Address = told.Address ?? known.Address, Note = told.Note ?? known.Note });
            else after = after.Add(told);
        }
        if (!after.SequenceEqual(before)) Note("contacts", Shown(before), Shown(after));
        return after;

        static bool Alike(Contact one, Contact other) => one.Name == other.Name && one.Relation == other.Relation;
        static string Shown(ImmutableArray<Contact> contacts) => string.Join("; ", contacts.Select(contact => $"{contact.Name} {contact.Address}".TrimEnd()));
    }

    Away? WriteAway(Away? before)
    {
        if (_row.Clears("away_city") || _row.Clears("away_until"))
        {
            if (before is not null) Note("away_city", before.City, "");
            return null;
        }
        if (_row is not { AwayCity: { } city, AwayUntil: { } until } || (before?.City == city && before.Until == until)) return before;
        Note("away_city", before is null ? "" : $"{before.City} {Iso(before.Until)}", $"{city} {Iso(until)}");
        return new Away(city, until, _by, _today);
    }

    ImmutableArray<Consent> WriteConsents(ImmutableArray<Consent> before)
    {
        var after = before;
        if (_row.ConsentDate is not { } date) return before;
        var at = date.AtStartOfDayInZone(_turn.World.Community.Zone).ToInstant();
        foreach (var purpose in _row.Consents)
        {
            // A later word of the person's own stands: what is written down late does not go before it.
            if (after.Any(consent => consent.Purpose == purpose && (consent.At >= at))) continue;
            after = after.Add(new Consent(purpose, true, at, _by, "", "paper", _row.ConsentWitness));
            Note("consent", "", $"{purpose} {Iso(date)}");
        }
        return after;
    }

    void Check(Person person, Person? before, Household household)
    {
        if (_row.CheckIn == true && person.Addresses.IsEmpty) Refuse("check_in", "check_in_address");
        else if (person.Enrolled && person.Addresses.IsEmpty) Refuse("phones", "last_address", person.Name);
        foreach (var address in person.Addresses.Except(before?.Addresses ?? []))
            foreach (var other in _turn.Find<Conversation>(address.Value)?.Persons ?? [])
                if (_turn.Find<Person>(other) is { MergedInto: null, Left: null } user && user.Household != household.Id)
                    Refuse(address.Channel == "sms" ? "phones" : "telegram", "phone_elsewhere", address.Local, user.Household);
        if (_row.LivesAlone != true) return;
        var others = household.Persons.Count(id => id != person.Id && _turn.Find<Person>(id) is { MergedInto: null, Left: null });
        if (others > 0) Refuse("lives_alone", "alone", (others + 1).ToString(CultureInfo.InvariantCulture));
    }

    RowPlan.Refused Refused() => new([.. _mistakes]);

    void Refuse(string field, string code, string value = "", string other = "") => _mistakes.Add(new Mistake(_file, _row.Line, field, code, value, other));

    void Note(string field, string before, string after)
    {
        if (before != after) _changes.Add(new FieldChange(field, before, after));
    }

    T Told<T>(string field, T before, T after, Func<T, string> shown)
    {
        Note(field, shown(before), shown(after));
        return after;
    }

    static string Iso(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";

    static string Word(bool flag) => flag ? "yes" : "no";

    static string Word(Language language) => PersonRowReader.Languages.First(one => one.Value == language).Word;

    static string Word(Literacy literacy) => PersonRowReader.Literacies.First(one => one.Value == literacy).Word;
}
