using ResidentBot.Core.Imports;

namespace ResidentBot.Host.Desk.Imports;

/// <summary>The list of imports.</summary>
/// <param name="Imports">The newest first.</param>
/// <param name="MayImport">Whether files may be brought in.</param>
/// <param name="Exports">What may be exported.</param>
/// <param name="Names">What the accounts are called that brought them.</param>
public sealed record ImportsView(IReadOnlyList<Import> Imports, bool MayImport, IReadOnlyList<ImportKind> Exports, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Who brought one, as colleagues know him.</summary>
    public string By(Import import) => Names.GetValueOrDefault(import.By, import.By);
}

/// <summary>One import.</summary>
/// <param name="Import">Where it stands.</param>
/// <param name="Mistakes">Rows that are not entered, the first ones.</param>
/// <param name="MistakeCount">How many lines of mistakes there are.</param>
/// <param name="Changes">The first additions and changes.</param>
/// <param name="Kept">What stayed when it was taken back.</param>
public sealed record ImportView(Import Import, IReadOnlyList<ReportLine> Mistakes, int MistakeCount, IReadOnlyList<ReportLine> Changes, IReadOnlyList<ReportLine> Kept)
{
    /// <summary>Who brought it, as colleagues know him.</summary>
    public string By { get; init; } = Import.By;

    /// <summary>Who took it back; null while nobody did.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Whether it waits for somebody to start it.</summary>
    public bool IsStartable => Import is { State: ImportState.Staged, IsBlocked: false, Planned: { Added: > 0 } or { Changed: > 0 } };
}
