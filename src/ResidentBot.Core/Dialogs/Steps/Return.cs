using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Ends the dialog and hands a value to the dialog that called it, or several by name: <c>return: {day: "{answers.day}", place: "{answers.place}"}</c>.
    /// A value that is nothing but a name hands over the whole answer. Where a resident began the dialog it just ends.
    /// <code>
    /// dialog: counting
    /// title: {zh: 数数, en: Counting}
    /// takes: [thing]
    /// steps:
    ///   - ask: number
    ///     type: number
    ///     text: {zh: "有几个{answers.thing}？", en: "How many of {answers.thing}?"}
    ///     min: 0
    ///   - return: "{answers.number}"
    /// </code>
    /// </summary>
    /// <param name="Values">What is returned, in order; a single value without a name is called <c>result</c>.</param>
    public sealed record Return(ImmutableArray<(string Name, Template Value)> Values) : Step
    {
        /// <summary>The name of a value returned without one.</summary>
        public const string Single = "result";

        internal static Step? Read(StepSource source)
        {
            if (source.Map.IsText("return")) return new Return([(Single, source.Value("return"))]);
            if (source.Below("return") is not { } below) return null;
            var values = ImmutableArray.CreateBuilder<(string, Template)>();
            foreach (var name in below.Map.Keys.ToArray())
            {
                if (!Naming.IsName(name)) below.Map.ReportKey(name, $"`{name}` is no name: small letters, digits and _, a letter first, at most 40");
                values.Add((name, below.Value(name)));
            }
            if (values.Count == 0) source.Map.Report("return", "`return` must name at least one value");
            return new Return(values.ToImmutable());
        }
    }
}
