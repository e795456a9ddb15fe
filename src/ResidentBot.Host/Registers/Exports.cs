using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.Registers;

/// <summary>Writes what the register, the staff and the tree hold as files, as far as somebody may know of it.</summary>
/// <param name="store">What is stored.</param>
/// <param name="world">The edition it is run by.</param>
/// <param name="now">People's time.</param>
sealed class Exports(CommunityStore store, World world, Instant now)
{
    const int Chunk = 1000;

    /// <summary>A file of a kind, and how many rows it has. Its form is told by its name.</summary>
    public async Task<(byte[] Bytes, int Rows)> WriteAsync(ImportKind kind, string name, Language language, Grant grant)
    {
        var rows = kind == ImportKind.Residents ? await ResidentsAsync(grant) : await RosterAsync(kind);
        var header = kind == ImportKind.Residents ? RegisterSheet.Header(language)
            : [.. Columns.Of(kind).Select(column => language == Language.Zh ? column.Chinese[0] : column.Id)];
        return (SheetWriter.Write(name, header, rows), rows.Count);
    }

    // One household after another, in the order of places, so that whoever reads the file finds families together.
    async Task<List<IReadOnlyList<string>>> ResidentsAsync(Grant grant)
    {
        var today = world.Local(now).Date;
        var known = Entitlements.KnownTo(grant.Role);
        var sheet = new RegisterSheet(world.Community, today, known.Contains(Sensitivity.Sensitive));
        var written = new List<(Household Household, Person Person)>();
        await foreach (var (household, person) in AllAsync())
        {
            if (person.Left is not null || !Entitlements.Covers(grant, world.Community, household.Place)) continue;
            if (person.IsChild(today) && !known.Contains(Sensitivity.Child)) continue;
            written.Add((household, person));
        }
        return
        [
            .. written.OrderBy(one => one.Household.Place, StringComparer.Ordinal).ThenBy(one => one.Household.Unit, StringComparer.Ordinal)
                .ThenBy(one => one.Household.Id, StringComparer.Ordinal).ThenBy(one => one.Household.Persons.IndexOf(one.Person.Id))
                .Select(one => (IReadOnlyList<string>)sheet.Row(one.Person, one.Household)),
        ];
    }

    async IAsyncEnumerable<(Household Household, Person Person)> AllAsync()
    {
        string? after = null;
        while (true)
        {
            var ids = await store.NamesAfterAsync(Lists.Persons, after, Chunk);
            var persons = await store.FindAllAsync<Person>(ids);
            var households = (await store.FindAllAsync<Household>(persons.Select(person => person.Household).Distinct())).ToDictionary(one => one.Id, StringComparer.Ordinal);
            foreach (var person in persons)
                if (person.MergedInto is null && households.TryGetValue(person.Household, out var household)) yield return (household, person);
            if (ids.Count < Chunk) yield break;
            after = ids[^1];
        }
    }

    async Task<List<IReadOnlyList<string>>> RosterAsync(ImportKind kind)
    {
        var name = kind == ImportKind.Staff ? "staff.yml" : "places.yml";
        var files = await RunningEdition.FindAsync(store) ?? throw new StoreDownException("no edition is run yet: start the host once");
        return [.. RosterRows.Of(kind, files.Config.First(file => Path.GetFileName(file.Name) == name).Text).Select(row => (IReadOnlyList<string>)row)];
    }
}
