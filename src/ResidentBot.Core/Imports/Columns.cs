using System.Collections.Immutable;
using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Imports;

/// <summary>A column that a file may have.</summary>
/// <param name="Id">Its name in English, which is also its name in mistakes.</param>
/// <param name="Chinese">Its names in Chinese; the first one is written when we export.</param>
public sealed record Column(string Id, params ImmutableArray<string> Chinese)
{
    /// <summary>Whether a file without it cannot be read.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>The columns of each kind of file.</summary>
public static class Columns
{
    /// <summary>One row a person.</summary>
    public static readonly ImmutableArray<Column> Residents =
    [
        new("household", "户号", "户编号"),
        new("place", "位置", "地点", "位置编号"),
        new("unit", "门牌", "门牌号", "房号"),
        new("person", "人员编号", "人员号"),
        new("name", "姓名") { IsRequired = true },
        new("born", "出生日期", "生日"),
        new("language", "语言"),
        new("literacy", "识字"),
        new("lives_alone", "独居"),
        new("check_in", "平安问候", "报平安"),
        new("jobs", "找工作", "就业意愿"),
        new("phones", "电话", "手机", "联系电话"),
        new("telegram", "Telegram"),
        new("needs", "特殊需要", "需要"),
        new("labels", "标签"),
        new("contacts", "联系人"),
        new("away_city", "外出城市"),
        new("away_until", "外出至"),
        new("replace", "替换"),
        new("consent", "同意"),
        new("consent_date", "同意日期"),
        new("consent_witness", "见证人"),
    ];

    /// <summary>One row a named person.</summary>
    public static readonly ImmutableArray<Column> Staff =
    [
        new("id", "编号") { IsRequired = true },
        new("name", "姓名") { IsRequired = true },
        new("language", "语言"),
        new("role", "角色", "职务"),
        new("addresses", "联系方式", "地址") { IsRequired = true },
        new("duty", "值班"),
        new("leave", "请假"),
    ];

    /// <summary>One row a node.</summary>
    public static readonly ImmutableArray<Column> Tree =
    [
        new("id", "编号") { IsRequired = true },
        new("parent", "上级") { IsRequired = true },
        new("level", "层级") { IsRequired = true },
        new("name", "名称") { IsRequired = true },
        new("responsible", "负责人"),
        new("deputies", "代理人"),
    ];

    /// <summary>The columns of a kind.</summary>
    public static ImmutableArray<Column> Of(ImportKind kind) => kind switch
    {
        ImportKind.Staff => Staff,
        ImportKind.Tree => Tree,
        _ => Residents,
    };

    /// <summary>What a file is about, by its header; residents when nothing tells.</summary>
    public static ImportKind Guess(Sheet sheet)
    {
        if (Has(Tree, "level")) return ImportKind.Tree;
        if (Has(Residents, "place") || Has(Residents, "household")) return ImportKind.Residents;
        return Has(Staff, "addresses") || Has(Staff, "role") ? ImportKind.Staff : ImportKind.Residents;

        bool Has(ImmutableArray<Column> columns, string id) => sheet.Header.Cells.Any(cell => Find(columns, cell)?.Id == id);
    }

    /// <summary>The column behind each cell of the header, null for those nobody knows; what is wrong is reported.</summary>
    public static Column?[] Read(Sheet sheet, ImportKind kind, ICollection<Mistake> mistakes)
    {
        var known = Of(kind);
        var found = new Column?[sheet.Header.Cells.Count];
        var line = sheet.Header.Line;
        for (var i = 0; i < found.Length; i++)
        {
            var name = sheet.Header.Cells[i].Trim();
            // An empty heading over empty cells is what a spreadsheet program leaves behind.
            if (name.Length == 0) continue;
            found[i] = Find(known, name);
            if (found[i] is null) mistakes.Add(new Mistake(sheet.File, line, name, "unknown_column", Spelling.Hint(name, Names(known)), string.Join(", ", known.Select(column => column.Id))));
            else if (found.Take(i).Contains(found[i])) mistakes.Add(new Mistake(sheet.File, line, found[i]!.Id, "duplicate_header", name));
        }
        foreach (var column in known)
            if (column.IsRequired && !found.Contains(column)) mistakes.Add(new Mistake(sheet.File, line, column.Id, "missing_column", column.Id, column.Chinese[0]));
        if (kind == ImportKind.Residents && !Has("household") && !(Has("place") && Has("unit")))
            mistakes.Add(new Mistake(sheet.File, line, "place", "missing_column", "place", "位置"));
        return found;

        bool Has(string id) => found.Any(column => column?.Id == id);
    }

    static IEnumerable<string> Names(ImmutableArray<Column> columns) => columns.SelectMany(column => column.Chinese.Prepend(column.Id));

    static Column? Find(ImmutableArray<Column> columns, string name)
    {
        var plain = Plain.Form(name).Replace(' ', '_');
        return columns.FirstOrDefault(column => column.Id == plain || column.Chinese.Any(other => Plain.Form(other) == plain));
    }
}
