using System.Collections.Frozen;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>The words of the pictures, from <c>graphs.json</c>. A text that is missing is a fault of ours and throws.</summary>
static class GraphTexts
{
    static readonly FrozenDictionary<string, Texts> All = Load();

    /// <summary>A text by its id; null when there is none.</summary>
    public static Texts? Find(string id) => All.GetValueOrDefault(id);

    /// <summary>A text with its values: <c>{name}</c> stands for one, which may be <see cref="Texts"/>.</summary>
    public static Texts Of(string id, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = Find(id) ?? throw new KeyNotFoundException($"graphs.json has no `{id}`");
        foreach (var (name, value) in values)
        {
            var words = value as Texts ?? new Texts($"{value}", $"{value}");
            text = new Texts(text.Zh.Replace($"{{{name}}}", words.Zh, StringComparison.Ordinal), text.En.Replace($"{{{name}}}", words.En, StringComparison.Ordinal));
        }
        return text;
    }

    /// <summary>Several in a row, as a language sets them.</summary>
    public static Texts List(IEnumerable<Texts> parts) => Join(Of("list"), parts);

    /// <summary>Several with the same between them.</summary>
    public static Texts Join(string between, IEnumerable<Texts> parts) => Join(new Texts(between, between), parts);

    /// <summary>Several with a word between them.</summary>
    public static Texts Join(Texts between, IEnumerable<Texts> parts)
    {
        var all = parts.ToArray();
        return new Texts(string.Join(between.Zh, all.Select(part => part.Zh)), string.Join(between.En, all.Select(part => part.En)));
    }

    static FrozenDictionary<string, Texts> Load()
    {
        using var stream = typeof(GraphTexts).Assembly.GetManifestResourceStream("graphs.json") ?? throw new InvalidOperationException("graphs.json is not embedded");
        return JsonSerializer.Deserialize<Dictionary<string, Texts>>(stream, JsonSerializerOptions.Web)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
