using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>What becomes of a message that nobody asked for, at the moment it would leave.</summary>
public abstract record Leaving
{
    Leaving() { }

    /// <summary>It leaves.</summary>
    public sealed record Now : Leaving;

    /// <summary>The person's own quiet hours hold it.</summary>
    public sealed record Later(Instant At) : Leaving;

    /// <summary>It is no longer true: it does not leave, and never will.</summary>
    public sealed record Never(string Why) : Leaving;
}

/// <summary>
/// Looks once more at messages nobody asked for, just before they leave: hours may lie between the decision and that moment. Pure, over the documents
/// that the message names.
/// </summary>
public static class StillTrue
{
    /// <summary>Whether a message is looked at again: notices and welfare texts to a resident. Answers, emergencies and words to staff are not.</summary>
    public static bool Concerns(Outgoing message) => message.Lane == Lane.Notice || message is { Lane: Lane.CheckIn, Person: not null };

    /// <summary>The documents it takes, to be loaded in one go; absence is an answer.</summary>
    public static IReadOnlyList<DocumentKey> Needs(Outgoing message)
    {
        var keys = new List<DocumentKey> { new(DocumentType.Conversation, message.To.Value) };
        if (message.Person is { } person) keys.Add(new DocumentKey(DocumentType.Person, person));
        switch (message.Concerns?.Split('|'))
        {
            case ["checkin", var checkIn, _]:
                keys.Add(new DocumentKey(DocumentType.CheckIn, checkIn));
                break;
            case ["post", var post]:
                keys.Add(new DocumentKey(DocumentType.Post, post));
                break;
        }
        return keys;
    }

    /// <summary>Decides over those documents.</summary>
    public static Leaving Look(Outgoing message, IEnumerable<object?> documents, World world, Instant now)
    {
        var (talk, person, checkIn, post) = ((Conversation?)null, (Person?)null, (CheckIn?)null, (Post?)null);
        foreach (var document in documents)
        {
            switch (document)
            {
                case Conversation one: talk = one; break;
                case Person one: person = one; break;
                case CheckIn one: checkIn = one; break;
                case Post one: post = one; break;
            }
        }
        if (message.Person is not null)
        {
            if (person is null or { MergedInto: not null } or { Left: not null }) return new Leaving.Never("gone");
            if (!WhereToAsk.IsHis(person, message.To)) return new Leaving.Never("address");
            if (!Consents.MaySend(person, talk, message.Purpose)) return new Leaving.Never("stopped");
        }
        else if (talk is not null && talk.Stopped.Contains(message.Purpose))
        {
            return new Leaving.Never("stopped");
        }
        if (message.Concerns is { } concerns)
        {
            if (concerns.StartsWith("checkin|", StringComparison.Ordinal) && checkIn is not { IsOpen: true }) return new Leaving.Never("ended");
            if (concerns.StartsWith("post|", StringComparison.Ordinal) && !IsOpen(post, now)) return new Leaving.Never("over");
        }
        if (message.Lane == Lane.Notice && world.QuietEnd(message.Purpose, person?.Quiet, now) is { } end) return new Leaving.Later(end);
        return new Leaving.Now();
    }

    static bool IsOpen(Post? post, Instant now) => post is { Withdrawn: false } && now < post.Until && post.Seated.Length < post.Seats;
}
