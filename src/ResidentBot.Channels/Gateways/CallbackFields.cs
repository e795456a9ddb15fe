using System.Globalization;
using System.Text;
using System.Text.Json;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities.Gateways;

namespace ResidentBot.Channels.Gateways;

/// <summary>The fields of an answer or a callback by their paths: <c>data.0.id</c>, empty when absent.</summary>
static class CallbackFields
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a callback's items; null when it is not written as it should be.</summary>
    internal static List<Func<string, string>>? Read(CallbackBody form, ReadOnlyMemory<byte> body)
    {
        if (form == CallbackBody.Form) return TwilioForm.Read(body.Span) is { } fields ? [name => fields[name]] : null;
        if (ReadJson(body) is not { } root) return null;
        if (form == CallbackBody.Json) return root.ValueKind == JsonValueKind.Object ? [Of(root)] : null;
        return root.ValueKind == JsonValueKind.Array && root.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? [.. root.EnumerateArray().Select(Of)]
            : null;
    }

    /// <summary>Reads an answer; no field of one that is no JSON is there.</summary>
    internal static Func<string, string> OfAnswer(byte[] body) => ReadJson(body) is { } root ? Of(root) : _ => "";

    static JsonElement? ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            // Broken UTF-8 inside a JSON text is found only when that text is asked for.
            Strict.GetCharCount(body.Span);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (Exception broken) when (broken is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }

    static Func<string, string> Of(JsonElement root) => path => At(root, path) is { } found ? Text(found) : "";

    static JsonElement? At(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in path.Split('.'))
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var below)) at = below;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength()) at = at[index];
            else return null;
        return at;
    }

    static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => "",
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            return "";
        }
    }
}
