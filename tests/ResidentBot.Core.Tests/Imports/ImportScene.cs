using ResidentBot.Core.Imports;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Imports;

/// <summary>Imports at a desk in memory, chunk by chunk, as the host gathers them.</summary>
sealed class ImportScene
{
    readonly List<BeforeImage> _images = [];
    int _imports;

    public Desk Desk { get; } = Desk.AtEight();

    public List<ReportLine> Report { get; } = [];

    /// <summary>Enters a table to its end.</summary>
    public Import Enter(string header, params string[] rows) => Enter(Tables.Rows(header, rows));

    public Import Enter(IReadOnlyList<PersonRow> rows)
    {
        var id = $"i{_imports++}";
        Desk.Acts(new StaffAction.StageImport("sam", "小山", new Import { Id = id, File = "a.csv", By = "sam", At = Desk.Now, State = ImportState.Staged, Total = rows.Count }));
        Desk.Acts(new StaffAction.StartImport("sam", "小山", id, false));
        for (var from = 0; from < rows.Count; from += Import.ChunkSize) Chunk(id, from, [.. rows.Skip(from).Take(Import.ChunkSize)]);
        return Desk.Find<Import>(id)!;
    }

    public void Chunk(string id, int from, IReadOnlyList<PersonRow> rows) =>
        Take(Desk.Decide(new TurnEvent.ImportChunk($"i:{id}:{from}", Desk.Now, id, from, rows)));

    /// <summary>Takes the import entered last back.</summary>
    public Import Undo(string id)
    {
        Desk.Acts(new StaffAction.UndoImport("sam", "小山", id, "wrong file"));
        while (Desk.Find<Import>(id) is { State: ImportState.Undoing } import)
        {
            var count = import.Images[^1];
            var images = _images[^count..];
            _images.RemoveRange(_images.Count - count, count);
            Take(Desk.Decide(new TurnEvent.UndoChunk($"u:{id}:{import.Images.Length}", Desk.Now, id, import.Images.Length - 1, images)));
        }
        return Desk.Find<Import>(id)!;
    }

    /// <summary>The whole register with its indexes, as text.</summary>
    public List<string> Register() =>
    [
        .. Text<Person>().Concat(Text<Household>()).Concat(Text<Conversations.Conversation>()).Concat(Text<Namesakes>()).Concat(Text<Dwellings>()).Order(StringComparer.Ordinal),
        .. ((string[])[Lists.Persons, Lists.Households, Lists.Enrolled, Lists.JobSeekers]).Select(list => $"{list} {string.Join(' ', Desk.Lists.GetValueOrDefault(list) ?? [])}"),
    ];

    IEnumerable<string> Text<T>() where T : class => Desk.All<T>().Select(one => typeof(T).Name + System.Text.Encoding.UTF8.GetString(Codec.Write(one)));

    void Take(Decision decision)
    {
        foreach (var (_, list, line) in decision.Kept)
            if (list == ImportList.Before) _images.Add(Codec.Read<BeforeImage>(line));
            else Report.Add(Codec.Read<ReportLine>(line));
    }
}
