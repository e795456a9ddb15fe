using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>
/// What is being said in a call in answer to one thing that happened. Our words break in on what is being said, so that a second message says the first one
/// again before its own.
/// </summary>
/// <param name="Sid">The call.</param>
/// <param name="Cause">The event that all of it answers.</param>
/// <param name="Messages">In order.</param>
sealed record Saying(string Sid, string Cause, ImmutableArray<Outgoing> Messages)
{
    /// <summary>When it was last begun.</summary>
    public Instant At { get; init; }

    /// <summary>A message added to what is being said; null when the caller is already being put through, and nothing may break in.</summary>
    internal static Saying? With(Saying? before, string sid, Outgoing message)
    {
        if (before?.Sid != sid) return new Saying(sid, CauseOf(message), [message]);
        if (before.Messages.Any(said => said.Connect)) return null;
        return before.Cause != CauseOf(message) ? new Saying(sid, CauseOf(message), [message])
            : before with { Messages = before.Messages.RemoveAll(said => said.Id == message.Id).Add(message) };
    }

    // A message's id is its event's and a count.
    static string CauseOf(Outgoing message) => message.Id.LastIndexOf('.') is > 0 and var dot ? message.Id[..dot] : message.Id;
}
