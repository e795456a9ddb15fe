using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ResidentBot.Channels.Twilio;

/// <summary>The parameters of a webhook, decoded: <c>MessageSid=SM1&amp;From=%2B15005550006&amp;Body=a+b</c>.</summary>
sealed class TwilioForm(IReadOnlyList<KeyValuePair<string, string>> fields)
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All fields, in the order of the wire; a name can stand there more than once.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Fields => fields;

    /// <summary>The first value of a name, empty when absent.</summary>
    internal string this[string name]
    {
        get
        {
            foreach (var (key, value) in fields)
                if (key == name) return value;
            return "";
        }
    }

    /// <summary>Reads a form or a query; null when an escape or the UTF-8 in it is broken.</summary>
    internal static TwilioForm? Read(ReadOnlySpan<byte> encoded)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in encoded.Split((byte)'&'))
        {
            var pair = encoded[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            if (name is null || value is null) return null;
            fields.Add(new(name, value));
        }
        return new TwilioForm(fields);
    }

    /// <summary>Reads a flat JSON object, whose numbers and texts become fields; null when it is none.</summary>
    internal static TwilioForm? ReadJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var fields = new List<KeyValuePair<string, string>>();
            foreach (var field in document.RootElement.EnumerateObject())
                if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number) fields.Add(new(field.Name, field.Value.ToString()));
            return new TwilioForm(fields);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, encoded.Length));
        for (var i = 0; i < encoded.Length; i++)
        {
            var b = encoded[i];
            if (b == '%')
            {
                if (i + 2 >= encoded.Length || Hex(encoded[i + 1]) is not { } high || Hex(encoded[i + 2]) is not { } low) return null;
                b = (byte)((high << 4) | low);
                i += 2;
            }
            else if (b == '+')
            {
                b = (byte)' ';
            }
            bytes.Write([b]);
        }
        try
        {
            return Strict.GetString(bytes.WrittenSpan);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static int? Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : null;
}
