using ResidentBot.Core.Imports;

namespace ResidentBot.Host.Desk.Imports;

/// <summary>The list of imports.</summary>
/// <param name="Imports">The newest first.</param>
/// <param name="MayImport">Whether files may be brought in.</param>
/// <param name="Exports">What may be exported.</param>
public sealed record ImportsView(IReadOnlyList<Import> Imports, bool MayImport, IReadOnlyList<ImportKind> Exports);

/// <summary>One import.</summary>
/// <param name="Import">Where it stands.</param>
/// <param name="Mistakes">Rows that are not entered, the first ones.</param>
/// <param name="MistakeCount">How many lines of mistakes there are.</param>
/// <param name="Changes">The first additions and changes.</param>
/// <param name="Kept">What stayed when it was taken back.</param>
public sealed record ImportView(Import Import, IReadOnlyList<ReportLine> Mistakes, int MistakeCount, IReadOnlyList<ReportLine> Changes, IReadOnlyList<ReportLine> Kept)
{
    /// <summary>Whether it waits for somebody to start it.</summary>
    public bool IsStartable => Import is { State: ImportState.Staged, IsBlocked: false, Planned: { Added: > 0 } or { Changed: > 0 } };
}
