using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Incidents;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Turns;

/// <summary>
/// How documents and stream entries are written: UTF-8 JSON, for documents behind their schema number and a space, as
/// <c>1 {"number":"1008",...}</c>. A newer schema than ours is refused, never guessed.
/// </summary>
public static class Codec
{
    /// <summary>The schema this program writes and the newest it reads.</summary>
    public const int Schema = 1;

    static ReadOnlySpan<byte> Prefix => "1 "u8;

    /// <summary>Writes a document with its schema number.</summary>
    public static byte[] Write(DocumentKey key, object document)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), CoreJson.Options);
        var bytes = new byte[Prefix.Length + json.Length];
        Prefix.CopyTo(bytes);
        json.CopyTo(bytes, Prefix.Length);
        return bytes;
    }

    /// <summary>Reads a document; throws <see cref="NewerSchemaException"/> or <see cref="JsonException"/>.</summary>
    public static object Read(DocumentKey key, ReadOnlySpan<byte> bytes)
    {
        var space = bytes.IndexOf((byte)' ');
        if (space < 1 || !System.Buffers.Text.Utf8Parser.TryParse(bytes[..space], out int schema, out var used) || used != space)
            throw new JsonException($"a {key.Type} must begin with its schema number");
        if (schema > Schema) throw new NewerSchemaException(key, schema);
        return JsonSerializer.Deserialize(bytes[(space + 1)..], ClassOf(key.Type), CoreJson.Options) ?? throw new JsonException($"a {key.Type} is empty");
    }

    /// <summary>Writes anything that is not a document.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, CoreJson.Options);

    /// <summary>Reads anything that is not a document.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<T>(bytes, CoreJson.Options) ?? throw new JsonException($"a {typeof(T).Name} is empty");

    static Type ClassOf(DocumentType type) => type switch
    {
        DocumentType.Conversation => typeof(Conversation),
        DocumentType.Person => typeof(Person),
        DocumentType.Household => typeof(Household),
        DocumentType.Ticket => typeof(Ticket),
        DocumentType.CheckIn => typeof(CheckIn),
        DocumentType.Post => typeof(Post),
        DocumentType.Rungs => typeof(Rungs),
        DocumentType.Counter => typeof(Counter),
        DocumentType.Planned => typeof(Planned),
        DocumentType.Namesakes => typeof(Namesakes),
        DocumentType.Dwellings => typeof(Dwellings),
        DocumentType.StaffCard => typeof(StaffCard),
        DocumentType.Pairing => typeof(Pairing),
        DocumentType.PaperCode => typeof(PaperCode),
        DocumentType.Import => typeof(Import),
        DocumentType.Merge => typeof(Merge),
        DocumentType.Correction => typeof(Correction),
        DocumentType.AccountHealth => typeof(AccountHealth),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}

/// <summary>A document written by a newer program than this one.</summary>
public sealed class NewerSchemaException(DocumentKey key, int schema)
    : Exception($"the {key.Type} was written with schema {schema}; this program reads up to {Codec.Schema}: start the newer program");

/// <summary>An instant as ISO-8601 with as many decimals as it needs: <c>2026-11-22T00:30:00Z</c>.</summary>
sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.FromDateTimeOffset(reader.GetDateTimeOffset());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToDateTimeUtc());
}

/// <summary>A day as ISO-8601.</summary>
sealed class LocalDateJson : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString() ?? "").GetValueOrThrow();

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}

/// <summary>A time of day as <c>21:00</c>, with seconds when there are any.</summary>
sealed class LocalTimeJson : JsonConverter<LocalTime>
{
    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalTimePattern.GeneralIso.Parse(reader.GetString() ?? "").GetValueOrThrow();

    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalTimePattern.GeneralIso.Format(value));
}

/// <summary>
/// JSON for all that Core writes. By reflection, not source-generated: generated readers lose the default values of init-only members, so that a
/// document written before a member existed would read as null where the type says it cannot be.
/// </summary>
static class CoreJson
{
    /// <summary>Chinese stays readable for whoever reads the queues with another program; empty lists, false, null and what is everybody's are left out.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DictionaryKeyPolicy = null,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
            Converters = { new InstantJson(), new LocalDateJson(), new LocalTimeJson(), new JsonStringEnumConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    static void LeaveOutDefaults(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            // What a constructor takes has no default of its own to come back to.
            if (property.IsRequired || property.AssociatedParameter is not null || property.PropertyType == typeof(string)) continue;
            if (property.PropertyType == typeof(bool)) property.ShouldSerialize = static (_, value) => value is true;
            else if (property.PropertyType == typeof(Sensitivity)) property.ShouldSerialize = static (_, value) => value is not Sensitivity.Ordinary;
            else if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
                property.ShouldSerialize = HasItems(property.PropertyType.GetGenericArguments()[0]);
        }
    }

    // A list nobody filled counts as empty, instead of failing the whole document.
    static Func<object, object?, bool> HasItems(Type item) => typeof(CoreJson)
        .GetMethod(nameof(IsFilled), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(item)
        .CreateDelegate<Func<object, object?, bool>>();

    static bool IsFilled<T>(object owner, object? list) => list is ImmutableArray<T> { IsDefaultOrEmpty: false };
}
