using System.Collections.Immutable;
using NodaTime;

namespace ResidentBot.Core.Conversations;

/// <summary>The question who is writing, asked after his matter was stored.</summary>
/// <param name="Cause">What his answer is for: <c>identity</c>, or <c>new-number</c>.</param>
/// <param name="AskedAt">When; an old question takes no answer any more.</param>
/// <param name="Said">What he has said of himself so far.</param>
/// <param name="Tries">How often he was asked once more.</param>
public sealed record WhoQuestion(string Cause, Instant AskedAt, string Said = "", int Tries = 0);

/// <summary>The question for whom a matter is, asked after it was stored.</summary>
/// <param name="Ticket">The matter.</param>
/// <param name="AskedAt">When; an old question takes no answer any more.</param>
/// <param name="Options">Whom it may be for, in the order of the digits; one more digit means somebody else.</param>
public sealed record WhomQuestion(string Ticket, Instant AskedAt, ImmutableArray<Subject> Options)
{
    /// <summary>Somebody else was said, and his name was asked for.</summary>
    public bool AsksName { get; init; }
}

/// <summary>Somebody a matter may be for.</summary>
/// <param name="Name">As the writer knows him.</param>
/// <param name="Person">His entry in the register; null when he has none.</param>
public sealed record Subject(string Name, string? Person);

/// <summary>Wrong codes sent from an address on one day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Wrong">How many.</param>
public sealed record CodeTries(LocalDate Day, int Wrong);
