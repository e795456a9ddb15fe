using System.Net;

namespace ResidentBot.Channels;

/// <summary>A request body that knows whether any of it may have left: without its body a call cannot have had an effect.</summary>
sealed class JsonBody : HttpContent
{
    readonly ReadOnlyMemory<byte> _json;

    public JsonBody(ReadOnlyMemory<byte> json)
    {
        _json = json;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>True from the moment its first byte may have been written to the connection.</summary>
    public bool Started { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        return stream.WriteAsync(_json, cancellationToken).AsTask();
    }
}
