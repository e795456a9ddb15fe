using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;

namespace ResidentBot.Host.Accounts;

/// <summary>Somebody who can sign in at the desk.</summary>
public sealed record DeskAccount
{
    /// <summary>What is typed at sign-in: <c>a-z 0-9 . -</c>, 2 to 32 characters; also the owner's id on tickets.</summary>
    public required string Name { get; init; }

    /// <summary>As residents and colleagues read it.</summary>
    public required string Title { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>Where it works; null or empty for every community.</summary>
    public IReadOnlyList<Scope>? Scopes { get; init; }

    /// <summary>What it has been given.</summary>
    [JsonIgnore]
    public Grant Grant => new(Role, [.. Scopes ?? []]);

    /// <summary>The language of its pages.</summary>
    public Language Language { get; init; }

    /// <summary>The password's trace: <c>iterations.salt.hash</c>, both in base 64.</summary>
    public required string Password { get; init; }

    /// <summary>Whether the password was given by somebody else and must be changed before anything else.</summary>
    public bool MustChange { get; init; }

    /// <summary>Whether it can no longer sign in.</summary>
    public bool Disabled { get; init; }

    /// <summary>Sessions carry it; a new one ends them all.</summary>
    public required string Stamp { get; init; }

    /// <summary>Attempts since the last good one.</summary>
    public int Failures { get; init; }

    /// <summary>Until when no password is even looked at.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>How accounts are written, behind their schema number: <c>1 {"name":"admin","title":"管理员",...}</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeskAccount))]
sealed partial class AccountJson : JsonSerializerContext
{
    const int Schema = 1;

    /// <summary>Writes an account with its schema number.</summary>
    public static byte[] Write(DeskAccount account) => [.. "1 "u8, .. JsonSerializer.SerializeToUtf8Bytes(account, Default.DeskAccount)];

    /// <summary>Reads an account; throws <see cref="JsonException"/> for what a newer program wrote.</summary>
    public static DeskAccount Read(ReadOnlySpan<byte> bytes)
    {
        var space = bytes.IndexOf((byte)' ');
        if (space < 1 || !int.TryParse(bytes[..space], out var schema)) throw new JsonException("an account must begin with its schema number");
        if (schema > Schema) throw new JsonException($"an account was written with schema {schema}; this program reads up to {Schema}: start the newer program");
        return JsonSerializer.Deserialize(bytes[(space + 1)..], Default.DeskAccount) ?? throw new JsonException("an account is empty");
    }
}
