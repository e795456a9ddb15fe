using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// One talk about one thing, read from <c>dialogs/&lt;id&gt;.yml</c>:
/// <code>
/// dialog: greeting
/// starts_on: [greeting]
/// title: {zh: 问候, en: Greeting}
/// timeout: 30m
/// steps:
///   - say: {zh: 您好。, en: Hello.}
/// </code>
/// </summary>
public sealed record Dialog
{
    /// <summary>Its id: <c>a-z 0-9 _</c>, at most 40 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What staff call it.</summary>
    public required Texts Title { get; init; }

    /// <summary>The intents it answers; empty for one that is only called.</summary>
    public required ImmutableArray<string> StartsOn { get; init; }

    /// <summary>How long its questions wait when they do not say so themselves.</summary>
    public required Duration Timeout { get; init; }

    /// <summary>The queue a talk goes to when the dialog cannot go on with it; empty for the community's own default.</summary>
    public required string Queue { get; init; }

    /// <summary>What a dialog that calls it must hand over, as answers known from the beginning; empty when it is begun by a resident.</summary>
    public ImmutableArray<string> Takes { get; init; } = [];

    /// <summary>How long a talk that timed out with <c>on_timeout: resume</c> can be gone on with.</summary>
    public Duration ResumeWithin { get; init; } = Duration.FromDays(1);

    /// <summary>The steps in order. Going past the last one ends the dialog.</summary>
    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>Every answer the dialog may hold, by name.</summary>
    internal ImmutableDictionary<string, AnswerShape> Answers { get; init; } = ImmutableDictionary<string, AnswerShape>.Empty;

    /// <summary>The step with an id; null when there is none.</summary>
    public Step? Step(string id) => IndexOf(id) is var at and >= 0 ? Steps[at] : null;

    /// <summary>The names of what it returns to a dialog that calls it; <c>result</c> for a single value without a name.</summary>
    public IEnumerable<string> Returns => Steps.OfType<Step.Return>().SelectMany(step => step.Values).Select(value => value.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The step that asks for an answer, or the call that brings it; null when none does.</summary>
    internal Step? StepGiving(string answer) => Steps.FirstOrDefault(step => step switch
    {
        Step.Ask ask => ask.Name == answer,
        Step.Call call => call.Results.Any(result => result.Name == answer),
        _ => false,
    });

    internal int IndexOf(string id)
    {
        for (var i = 0; i < Steps.Length; i++)
            if (Steps[i].Id == id) return i;
        return -1;
    }
}

/// <summary>One answer a question offers.</summary>
/// <param name="Id">ASCII, at most 40 characters; what conditions compare with and buttons send.</param>
/// <param name="Label">What the resident reads.</param>
/// <param name="Words">Other words that mean it, in any language.</param>
public sealed record DialogChoice(string Id, Texts Label, ImmutableArray<string> Words)
{
    /// <summary>The labels and words as answers are compared with them.</summary>
    internal ImmutableArray<string> Plain { get; } =
        [.. Words.Append(Label.Zh).Append(Label.En).Select(Understanding.Plain.Form).Where(word => word.Length > 0).Distinct(StringComparer.Ordinal)];
}

/// <summary>What kind of answer a question takes.</summary>
public enum AskType
{
    /// <summary>Any words.</summary>
    Text,

    /// <summary>One of the choices.</summary>
    Choice,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>A number, in digits or simple words.</summary>
    Number,

    /// <summary>A day, kept as <c>2026-03-05</c>.</summary>
    Date,

    /// <summary>At least one picture.</summary>
    Photo,

    /// <summary>A shared location, or a place in words.</summary>
    Location,

    /// <summary>Money, kept as <c>1200</c> or <c>12.50</c>.</summary>
    Amount,

    /// <summary>A telephone number, kept with its country as <c>+8613812345678</c> where that is known.</summary>
    Phone,

    /// <summary>A door of the community's address tree: building, stairwell and flat in words.</summary>
    Address,
}

/// <summary>What is known of an answer before anybody gave it.</summary>
sealed record AnswerShape(AskType Type, ImmutableArray<DialogChoice> Choices, Texts? Label)
{
    /// <summary>It was set or handed over and may be anything, so that nothing can be said against a comparison.</summary>
    public bool IsLoose { get; init; }

    /// <summary>The values it may have besides none; null when they are not known beforehand.</summary>
    public IEnumerable<string>? Ids => Type switch
    {
        _ when IsLoose => null,
        AskType.Choice => Choices.Select(choice => choice.Id),
        AskType.YesNo => ["yes", "no"],
        _ => null,
    };
}
