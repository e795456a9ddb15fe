// TEMPORARY: stands in until the real one lands; delete this file then.
#pragma warning disable
using System.Collections.Immutable;
using ResidentBot.Core.Messages;
namespace ResidentBot.Core.Understanding;
public sealed record Guess(string Intent, double Confidence);
public sealed record TalkState(bool CheckInOpen, bool OfferOpen, bool QuestionOpen, Language Language);
public delegate ImmutableArray<Guess> Understand(string text, TalkState state);
public sealed record EmergencyMatch(string Family, string Phrase);
public sealed class EmergencyWords { public EmergencyMatch? Match(string text)=>null; }
public enum CheckInAnswer { Fine, NeedsHand, Worrying, Unclear }
public static class CheckInAnswers { public static CheckInAnswer Read(string text)=>0; }
