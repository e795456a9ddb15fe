using System.Buffers;
using System.Security.Cryptography;

namespace ResidentBot.Host.Media;

/// <summary>Pictures and files by the SHA-256 of their bytes: <c>media/ab/ab12…</c>. The same bytes are kept once, and a name can be trusted to mean them.</summary>
sealed class MediaFolder(string root)
{
    /// <summary>The most that one file may have, in bytes.</summary>
    public const int Largest = 20 * 1024 * 1024;

    /// <summary>Where it is.</summary>
    public string Root => root;

    /// <summary>Keeps the bytes; the answer is their source for a thread: <c>stored:</c> and 64 hexadecimal digits; null when there are too many.</summary>
    public async Task<string?> StoreAsync(Stream bytes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(root);
        var draft = Path.Combine(root, $".{Guid.NewGuid():n}");
        try
        {
            if (await WriteAsync(bytes, draft, cancellation) is not { } hash) return null;
            var place = PlaceOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            // Whole or not at all: a reader never sees half a file, and one that is there already is the same.
            File.Move(draft, place, overwrite: true);
            return "stored:" + hash;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Opens what is kept under a hash; null when there is nothing, or it is no hash.</summary>
    public Stream? OpenRead(string hash) => IsHash(hash) && File.Exists(PlaceOf(hash)) ? File.OpenRead(PlaceOf(hash)) : null;

    static async Task<string?> WriteAsync(Stream bytes, string path, CancellationToken cancellation)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            await using var file = File.Create(path);
            for (long total = 0; await bytes.ReadAsync(buffer, cancellation) is var count and > 0;)
            {
                if ((total += count) > Largest) return null;
                sum.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    string PlaceOf(string hash) => Path.Combine(root, hash[..2], hash);

    static bool IsHash(string text) => text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
