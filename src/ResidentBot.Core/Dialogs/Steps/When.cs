using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Goes the way of the first condition that holds, else where <c>else</c> says, else on. A way is a step's id or <c>end</c>.
    /// Conditions know <c>=</c>, <c>!=</c>, <c>in [a, b]</c>, <c>is empty</c>, <c>&lt;</c>, <c>&gt;</c>, <c>and</c>, <c>or</c>, <c>not</c> and parentheses.
    /// <code>
    /// dialog: age
    /// title: {zh: 年龄, en: Age}
    /// steps:
    ///   - ask: age
    ///     type: number
    ///     text: {zh: 您多大年纪？, en: How old are you?}
    ///   - when:
    ///       - {if: age &gt; 79 or person.name is empty, go: old}
    ///     else: young
    ///   - id: old
    ///     say: {zh: 您可以领高龄津贴。, en: There is an allowance for you.}
    ///   - end: true
    ///   - id: young
    ///     say: {zh: 谢谢。, en: Thank you.}
    /// </code>
    /// </summary>
    /// <param name="Ways">Conditions and where they lead, in order.</param>
    /// <param name="Else">Where to go when none holds; null for the next step.</param>
    public sealed record When(ImmutableArray<(Expression If, string Go)> Ways, string? Else) : Step
    {
        internal static Step? Read(StepSource source)
        {
            var ways = ImmutableArray.CreateBuilder<(Expression, string)>();
            var complete = true;
            foreach (var way in source.List("when"))
            {
                var condition = way.Condition("if");
                var go = way.Way("go");
                if (go is null) way.Map.Report(null, "`go` is missing");
                way.Map.Done();
                if (condition is not null && go is not null) ways.Add((condition, go));
                else complete = false;
            }
            var otherwise = source.Way("else");
            if (complete && ways.Count == 0) source.Map.Report("when", "`when` must hold at least one `- {if: ..., go: ...}`");
            return complete && ways.Count > 0 ? new When(ways.ToImmutable(), otherwise) : null;
        }
    }
}
