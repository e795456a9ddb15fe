using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace ResidentBot.Core.Imports;

/// <summary>
/// One list of items in a file of a community, such as <c>staff</c>: each item gets a line of its own when it is written. What the file says besides
/// is kept, also keys that this program does not know; comments are lost.
/// </summary>
sealed partial class YamlItems
{
    readonly string _list;
    readonly YamlMappingNode _root;
    readonly YamlSequenceNode _items;

    YamlItems(string list, YamlMappingNode root, YamlSequenceNode items) => (_list, _root, _items) = (list, root, items);

    /// <summary>Reads a file that has been checked before.</summary>
    public static YamlItems Read(string list, string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var root = stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map ? map : [];
        if (!root.Children.TryGetValue(list, out var node) || node is not YamlSequenceNode items) root.Children[list] = items = [];
        return new YamlItems(list, root, items);
    }

    /// <summary>The items by their ids.</summary>
    public Dictionary<string, YamlMappingNode> ById() => _items.Children.OfType<YamlMappingNode>()
        .DistinctBy(TextOf)
        .ToDictionary(TextOf, StringComparer.Ordinal);

    /// <summary>A new item at the end.</summary>
    public YamlMappingNode Add(string id)
    {
        var item = new YamlMappingNode { { "id", id } };
        _items.Add(item);
        return item;
    }

    /// <summary>Writes the file; the line of each item by its id.</summary>
    public (string Text, Dictionary<string, int> Lines) Write()
    {
        var text = new StringBuilder();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var line = 1;
        foreach (var (key, value) in _root.Children)
        {
            if (value is not YamlSequenceNode { Children.Count: > 0 } list || !list.Children.All(item => item is YamlMappingNode))
            {
                text.Append(Flow(key)).Append(": ").Append(Flow(value)).Append('\n');
                line++;
                continue;
            }
            text.Append(Flow(key)).Append(":\n");
            line++;
            foreach (var item in list.Children.Cast<YamlMappingNode>())
            {
                if (Flow(key) == _list) lines.TryAdd(TextOf(item), line);
                text.Append("  - ").Append(Flow(item)).Append('\n');
                line++;
            }
        }
        return (text.ToString(), lines);
    }

    /// <summary>A node as one line.</summary>
    public static string Flow(YamlNode node) => node switch
    {
        YamlMappingNode map => "{" + string.Join(", ", map.Children.Select(pair => $"{Flow(pair.Key)}: {Flow(pair.Value)}")) + "}",
        YamlSequenceNode list => "[" + string.Join(", ", list.Children.Select(Flow)) + "]",
        YamlScalarNode { Value: { } value } => Plain().IsMatch(value) ? value : JsonSerializer.Serialize(value, Readable),
        _ => "\"\"",
    };

    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static string TextOf(YamlMappingNode item) => item.Children.TryGetValue("id", out var id) && id is YamlScalarNode { Value: { } text } ? text : "";

    // Without digits in front and without the words that YAML takes for something else.
    [GeneratedRegex("^(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z][a-z0-9_-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Plain();
}
