using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResidentBot.Core.Messages;

/// <summary>
/// A phone or an account through which somebody can be reached: <c>sms:+8613912345678</c>, <c>telegram:77</c>,
/// <c>web:5f0c</c>. An address is not a person: several persons may share one handset.
/// </summary>
/// <param name="Value">Channel name, a colon, and the channel's own identifier; ASCII without braces or spaces.</param>
[JsonConverter(typeof(AddressJson))]
public readonly record struct Address(string Value)
{
    /// <summary>The channel's name: what stands before the first colon.</summary>
    public string Channel => Value[..Value.IndexOf(':')];

    /// <summary>The channel's own identifier: what stands after the first colon.</summary>
    public string Local => Value[(Value.IndexOf(':') + 1)..];

    /// <summary>Reads an address; false when it has no channel, no identifier, or characters a key cannot hold.</summary>
    public static bool TryParse(string? text, out Address address)
    {
        address = default;
        if (text is null || text.Length > 128) return false;
        var colon = text.IndexOf(':');
        if (colon <= 0 || colon == text.Length - 1) return false;
        foreach (var c in text)
            if (c is <= ' ' or >= '\x7f' or '{' or '}') return false;
        address = new Address(text);
        return true;
    }

    /// <summary>Masked on purpose: whatever is logged by accident shows no phone number, only its last two characters.</summary>
    public override string ToString() => Value is null ? "" : $"{Channel}:…{Local[^Math.Min(2, Local.Length)..]}";
}

/// <summary>An address is its text in every document.</summary>
public sealed class AddressJson : JsonConverter<Address>
{
    /// <inheritdoc/>
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("an address must be text"));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override Address ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
