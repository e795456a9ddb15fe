using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ResidentBot.Channels;

/// <summary>
/// A form with one file, which knows as <see cref="JsonBody"/> does whether any of it may have left:
/// <c>Content-Disposition: form-data; name="document"; filename="停水通知.pdf"</c>. The name is UTF-8 as it stands, as browsers write it; .NET's own way
/// (<c>=?utf-8?B?…</c>) is read by no provider.
/// </summary>
sealed class UploadBody : MultipartFormDataContent
{
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
