using System.Collections.Immutable;

namespace ResidentBot.Core.Messages;

/// <summary>
/// Which text of the catalogue a message says and with what values, for providers that send only templates they have approved:
/// <c>checkin_ask</c> with <c>name</c> and <c>window</c>.
/// </summary>
/// <param name="Key">As in <c>texts.yml</c>.</param>
/// <param name="Language">The language it is said in.</param>
/// <param name="Values">What its placeholders were filled with.</param>
public sealed record Phrase(string Key, Language Language, ImmutableDictionary<string, string> Values);
