using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>The console's own words in one language, from <c>texts.json</c>. A text that is missing is a fault of ours and throws.</summary>
public sealed class DeskTexts
{
    static readonly FrozenDictionary<string, Texts> All = Load();

    DeskTexts(Language language) => Language = language;

    /// <summary>Chinese.</summary>
    public static DeskTexts Zh { get; } = new(Language.Zh);

    /// <summary>English.</summary>
    public static DeskTexts En { get; } = new(Language.En);

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The language as a page names it: <c>zh-CN</c>, <c>en</c>.</summary>
    public string Tag => Language == Language.En ? "en" : "zh-CN";

    /// <summary>A text by its id.</summary>
    public string this[string id] => All.TryGetValue(id, out var text) ? text[Language] : throw new KeyNotFoundException($"texts.json has no `{id}`");

    /// <summary>A text with its values: <c>{name}</c> stands for one.</summary>
    public string Say(string id, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var text = this[id];
        foreach (var (name, value) in values) text = text.Replace($"{{{name}}}", value?.ToString() ?? "", StringComparison.Ordinal);
        return text;
    }

    /// <summary>A word of a list that files or newer programs may extend; the word itself when it has no text.</summary>
    public string Word(string list, string word) => All.TryGetValue($"{list}_{word}", out var text) ? text[Language] : word;

    /// <summary>The texts of a language.</summary>
    public static DeskTexts In(Language language) => language == Language.En ? En : Zh;

    /// <summary>The ids of all texts.</summary>
    internal static IEnumerable<(string Id, Texts Texts)> Entries => All.Select(pair => (pair.Key, pair.Value));

    static FrozenDictionary<string, Texts> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("texts.json")
            ?? throw new InvalidOperationException("texts.json is not embedded");
        return JsonSerializer.Deserialize(stream, TextsJson.Default.DictionaryStringTexts)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>How <c>texts.json</c> is read: <c>{"sign_in": {"zh": "登录", "en": "Sign in"}}</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Dictionary<string, Texts>))]
sealed partial class TextsJson : JsonSerializerContext;
