using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Gives answers a value without asking, or remembers something about the person. An empty value removes the answer.
    /// <code>
    /// dialog: moved
    /// title: {zh: 搬家, en: Moved}
    /// steps:
    ///   - ask: place
    ///     type: location
    ///     text: {zh: 您搬到哪里了？, en: Where have you moved to?}
    ///   - set:
    ///       summary: "{person.name} - {answers.place}"
    ///       person.place: "{answers.place}"
    ///   - say: {zh: "记下了：{answers.summary}", en: "Noted: {answers.summary}"}
    /// </code>
    /// </summary>
    /// <param name="Values">What is set, in order: an answer's full name or <c>person.field</c>, and its value.</param>
    public sealed record Set(ImmutableArray<(string Name, Template Value)> Values) : Step
    {
        internal static Step? Read(StepSource source)
        {
            if (source.Below("set") is not { } values) return null;
            var set = ImmutableArray.CreateBuilder<(string, Template)>();
            foreach (var name in values.Map.Keys.ToArray())
            {
                var value = values.Value(name);
                Check(name, values);
                set.Add((name, value));
            }
            if (set.Count == 0) source.Map.Report("set", "`set` must name at least one value");
            return new Set(set.ToImmutable());
        }

        static void Check(string name, StepSource values)
        {
            if (name.StartsWith("person.", StringComparison.Ordinal))
            {
                var fields = values.Rules.PersonFields;
                if (!fields.Contains(name[7..])) values.Map.ReportKey(name, $"nothing is kept of a person as `{name[7..]}`{Spelling.Hint(name[7..], fields)}");
            }
            else if (!Naming.IsName(name) || name == "opening")
            {
                values.Map.ReportKey(name, $"`{name}` cannot be set: write an answer's name or `person.` and a field");
            }
        }
    }
}
