using System.Collections.Immutable;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>
/// An SMS provider as <c>config/&lt;community&gt;/gateways/&lt;name&gt;.yml</c> describes it. It holds no secret: those are settings of the accounts that name it.
/// </summary>
public sealed record Gateway
{
    /// <summary>The file's name without <c>.yml</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What each account must give, as it is or by the name of an environment variable.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>What each account must give by the name of an environment variable alone.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>The country whose numbers the provider writes without a country code, as <c>86</c>; null for none.</summary>
    public string? Country { get; init; }

    /// <summary>What the provider puts in front of each text, counted and not sent: <c>【{sign_name}】</c>.</summary>
    public FilledText Prefix { get; init; } = new("");

    /// <summary>How a message leaves.</summary>
    public required GatewayRequest Send { get; init; }

    /// <summary>How the provider's answer is read.</summary>
    public required GatewayAnswer Answer { get; init; }

    /// <summary>What is sent as a template.</summary>
    public MessageTemplates Texts { get; init; } = new();

    /// <summary>How residents' texts come in; null when they cannot answer.</summary>
    public GatewayCallback? Inbound { get; init; }

    /// <summary>How news of our messages comes in; null when the provider gives none.</summary>
    public GatewayCallback? Receipts { get; init; }
}

/// <summary>A request.</summary>
/// <param name="Url">Absolute.</param>
/// <param name="Signing">How it is signed.</param>
public sealed record GatewayRequest(FilledText Url, Signing Signing)
{
    /// <summary>GET instead of POST.</summary>
    public bool IsGet { get; init; }

    /// <summary>Added to the URL, in the order of the file.</summary>
    public ImmutableArray<Field> Query { get; init; } = [];

    /// <summary>Headers.</summary>
    public ImmutableArray<Field> Headers { get; init; } = [];

    /// <summary>The body as a form; empty for none.</summary>
    public ImmutableArray<Field> Form { get; init; } = [];

    /// <summary>The body as JSON; null for none.</summary>
    public FilledText? Json { get; init; }

    /// <summary>The longest text of one message, in UTF-16 units; a longer one leaves in parts.</summary>
    public int Most { get; init; } = 500;
}

/// <summary>A named value of a request.</summary>
/// <param name="Name">As on the wire.</param>
/// <param name="Value">With placeholders.</param>
public sealed record Field(string Name, FilledText Value);

/// <summary>How a provider's answer is read. Its body is JSON; fields are paths such as <c>data.0.id</c>.</summary>
public sealed record GatewayAnswer
{
    /// <summary>Where the provider's id of the message stands; null when it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>Where it says how it went; null when the HTTP status alone does.</summary>
    public string? Result { get; init; }

    /// <summary>The results that mean it was taken.</summary>
    public ImmutableArray<string> Success { get; init; } = [];

    /// <summary>The provider's codes in our words.</summary>
    public ImmutableDictionary<string, SendError> Errors { get; init; } = ImmutableDictionary<string, SendError>.Empty;

    /// <summary>What a code means that is not listed.</summary>
    public SendError Otherwise { get; init; } = SendError.Refused;
}
