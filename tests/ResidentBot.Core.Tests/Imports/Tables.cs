using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Tests.Imports;

/// <summary>Tables as tests write them: a header, then rows, their cells separated by commas.</summary>
static class Tables
{
    public static readonly LocalDate Today = new(2026, 3, 4);

    /// <summary>The shipped community with three labels.</summary>
    public static Community Oak { get; } = Deciding.Oak.World.Community with
    {
        Labels = new LabelCatalogue(
        [
            new LabelClass("care", new Texts("照料", "Care"),
            [
                new LabelSubclass("old", new Texts("老人", "Old"),
                [
                    new LabelKind("alone", new Texts("独居老人", "Alone"), "chen", "visit", null, false),
                    new LabelKind("allowance", new Texts("高龄津贴", "Allowance"), "chen", "list", 365, false),
                    new LabelKind("ill", new Texts("慢病", "Ill"), "chen", "visit", null, true),
                ]),
            ]),
        ]),
    };

    public static Sheet Of(string header, params string[] rows) => new(
        "a.csv", new SheetRow(1, header.Split(',')), [.. rows.Select((row, i) => new SheetRow(i + 2, row.Split(',')))]);

    public static ResidentSheet Read(string header, params string[] rows) => ResidentSheet.Read(Of(header, rows), Oak, Today);

    /// <summary>Rows that must be right.</summary>
    public static ImmutableArray<PersonRow> Rows(string header, params string[] rows)
    {
        var read = Read(header, rows);
        return read.Mistakes.IsEmpty ? read.Rows : throw new InvalidOperationException(string.Join("\n", read.Mistakes));
    }
}
