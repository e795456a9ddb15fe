using System.Collections.Immutable;
using System.Text.Json;

namespace ResidentBot.StandIns;

/// <summary>A key under or beside a message.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Data">The callback data of an inline button; null for a key that types its label.</param>
public sealed record TelegramButton(string Label, string? Data);

/// <summary>A message that a chat received.</summary>
/// <param name="Chat">The chat's id.</param>
/// <param name="Text">Its words.</param>
/// <param name="Buttons">Inline buttons or keys, row by row.</param>
/// <param name="AsksLocation">Whether one of the keys sends the location.</param>
/// <param name="MessageId">Counted up over all chats.</param>
/// <param name="At">When it was accepted.</param>
public sealed record TelegramSent(
    long Chat, string Text, ImmutableArray<TelegramButton> Buttons, bool AsksLocation, long MessageId, DateTimeOffset At)
{
    /// <summary>The picture or document; its words are a caption then. Null for words alone.</summary>
    public TelegramFile? File { get; init; }

    /// <summary>Whether it is shown as a photo.</summary>
    public bool IsPhoto { get; init; }

    /// <summary>Whether its bytes came with the call, and not the id of an earlier upload.</summary>
    public bool WasUploaded { get; init; }
}

/// <summary>A file as it was uploaded.</summary>
/// <param name="Name">As its part of the form names it.</param>
/// <param name="Type">As its part says.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record TelegramFile(string Name, string Type, byte[] Bytes);

/// <summary>A call that came, legal or not.</summary>
/// <param name="Method">As in its path.</param>
/// <param name="Arguments">Its JSON.</param>
public sealed record TelegramCall(string Method, JsonElement Arguments);

/// <summary>Where the stand-in delivers updates to, as setWebhook named it.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Secret">What stands in the secret header; null for none.</param>
public sealed record TelegramWebhook(Uri Url, string? Secret);
