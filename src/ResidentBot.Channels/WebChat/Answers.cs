using System.Text.Json.Serialization;

namespace ResidentBot.Channels.WebChat;

/// <summary>The answer to tokens/generate and tokens/refresh.</summary>
/// <param name="ConversationId">The conversation it opens.</param>
/// <param name="Token">The token.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
public record TokenAnswer(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>The answer to starting or resuming a conversation.</summary>
/// <param name="StreamUrl">The address of the socket; its own authentication stands in it.</param>
/// <param name="ReferenceGrammarId">Always empty; clients of the protocol expect the field.</param>
public sealed record ConversationAnswer(string ConversationId, string Token, int ExpiresIn, string StreamUrl, string ReferenceGrammarId = "")
    : TokenAnswer(ConversationId, Token, ExpiresIn);

/// <summary>What a poll answers and what a frame of the socket holds.</summary>
/// <param name="Activities">New since the watermark, in order.</param>
/// <param name="Watermark">Where the next one goes on: the number of lines read.</param>
public sealed record ActivitySet(IReadOnlyList<Activity> Activities, string Watermark)
{
    /// <summary>Who has the talk; for our own page, other clients pass over it.</summary>
    public TalkStatus? Talk { get; init; }

    /// <summary>True while the store cannot be read: nothing new can be known.</summary>
    public bool? Down { get; init; }
}

/// <summary>Who has the talk.</summary>
/// <param name="With"><c>bot</c>, <c>queue</c> or <c>person</c>.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Number">The ticket's number.</param>
/// <param name="Since">Since when it waits.</param>
public sealed record TalkStatus(string With, string? Name = null, string? Number = null, DateTimeOffset? Since = null);

/// <summary>The answer to a posted activity.</summary>
/// <param name="Id">As the activity will come back.</param>
public sealed record ResourceAnswer(string Id);

/// <summary>The answer to getsessionid.</summary>
/// <param name="SessionId">Unused by us; clients only ask for it on sign-in cards.</param>
public sealed record SessionAnswer(string SessionId);

/// <summary>A refusal.</summary>
/// <param name="Error">Why.</param>
public sealed record ErrorAnswer(ErrorBody Error);

/// <summary>Why a call was refused.</summary>
/// <param name="Code">One word.</param>
/// <param name="Message">For a developer.</param>
public sealed record ErrorBody(string Code, string Message);

/// <summary>The body of tokens/generate and of conversations.</summary>
/// <param name="User">Who will speak.</param>
/// <param name="Locale">The client's language.</param>
/// <param name="Token">What our own page still has from an earlier visit.</param>
/// <param name="TrustedOrigins">The only origins whose pages may use the token.</param>
public sealed record OpenRequest(Party? User = null, string? Locale = null, string? Token = null, IReadOnlyList<string>? TrustedOrigins = null);
