using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Tests;

/// <summary>Pictures and documents as the host keeps them, and where it would hand them out.</summary>
static class Shown
{
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    public static readonly byte[] Pdf = "%PDF-1.7 notice"u8.ToArray();

    /// <summary>A PNG's beginning: as much of it as tells its sides.</summary>
    public static byte[] Png(int width, int height) =>
        [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0];

    public static Media Picture(byte[]? bytes = null, string type = "image/jpeg", string? name = "大门.jpg") =>
        new("photo", $"stored:{type.Length}{(bytes ?? Jpeg).Length:d6}", type, name) { Size = (bytes ?? Jpeg).Length };

    public static Media Document => new("file", "stored:pdf", "application/pdf", "停水通知.pdf") { Size = Pdf.Length };

    /// <summary>Holds the same bytes whatever is asked for; links name what they lead to.</summary>
    public static KeptMedia Kept(byte[] bytes) => new(
        _ => new MemoryStream(bytes), (media, _) => Task.FromResult(new Uri($"https://bot.example.org/sent/oak/t0ken/{KeptMedia.PlainName(media.Type)}")));

    /// <summary>The file is no longer there.</summary>
    public static KeptMedia Lost => new(_ => null, (_, _) => Task.FromResult(new Uri("https://bot.example.org/sent/oak/t0ken/file")));

    static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
