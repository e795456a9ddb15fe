using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime.Text;
using ResidentBot.Core.Messages;
using YamlDotNet.RepresentationModel;

namespace ResidentBot.Core.Imports;

/// <summary>A staff or tree file, merged into the file of the community that it is about. Nobody and no place is ever removed by it.</summary>
/// <param name="Text">The community's file after it.</param>
/// <param name="Counts">What it changes.</param>
/// <param name="Report">Mistakes, additions and changes, in the order of the file.</param>
/// <param name="Lines">Which line of the given file a line of the community's file comes from.</param>
/// <param name="IsBlocked">Whether the file as a whole cannot be used.</param>
public sealed partial record RosterSheet(string Text, ImmutableArray<string> Ids, ImmutableArray<ReportLine> Report, ImmutableDictionary<int, int> Lines, ImportCounts Counts, bool IsBlocked)
{
    /// <summary>Merges a table into a community's file as it is.</summary>
    public static RosterSheet Read(Sheet sheet, ImportKind kind, string text)
    {
        var mistakes = new List<Mistake>();
        var columns = Columns.Read(sheet, kind, mistakes);
        if (sheet.Rows.Count == 0) mistakes.Add(new Mistake(sheet.File, 0, "", "empty_file"));
        if (mistakes.Count > 0)
            return new RosterSheet(text, [], [.. mistakes.Select(Line)], ImmutableDictionary<int, int>.Empty, ImportCounts.None with { Refused = sheet.Rows.Count }, true);
        var merge = new Merging(sheet, kind, columns, YamlItems.Read(kind == ImportKind.Staff ? "staff" : "places", text));
        return merge.Run();
    }

    internal static ReportLine Line(Mistake mistake) => new("mistake", mistake.Line, "") { Mistake = mistake };

    sealed class Merging(Sheet sheet, ImportKind kind, Column?[] columns, YamlItems items)
    {
        readonly Dictionary<string, YamlMappingNode> _known = items.ById();
        readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
        readonly List<ReportLine> _report = [];
        readonly List<Mistake> _mistakes = [];
        ImportCounts _counts = ImportCounts.None;

        public RosterSheet Run()
        {
            foreach (var row in sheet.Rows) Merge(row);
            var (text, lines) = items.Write();
            return new RosterSheet(text, [.. _rows.Keys], [.. _report], _rows.Where(pair => lines.ContainsKey(pair.Key)).ToImmutableDictionary(pair => lines[pair.Key], pair => pair.Value), _counts, false);
        }

        void Merge(SheetRow row)
        {
            _mistakes.Clear();
            var cells = new RowCells(sheet.File, row, columns, _mistakes);
            cells.CheckWidth();
            var id = cells.Required("id", 32);
            if (id.Length > 0 && !IdForm().IsMatch(id)) cells.Report("id", "bad_id", id);
            else if (id.Length > 0 && !_rows.TryAdd(id, row.Line)) cells.Report("id", "id_twice", id, _rows[id].ToString(CultureInfo.InvariantCulture));
            var fields = kind == ImportKind.Staff ? Staff(cells) : Place(cells);
            if (_mistakes.Count > 0)
            {
                _report.AddRange(_mistakes.Select(Line));
                _counts += ImportCounts.None with { Refused = 1 };
                return;
            }
            var isNew = !_known.TryGetValue(id, out var item);
            item ??= _known[id] = items.Add(id);
            var changes = fields.Where(field => field.Value is not null || cells.Cleared.Contains(field.Key)).Select(field => Set(item, field.Key, field.Value)).OfType<FieldChange>().ToImmutableArray();
            if (!isNew && changes.IsEmpty)
            {
                _counts += ImportCounts.None with { Same = 1 };
                return;
            }
            _counts += isNew ? ImportCounts.None with { Added = 1 } : ImportCounts.None with { Changed = 1 };
            _report.Add(new ReportLine(isNew ? "added" : "changed", row.Line, id) { Changes = isNew ? [] : changes });
        }

        static FieldChange? Set(YamlMappingNode item, string key, YamlNode? value)
        {
            var had = item.Children.TryGetValue(key, out var before);
            if (value is null)
            {
                if (!had) return null;
                item.Children.Remove(key);
                return new FieldChange(key, YamlItems.Flow(before!), "");
            }
            // One text is a list of one.
            if (had && YamlItems.Flow(before!).Trim('[', ']') == YamlItems.Flow(value).Trim('[', ']')) return null;
            item.Children[key] = value;
            return new FieldChange(key, had ? YamlItems.Flow(before!) : "", YamlItems.Flow(value));
        }

        static Dictionary<string, YamlNode?> Place(RowCells cells) => new(StringComparer.Ordinal)
        {
            ["parent"] = Text(cells.Text("parent")),
            ["level"] = Text(cells.Required("level")),
            ["name"] = Text(cells.Required("name")),
            ["responsible"] = List(cells.List("responsible")),
            ["deputies"] = List(cells.List("deputies")),
        };

        static Dictionary<string, YamlNode?> Staff(RowCells cells) => new(StringComparer.Ordinal)
        {
            ["name"] = Text(cells.Required("name")),
            ["language"] = Text(cells.Word("language", PersonRowReader.Languages) switch
            {
                Language.En => "en",
                Language.Zh => "zh",
                _ => null,
            }),
            ["role"] = Text(cells.Text("role")),
            ["addresses"] = List([.. cells.List("addresses").Select(Address)]),
            ["duty"] = List(cells.List("duty"), text => Span(cells, text)),
            ["leave"] = List(cells.List("leave"), text => Leave(cells, text)),
        };

        // A bare phone is the commonest address by far.
        static string Address(string text) => text.StartsWith('+') ? "sms:" + string.Concat(text.Where(c => c is not (' ' or '-'))) : text;

        static YamlNode? Span(RowCells cells, string text)
        {
            if (DutyForm().Match(text) is { Success: true } match)
                return new YamlMappingNode { { "days", Days(match.Groups["days"].Value) }, { "from", match.Groups["from"].Value }, { "until", match.Groups["until"].Value } };
            cells.Report("duty", "bad_duty", text);
            return null;
        }

        static YamlNode Days(string text) => text.Contains(',', StringComparison.Ordinal)
            ? new YamlSequenceNode(text.Split(',', StringSplitOptions.TrimEntries).Select(day => new YamlScalarNode(day)))
            : new YamlScalarNode(text);

        static YamlNode? Leave(RowCells cells, string text)
        {
            var days = text.Split("..", StringSplitOptions.TrimEntries);
            if (days.Length == 2 && LocalDatePattern.Iso.Parse(days[0]).Success && LocalDatePattern.Iso.Parse(days[1]).Success)
                return new YamlMappingNode { { "from", days[0] }, { "until", days[1] } };
            cells.Report("leave", "bad_leave", text);
            return null;
        }

        static YamlNode? Text(string? text) => string.IsNullOrEmpty(text) ? null : new YamlScalarNode(text);

        static YamlNode? List(ImmutableArray<string> texts, Func<string, YamlNode?>? read = null) =>
            texts.IsEmpty ? null : new YamlSequenceNode(texts.Select(text => read is null ? new YamlScalarNode(text) : read(text)).OfType<YamlNode>());
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^(?<days>daily|[a-z]{3}-[a-z]{3}|[a-z]{3}(?:, ?[a-z]{3})*)\s+(?<from>\d\d:\d\d)-(?<until>\d\d:\d\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex DutyForm();
}
