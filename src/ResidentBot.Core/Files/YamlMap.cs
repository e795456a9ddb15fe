using ResidentBot.Core.Messages;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ResidentBot.Core.Files;

/// <summary>
/// A mapping in a YAML file, read key by key. Every getter reports what is wrong with its value and goes on, so that one run finds all mistakes;
/// <see cref="Done"/> reports the keys nobody asked for.
/// </summary>
public sealed class YamlMap
{
    readonly YamlMappingNode _node;
    readonly ICollection<Problem> _problems;
    readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    YamlMap(string file, YamlMappingNode node, ICollection<Problem> problems) => (File, _node, _problems) = (file, node, problems);

    /// <summary>The file this mapping stands in.</summary>
    public string File { get; }

    /// <summary>The keys, in the order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>Parses a file's text; null after reporting a problem when it is no YAML mapping. Only the first document is read.</summary>
    public static YamlMap? Parse(string file, string text, ICollection<Problem> problems)
    {
        var stream = new YamlStream();
        var scanner = new Scanner(new StringReader(text));
        try
        {
            stream.Load(new Parser(scanner));
        }
        catch (YamlException fault)
        {
            var why = fault.InnerException is null ? fault.Message : $"{fault.Message} {fault.InnerException.Message}";
            problems.Add(new Problem(file, (int)fault.Start.Line, (int)fault.Start.Column, $"not readable as YAML: {why}"));
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // The scanner itself stumbles over some unfinished lists and braces.
            problems.Add(new Problem(file, (int)scanner.CurrentPosition.Line, (int)scanner.CurrentPosition.Column, "not readable as YAML: a list or mapping is not finished before here"));
            return null;
        }
        if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map) return new YamlMap(file, map, problems);
        problems.Add(new Problem(file, 1, 1, "expected `key: value` lines"));
        return null;
    }

    /// <summary>Whether the key stands in the file.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>A text, or null when the key is absent.</summary>
    public string? Text(string key) => Node(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        var other => Wrong<string>(other, $"`{key}` must be a text"),
    };

    /// <summary>A text that must be there and not empty; "" after reporting otherwise.</summary>
    public string RequiredText(string key)
    {
        if (!Require(key)) return "";
        var text = Text(key);
        if (text is { Length: 0 }) Report(key, $"`{key}` must not be empty");
        return text ?? "";
    }

    /// <summary>A whole number within bounds, or null when absent.</summary>
    public int? Number(string key, int least = int.MinValue, int most = int.MaxValue)
    {
        var text = Text(key);
        if (text is null) return null;
        if (int.TryParse(text, out var number) && number >= least && number <= most) return number;
        return WrongValue<int?>(key, $"`{key}` must be a whole number{Between(least, most)}, not `{text}`");
    }

    /// <summary>A decimal number, or null when absent.</summary>
    public double? Decimal(string key, double least = double.MinValue, double most = double.MaxValue)
    {
        var text = Text(key);
        if (text is null) return null;
        if (double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        return WrongValue<double?>(key, $"`{key}` must be a number from {least} to {most}, not `{text}`");
    }

    /// <summary>true or false, or null when absent.</summary>
    public bool? Flag(string key)
    {
        var text = Text(key);
        if (text is null) return null;
        if (bool.TryParse(text, out var flag)) return flag;
        return WrongValue<bool?>(key, $"`{key}` must be true or false, not `{text}`");
    }

    /// <summary>One word of a closed list, or null when absent or not on it.</summary>
    public T? OneOf<T>(string key, IReadOnlyDictionary<string, T> words) where T : struct
    {
        var text = Text(key);
        if (text is null) return null;
        if (words.TryGetValue(text, out var value)) return value;
        return WrongValue<T?>(key, $"`{key}` must be one of {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}, not `{text}`{Spelling.Hint(text, words.Keys)}");
    }

    /// <summary>A text in every language; reports each missing one. Null when the key is absent.</summary>
    public Texts? Texts(string key)
    {
        if (Map(key) is not { } map) return null;
        var texts = new Texts(map.RequiredText("zh"), map.RequiredText("en"));
        map.Done();
        return texts;
    }

    /// <summary>A text in every language that must be there; empty texts after reporting otherwise.</summary>
    public Texts RequiredTexts(string key) => Require(key) && Texts(key) is { } texts ? texts : new Texts("", "");

    /// <summary>A mapping below this one, or null when absent.</summary>
    public YamlMap? Map(string key) => Node(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlMap(File, map, _problems),
        var other => Wrong<YamlMap>(other, $"`{key}` must be a mapping of `key: value` lines"),
    };

    /// <summary>A list of mappings; empty when absent.</summary>
    public IReadOnlyList<YamlMap> Maps(string key)
    {
        var maps = new List<YamlMap>();
        foreach (var item in Items(key))
            if (item is YamlMappingNode map) maps.Add(new YamlMap(File, map, _problems));
            else Wrong<YamlMap>(item, $"each item of `{key}` must be a mapping of `key: value` lines");
        return maps;
    }

    /// <summary>A list of mappings that must be there and hold at least one; empty after reporting otherwise.</summary>
    public IReadOnlyList<YamlMap> RequiredMaps(string key)
    {
        if (!Require(key)) return [];
        if (Node(key) is YamlSequenceNode { Children.Count: 0 }) Report(key, $"`{key}` must have at least one item");
        return Maps(key);
    }

    /// <summary>A list of texts, also written as one text; empty when absent.</summary>
    public IReadOnlyList<string> TextList(string key)
    {
        if (Node(key) is YamlScalarNode one) return [one.Value ?? ""];
        var texts = new List<string>();
        foreach (var item in Items(key))
            if (item is YamlScalarNode scalar) texts.Add(scalar.Value ?? "");
            else Wrong<string>(item, $"each item of `{key}` must be a text");
        return texts;
    }

    /// <summary>Reports a problem at a key's value, or at this mapping when the key is absent or null.</summary>
    public void Report(string? key, string message)
    {
        var at = key is null ? _node : Node(key) ?? _node;
        _problems.Add(new Problem(File, (int)at.Start.Line, (int)at.Start.Column, message));
    }

    /// <summary>Reports a problem at a key itself, or at this mapping when the key is absent.</summary>
    public void ReportKey(string key, string message)
    {
        var at = _node.Children.Keys.FirstOrDefault(name => name is YamlScalarNode scalar && scalar.Value == key) ?? _node;
        _problems.Add(new Problem(File, (int)at.Start.Line, (int)at.Start.Column, message));
    }

    /// <summary>Reports a problem at one item of a list.</summary>
    public void ReportItem(string key, int index, string message)
    {
        var (line, column) = ItemPlace(key, index);
        _problems.Add(new Problem(File, line, column, message));
    }

    /// <summary>Where one item of a list stands; the list's own place when there is no such item.</summary>
    public (int Line, int Column) ItemPlace(string key, int index)
    {
        var at = Node(key) is YamlSequenceNode list && index < list.Children.Count ? list.Children[index] : Node(key) ?? _node;
        return ((int)at.Start.Line, (int)at.Start.Column);
    }

    /// <summary>Whether the key's value is a mapping.</summary>
    public bool IsMap(string key) => Node(key) is YamlMappingNode;

    /// <summary>Whether the key's value is a text and not a mapping or list.</summary>
    public bool IsText(string key) => Node(key) is YamlScalarNode;

    /// <summary>Where a key's value stands, as line and column from 1; the mapping's own place when absent.</summary>
    public (int Line, int Column) Place(string? key = null)
    {
        var at = key is null ? _node : Node(key) ?? _node;
        return ((int)at.Start.Line, (int)at.Start.Column);
    }

    /// <summary>Says that all known keys were asked for: every other one is reported, with the nearest known name.</summary>
    public void Done()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_asked.Contains(name))
                _problems.Add(new Problem(File, (int)key.Start.Line, (int)key.Start.Column, $"unknown key `{name}`{Spelling.Hint(name, _asked)}"));
        }
    }

    /// <summary>Whether the key stands in the file; reports it as missing otherwise.</summary>
    public bool Require(string key)
    {
        if (Node(key) is not null) return true;
        Report(null, $"`{key}` is missing");
        return false;
    }

    YamlNode? Node(string key)
    {
        _asked.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    IEnumerable<YamlNode> Items(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var other => Wrong<IEnumerable<YamlNode>>(other, $"`{key}` must be a list of `- ` items") ?? [],
    };

    T? Wrong<T>(YamlNode at, string message) where T : class
    {
        _problems.Add(new Problem(File, (int)at.Start.Line, (int)at.Start.Column, message));
        return null;
    }

    T? WrongValue<T>(string key, string message)
    {
        Report(key, message);
        return default;
    }

    static string Between(int least, int most) => (least, most) switch
    {
        (int.MinValue, int.MaxValue) => "",
        (_, int.MaxValue) => $" of at least {least}",
        _ => $" from {least} to {most}",
    };
}
