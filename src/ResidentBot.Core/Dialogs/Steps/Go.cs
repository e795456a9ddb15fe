using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Goes on at another step of the same dialog, or to its <c>end</c>.
    /// <code>
    /// dialog: guess
    /// title: {zh: 猜数, en: Guess}
    /// steps:
    ///   - ask: number
    ///     type: number
    ///     text: {zh: 猜一个数。, en: Guess a number.}
    ///   - when:
    ///       - {if: number = 7, go: right}
    ///   - say: {zh: 不对。, en: No.}
    ///   - go: number
    ///   - id: right
    ///     say: {zh: 对了！, en: Right!}
    /// </code>
    /// </summary>
    /// <param name="To">A step's id or <c>end</c>.</param>
    public sealed record Go(string To) : Step
    {
        internal static Step? Read(StepSource source) => source.Way("go") is { Length: > 0 } to ? new Go(to) : null;
    }
}
