using System.Globalization;
using System.Text;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Imports;

/// <summary>
/// Enters an import chunk by chunk. Each row is planned again against the register as it is now, and how far the import has come moves in the same
/// commit: after a crash it goes on exactly where it was.
/// </summary>
public static class Importing
{
    /// <summary>The documents that a chunk reads, to be loaded in one go.</summary>
    public static IEnumerable<DocumentKey> Keys(TurnEvent.ImportChunk chunk) =>
        chunk.Rows.SelectMany(PersonPlan.Keys).Append(new DocumentKey(DocumentType.Import, chunk.Import)).Distinct();

    /// <summary>As above, for a chunk to be taken back.</summary>
    public static IEnumerable<DocumentKey> Keys(TurnEvent.UndoChunk chunk) =>
        chunk.Images.Select(image => new DocumentKey(image.Type, image.Id)).Append(new DocumentKey(DocumentType.Import, chunk.Import));

    /// <summary>Enters a chunk; does nothing when it has had its turn.</summary>
    public static void Enter(Turn turn, TurnEvent.ImportChunk chunk)
    {
        if (Find(turn, chunk.Import, ImportState.Running) is not { } import || import.Entered != chunk.From) return;
        var done = ImportCounts.None;
        foreach (var row in chunk.Rows) done += Enter(turn, import, row);
        var images = KeepImages(turn, import.Id);
        Advance(turn, import with { Done = import.Done + done, Images = import.Images.Add(images) }, chunk);
    }

    /// <summary>The turn of a chunk broke: its rows are passed over, named in the report, and the import goes on behind them.</summary>
    public static void PassOver(Turn turn, TurnEvent.ImportChunk chunk)
    {
        if (Find(turn, chunk.Import, ImportState.Running) is not { } import || import.Entered != chunk.From) return;
        foreach (var row in chunk.Rows) Report(turn, import.Id, new ReportLine("broken", row.Line, row.Name));
        Advance(turn, import with { Done = import.Done + ImportCounts.None with { Refused = chunk.Rows.Count }, Images = import.Images.Add(0) }, chunk);
    }

    /// <summary>Writes a line into an import's report.</summary>
    internal static void Report(Turn turn, string import, ReportLine line) => turn.Decision.Kept.Add((import, ImportList.Report, Codec.Write(line)));

    /// <summary>The import, when it stands where it should; one that does not is taken off the list, or it would be gathered for ever.</summary>
    internal static Import? Find(Turn turn, string id, ImportState state)
    {
        var import = turn.Find<Import>(id);
        if (import?.State == state) return import;
        if (import is not { State: ImportState.Running or ImportState.Undoing }) turn.Unlist(Lists.Importing, id);
        return null;
    }

    static ImportCounts Enter(Turn turn, Import import, PersonRow row)
    {
        switch (PersonPlan.Of(turn, row, import.File, import.By))
        {
            case RowPlan.Added added:
                Save(turn, added.Person, added.Household);
                return ImportCounts.None with { Added = 1 };
            case RowPlan.Changed changed:
                Save(turn, changed.Person, changed.Household);
                return ImportCounts.None with { Changed = 1 };
            case RowPlan.Refused refused:
                // The register has changed since the dry run.
                foreach (var mistake in refused.Mistakes) Report(turn, import.Id, new ReportLine("late", row.Line, row.Name) { Mistake = mistake });
                return ImportCounts.None with { Refused = 1 };
            default:
                return ImportCounts.None with { Same = 1 };
        }
    }

    static void Save(Turn turn, Person person, Household household)
    {
        var now = turn.Find<Household>(household.Id);
        if (now is null || (now.Place, now.Unit) != (household.Place, household.Unit) || !now.Persons.SequenceEqual(household.Persons)) Register.Save(turn, household);
        if (!Alike(turn.Find<Person>(person.Id), person)) Register.Save(turn, person);
    }

    // Lists within a record are compared by what they hold, which is how they are stored.
    static bool Alike(Person? one, Person other) => one is not null && Codec.Write(one).AsSpan().SequenceEqual(Codec.Write(other));

    static void Advance(Turn turn, Import import, TurnEvent.ImportChunk chunk)
    {
        var entered = chunk.From + chunk.Rows.Count;
        // Rows that are no longer there cannot be entered by waiting for them.
        var isOver = entered >= import.Total || chunk.Rows.Count == 0;
        import = import with { Entered = entered, State = isOver ? ImportState.Done : import.State, EndedAt = turn.Now };
        turn.Put(import.Id, import);
        turn.Changed($"import:{import.Id}");
        if (!isOver) return;
        turn.Unlist(Lists.Importing, import.Id);
        turn.Log(import.By, "imported", import.Id, string.Create(
            CultureInfo.InvariantCulture, $"{import.Done.Added} added, {import.Done.Changed} changed, {import.Done.Same} same, {import.Done.Refused} refused"));
    }

    static int KeepImages(Turn turn, string import)
    {
        var count = 0;
        foreach (var (key, after) in turn.Decision.Documents.ToList())
        {
            if (!Undoing.IsTakenBack(key.Type) || after is null) continue;
            var bytes = Codec.Write(key, after);
            var before = turn.Before(key) is { } stored ? Codec.Write(key, stored) : null;
            if (before is not null && before.AsSpan().SequenceEqual(bytes)) continue;
            var image = new BeforeImage(key.Type, key.Id, before is null ? null : Encoding.UTF8.GetString(before), ImportIds.TraceOf(bytes));
            turn.Decision.Kept.Add((import, ImportList.Before, Codec.Write(image)));
            count++;
        }
        return count;
    }
}
