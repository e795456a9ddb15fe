using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ResidentBot.Host.Configuration;

/// <summary>A file as it was read.</summary>
/// <param name="Name">The same wherever the folders lie: <c>config/oak/staff.yml</c>.</param>
/// <param name="Path">As the user named it, for problems.</param>
/// <param name="Text">What it says.</param>
public sealed record SourceFile(string Name, string Path, string Text);

/// <summary>All files that make one community what it is.</summary>
/// <param name="Community">The id: the folder's name.</param>
/// <param name="Folder">The folder as the user named it.</param>
/// <param name="Config">Its own files.</param>
/// <param name="CommonDialogs">Dialogs for all communities: layer 0.</param>
/// <param name="OwnDialogs">Dialogs of this one, which stand in for common ones of the same id: layer 1.</param>
public sealed record EditionFiles(
    string Community,
    string Folder,
    ImmutableArray<SourceFile> Config,
    ImmutableArray<SourceFile> CommonDialogs,
    ImmutableArray<SourceFile> OwnDialogs)
{
    /// <summary>
    /// For each file that came from a disk, the trace of what stood there: by it a host knows at its start whether the file has been changed since, or
    /// only the desk's own version of it. Null in editions of older programs.
    /// </summary>
    public ImmutableDictionary<string, string>? Disk { get; init; }

    /// <summary>All files.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<SourceFile> All => [.. Config, .. CommonDialogs, .. OwnDialogs];

    /// <summary>Names exactly these contents: the first 16 hexadecimal digits of a SHA-256 over every name and text, in the order of names.</summary>
    public string Id => Hash([.. Config, .. CommonDialogs, .. OwnDialogs]);

    /// <summary>The trace of one file's text.</summary>
    public static string Trace(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>The same files, each with another text where one is given.</summary>
    public EditionFiles With(Func<SourceFile, string> text)
    {
        return this with { Config = Each(Config), CommonDialogs = Each(CommonDialogs), OwnDialogs = Each(OwnDialogs) };

        ImmutableArray<SourceFile> Each(ImmutableArray<SourceFile> files) => [.. files.Select(file => file with { Text = text(file) })];
    }

    static string Hash(ImmutableArray<SourceFile> files)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Add(sum, file.Name);
            Add(sum, file.Text);
        }
        return Convert.ToHexStringLower(sum.GetHashAndReset())[..16];
    }

    // The length goes first: no text can pass for the beginning of the next file.
    static void Add(IncrementalHash sum, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        sum.AppendData(length);
        sum.AppendData(bytes);
    }
}
