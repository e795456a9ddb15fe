using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>
/// A form with one file, which knows as <see cref="JsonBody"/> does whether any of it may have left:
/// <c>Content-Disposition: form-data; name="document"; filename="停水通知.pdf"</c>. The name is UTF-8 as it stands, as browsers write it; .NET's own way
/// (<c>=?utf-8?B?…</c>) is read by no provider. The boundary stands without the quotes that .NET gives it, which WeChat's hosts take for a part of it:
/// <c>Content-Type: multipart/form-data; boundary=6f1c…</c>.
/// </summary>
sealed class UploadBody : MultipartFormDataContent
{
    /// <summary>Bytes that even a slow line takes in a second.</summary>
    const double SlowLine = 512 * 1024;

    /// <summary>An empty form.</summary>
    public UploadBody()
        : this(Guid.NewGuid().ToString("n"))
    {
    }

    UploadBody(string boundary)
        : base(boundary)
    {
        Headers.Remove("Content-Type");
        Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
    }

    /// <summary>How long an upload may take: as long as any call, and what its bytes need on a slow line. Until then it holds its address.</summary>
    public static TimeSpan Patience(TimeSpan call, Media media) => call + TimeSpan.FromSeconds((media.Size ?? 0) / SlowLine);

    /// <summary>True from the moment its first byte may have been written to the connection.</summary>
    public bool Started { get; private set; }

    /// <summary>Adds a field.</summary>
    public UploadBody With(string name, string value)
    {
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
        Add(part, $"\"{name}\"");
        return this;
    }

    /// <summary>Adds the file; its bytes are closed with the form.</summary>
    public UploadBody With(string name, Stream bytes, string type, string fileName)
    {
        var part = new StreamContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue(type);
        var plain = string.Concat(fileName.Where(c => !char.IsControl(c) && c is not ('"' or '\\')));
        // Headers are written letter by letter: one letter for each byte of UTF-8.
        var written = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(plain));
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{written}\"");
        Add(part);
        return this;
    }

    // The one that takes a cancellation comes here too, from a class that is derived; a call that is given up closes the connection in any case.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Started = true;
        return base.SerializeToStreamAsync(stream, context);
    }
}
