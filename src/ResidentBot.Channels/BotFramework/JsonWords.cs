using System.Text.Json;

namespace ResidentBot.Channels.BotFramework;

/// <summary>Reads texts out of JSON that anybody may have written.</summary>
static class JsonWords
{
    /// <summary>The text of a value; null for anything else, half a surrogate pair included.</summary>
    public static string? Words(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of a property; null when there is none.</summary>
    public static string? Words(this JsonElement map, string name) => map.Find(name).Words();

    /// <summary>A property; <c>default</c> when there is none, or its map holds a name that is no text.</summary>
    public static JsonElement Find(this JsonElement map, string name)
    {
        try
        {
            return map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
