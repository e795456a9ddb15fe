using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace ResidentBot.Core.Imports;

/// <summary>Writes a community's staff or tree as rows of a file: importing it again changes nothing.</summary>
public static class RosterRows
{
    /// <summary>The rows, in the order of the community's file.</summary>
    public static IEnumerable<ImmutableArray<string>> Of(ImportKind kind, string text) => YamlItems.Read(kind == ImportKind.Staff ? "staff" : "places", text).ById().Values
        .Select(item => Columns.Of(kind).Select(column => item.Children.TryGetValue(column.Id, out var node) ? Cell(column.Id, node) : "").ToImmutableArray());

    static string Cell(string column, YamlNode node) => node switch
    {
        YamlSequenceNode list => string.Join(';', list.Children.Select(one => Cell(column, one))),
        YamlMappingNode map when column == "duty" => $"{Text(map, "days")} {Text(map, "from")}-{Text(map, "until")}",
        YamlMappingNode map when column == "leave" => $"{Text(map, "from")}..{Text(map, "until")}",
        YamlScalarNode { Value: { } value } => value,
        _ => "",
    };

    static string Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? node switch
    {
        YamlScalarNode { Value: { } value } => value,
        // Days that are no range: sat,sun.
        YamlSequenceNode list => string.Join(',', list.Children.OfType<YamlScalarNode>().Select(one => one.Value)),
        _ => "",
    } : "";
}
