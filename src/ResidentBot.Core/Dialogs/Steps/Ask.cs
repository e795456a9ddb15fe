using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Asks and waits. Types are text (if none is said), choice, yes_no, number, amount, date, phone, address, photo and location. An answer that is not understood brings
    /// <c>again</c> (or a gentle word and the question again); after <c>tries</c> such answers a person takes over, or, if the question is optional, the talk
    /// goes on without it. <c>prefill_from_opening: true</c> takes the answer from the resident's first words where they hold one;
    /// <c>prefill_from_opening: kind</c> does so only when they answered the question <c>kind</c> as well. A date keeps the part of day said with it as <c>name_part</c> (morning, noon, afternoon or
    /// evening) and the hour as <c>name_time</c>; an address keeps its place in the tree as <c>name_place</c>.
    /// <code>
    /// dialog: cat
    /// title: {zh: 找猫, en: Lost cat}
    /// timeout: 1h
    /// steps:
    ///   - ask: kind
    ///     type: choice
    ///     label: {zh: 颜色, en: Colour}
    ///     text: {zh: 什么颜色的猫？, en: What colour is the cat?}
    ///     again: {zh: 请回数字，比如1。, en: "Please answer with a number, such as 1."}
    ///     tries: 3
    ///     choices:
    ///       - {id: black, label: {zh: 黑猫, en: Black}, words: [黑, dark]}
    ///       - {id: white, label: {zh: 白猫, en: White}}
    ///     prefill_from_opening: true
    ///     timeout: 15m
    ///     on_timeout: hand_off
    ///   - ask: how_old
    ///     type: number
    ///     text: {zh: 几岁了？, en: How old is it?}
    ///     min: 0
    ///     max: 30
    ///   - ask: since
    ///     type: date
    ///     text: {zh: 哪天走丢的？, en: Since when is it lost?}
    ///     max: today
    ///     help: {zh: 记得大概哪天就行。, en: About which day is enough.}
    ///   - ask: picture
    ///     type: photo
    ///     text: {zh: 有照片吗？, en: Do you have a picture?}
    ///     optional: true
    ///     else_task: {queue: desk, summary: "{answers.kind}: please take a picture"}
    ///   - say: {zh: "在找{answers.kind}。", en: "Looking for: {answers.kind}."}
    /// </code>
    /// </summary>
    public sealed record Ask : Step
    {
        /// <summary>The answer's name.</summary>
        public required string Name { get; init; }

        /// <summary>What kind of answer it takes.</summary>
        public required AskType Type { get; init; }

        /// <summary>The question.</summary>
        public required TextTemplate Text { get; init; }

        /// <summary>What is said instead after an answer that was not understood; null for the general words and the question again.</summary>
        public TextTemplate? Again { get; init; }

        /// <summary>The answer as staff call it; null for its name.</summary>
        public Texts? Label { get; init; }

        /// <summary>How many answers may fail, 1 to 5.</summary>
        public int Tries { get; init; } = 2;

        /// <summary>The offered answers of a choice; empty otherwise.</summary>
        public ImmutableArray<DialogChoice> Choices { get; init; } = [];

        /// <summary>What is said to somebody who asks for help here; null for general words.</summary>
        public TextTemplate? Help { get; init; }

        /// <summary>The first day taken; null for no bound.</summary>
        public DayBound? Earliest { get; init; }

        /// <summary>The last day taken; null for no bound.</summary>
        public DayBound? Latest { get; init; }

        /// <summary>What is opened instead of asking for a picture where the channel has none; null to ask all the same.</summary>
        public PictureTask? ElseTask { get; init; }

        /// <summary>The least number or amount taken; null for no bound.</summary>
        public int? Min { get; init; }

        /// <summary>The greatest number or amount taken; null for no bound.</summary>
        public int? Max { get; init; }

        /// <summary>Whether it may be left out.</summary>
        public bool Optional { get; init; }

        /// <summary>How long it waits; null for the dialog's own time.</summary>
        public Duration? Timeout { get; init; }

        /// <summary>A step's id, <c>end</c>, <c>hand_off</c>, or <c>resume</c> to close politely and offer to go on later; null is <c>end</c>.</summary>
        public string? OnTimeout { get; init; }

        /// <summary>Whether the opening words may answer it.</summary>
        public bool Prefill { get; init; }

        /// <summary>The full name of the answer that the opening words must have given too; null for none.</summary>
        public string? PrefillWith { get; init; }

        internal static Step? Read(StepSource source) => AskReader.Read(source);
    }

    /// <summary>A visit by which somebody takes the picture that the channel cannot carry.</summary>
    /// <param name="Queue">A staff queue's id; its ladder finds who is nearest.</param>
    /// <param name="Summary">One line for the list.</param>
    public sealed record PictureTask(string Queue, Template Summary);
}
