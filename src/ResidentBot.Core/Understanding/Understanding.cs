using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Understanding;

/// <summary>One reading of a resident's text.</summary>
/// <param name="Intent">A name of <see cref="KeywordUnderstanding.Known"/>.</param>
/// <param name="Confidence">How sure, from 0 to 1.</param>
public sealed record Guess(string Intent, double Confidence);

/// <summary>What the resident may be answering: short replies mean nothing without it.</summary>
/// <param name="CheckInOpen">A welfare check-in waits for this address's answer.</param>
/// <param name="OfferOpen">A job was offered and may still be taken.</param>
/// <param name="QuestionOpen">A dialog asked something: a digit is its answer, never a keyword.</param>
/// <param name="Language">The language the talk is held in.</param>
/// <param name="TicketOpen">A request or talk of his waits with a person.</param>
public sealed record TalkState(bool CheckInOpen, bool OfferOpen, bool QuestionOpen, Language Language, bool TicketOpen = false);

/// <summary>Reads a text: ranked guesses, best first, empty when nothing fits. Emergencies are not its business: <see cref="EmergencyWords"/> goes first.</summary>
/// <param name="text">As the resident wrote it.</param>
/// <param name="state">What he may be answering.</param>
public delegate ImmutableArray<Guess> Understand(string text, TalkState state);
