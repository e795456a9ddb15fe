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
    long Chat, string Text, ImmutableArray<TelegramButton> Buttons, bool AsksLocation, long MessageId, DateTimeOffset At);

/// <summary>A call that came, legal or not.</summary>
/// <param name="Method">As in its path.</param>
/// <param name="Arguments">Its JSON.</param>
public sealed record TelegramCall(string Method, JsonElement Arguments);

/// <summary>Where the stand-in delivers updates to, as setWebhook named it.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Secret">What stands in the secret header; null for none.</param>
public sealed record TelegramWebhook(Uri Url, string? Secret);
