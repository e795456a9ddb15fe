using System.Collections.Frozen;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Understanding;

/// <summary>What staff call each intent, from <c>intents.json</c>.</summary>
public static class IntentTexts
{
    static readonly FrozenDictionary<string, Texts> All = Load();

    /// <summary>An intent in people's words; its own name for one that has none.</summary>
    public static Texts Of(string intent) => All.GetValueOrDefault(intent) ?? new Texts(intent, intent);

    /// <summary>The intents that have words.</summary>
    public static IEnumerable<string> Names => All.Keys;

    static FrozenDictionary<string, Texts> Load()
    {
        using var stream = typeof(IntentTexts).Assembly.GetManifestResourceStream("intents.json") ?? throw new InvalidOperationException("intents.json is not embedded");
        return JsonSerializer.Deserialize<Dictionary<string, Texts>>(stream, JsonSerializerOptions.Web)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
