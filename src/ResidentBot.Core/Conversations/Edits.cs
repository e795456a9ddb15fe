using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>A message as it was last heard, to tell a change of its words from one of anything else.</summary>
/// <param name="Message">What the provider calls it.</param>
/// <param name="Digest">Of its words: the words themselves stand in the thread alone.</param>
public sealed record SaidMessage(string Message, string Digest)
{
    /// <summary>Whether it was the "fine" that ended a check-in.</summary>
    public bool WasFine { get; init; }
}

/// <summary>What a message is beside those before it.</summary>
public enum Edit
{
    /// <summary>A message of its own.</summary>
    None,

    /// <summary>Changed, but not in its words: a preview came, a picture was turned. It was answered already.</summary>
    Unchanged,

    /// <summary>Its words were changed soon after it was sent: it is answered like a new one, and marked in the thread.</summary>
    Fresh,

    /// <summary>
    /// Its words were changed later, or it is none of the last five, or something was asked since that it cannot have meant: it stands in the thread and is
    /// not answered.
    /// </summary>
    Late,
}

/// <summary>
/// Messages that people change after sending them. Nothing that was decided upon the former words is taken back: a changed answer counts as
/// the next one.
/// </summary>
public static class Edits
{
    /// <summary>Stands before a changed message in the thread.</summary>
    public const string Mark = "✎";

    /// <summary>How long after it was sent a changed message is still answered.</summary>
    public static readonly Duration Fresh = Duration.FromMinutes(10);

    const int Most = 5;

    /// <summary>Says which it is, and remembers the words it has now.</summary>
    public static Edit Judge(Turn turn, Talk talk, Arrival arrival)
    {
        if (arrival.Message is not { } message) return Edit.None;
        var digest = Digest(arrival.Text);
        var before = talk.Conversation.Said.FirstOrDefault(said => said.Message == message);
        if (arrival.FirstSent is not null && before?.Digest == digest) return Edit.Unchanged;
        // A code or a PIN is short enough to be found again from its digest.
        if (!PhonePairing.IsSecret(turn, arrival.From, arrival) && !PaperCodes.Hides(turn, talk, arrival))
            talk.Change(c => c with { Said = Last([.. c.Said.Where(said => said.Message != message), new SaidMessage(message, digest) { WasFine = before?.WasFine is true }]) });
        if (arrival.FirstSent is not { } sent) return Edit.None;
        return before is not null && arrival.At - sent <= Fresh && !IsOvertaken(talk.Conversation, sent) ? Edit.Fresh : Edit.Late;
    }

    // What was written before a question is no answer to it. Which of several is fine is asked after every message that can still be changed.
    static bool IsOvertaken(Conversation talk, Instant sent) => talk.PushedAt > sent || !talk.WhoOf.IsEmpty;

    /// <summary>Remembers of a message that this turn took it for "fine".</summary>
    public static void Remember(Turn turn, Talk talk, Arrival arrival)
    {
        if (arrival.Message is not { } message || !turn.Decision.Documents.Values.Any(one => one is CheckIn { State: CheckInState.Fine } ended && ended.EndedAt == turn.Now)) return;
        talk.Change(c => c with { Said = [.. c.Said.Select(said => said.Message == message ? said with { WasFine = true } : said)] });
    }

    // The last ones, and the last "fine" however old: it may be taken back.
    static ImmutableArray<SaidMessage> Last(ImmutableArray<SaidMessage> said) =>
        [.. said.SkipLast(Most).Where(one => one.WasFine).TakeLast(1), .. said.TakeLast(Most)];

    static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
