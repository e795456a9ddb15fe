using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Reads answers back and waits: 1 it is right and goes on, 2 one of them is wrong, 3 nothing of it is wanted any more. For a wrong one its question (or
    /// the call that gave it) comes again, and then this step. Answers that are empty are not read back.
    /// <code>
    /// dialog: booking
    /// title: {zh: 预约, en: Booking}
    /// steps:
    ///   - ask: day
    ///     type: date
    ///     label: {zh: 日子, en: Day}
    ///     text: {zh: 哪天来？, en: Which day?}
    ///     min: today
    ///   - ask: people
    ///     type: number
    ///     label: {zh: 人数, en: People}
    ///     text: {zh: 几个人？, en: How many people?}
    ///   - confirm: [day, people]
    ///     text: {zh: 请看一下对不对：, en: Please check:}
    ///     yes: {zh: 对，订吧, en: Book it}
    ///     stopped: {zh: 好的，没有订。, en: "All right, nothing was booked."}
    ///   - say: {zh: "订好了：{answers.day}。", en: "Booked: {answers.day}."}
    /// </code>
    /// </summary>
    /// <param name="Answers">The answers read back, in order; at most eight.</param>
    public sealed record Confirm(ImmutableArray<string> Answers) : Step
    {
        /// <summary>What stands before the answers; null for the general words.</summary>
        public TextTemplate? Text { get; init; }

        /// <summary>What stands on the button for "right"; null for the general word.</summary>
        public Texts? Yes { get; init; }

        /// <summary>The last words to somebody who stops; null for the general ones.</summary>
        public TextTemplate? Stopped { get; init; }

        /// <summary>Where to go then: a step's id or <c>end</c>; null is <c>end</c>.</summary>
        public string? OnStop { get; init; }

        /// <summary>How many answers may fail, 1 to 5.</summary>
        public int Tries { get; init; } = 2;

        /// <summary>How long it waits; null for the dialog's own time.</summary>
        public Duration? Timeout { get; init; }

        /// <summary>As a question's.</summary>
        public string? OnTimeout { get; init; }

        internal static Step? Read(StepSource source)
        {
            var map = source.Map;
            var answers = map.TextList("confirm");
            if (answers.Count is 0 or > 8) map.Report("confirm", "`confirm` must list one to eight answers: a phone has nine digits to answer with");
            for (var i = 0; i < answers.Count; i++)
            {
                source.UsesItem("confirm", i, answers[i]);
                var (line, column) = map.ItemPlace("confirm", i);
                source.Draft.Confirmed.Add((answers[i], new Position(map.File, line, column)));
            }
            return new Confirm([.. answers])
            {
                Id = "confirm",
                Text = source.OptionalTexts("text"),
                Yes = map.Has("yes") ? source.Label("yes", required: true) : null,
                Stopped = source.OptionalTexts("stopped"),
                OnStop = source.Way("on_stop"),
                Tries = map.Number("tries", 1, 5) ?? 2,
                Timeout = source.Wait("timeout"),
                OnTimeout = source.Way("on_timeout", "hand_off", "resume"),
            };
        }
    }
}
