using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Goes through another dialog and comes back; its answers are then known as <c>dialog.name</c>. What the dialog <c>takes</c> is handed over
    /// <c>with</c> the call, what it returns is kept as an answer of one's own: one value as <c>result: name</c>, several as
    /// <c>result: {mine: theirs}</c>. <c>call: guess</c> alone is the short form. A dialog cannot call itself, nor one that leads back to it.
    /// <code>
    /// dialog: door
    /// title: {zh: 门, en: Door}
    /// steps:
    ///   - call: guess
    ///   - say: {zh: "您猜了{guess.number}。", en: "You said {guess.number}."}
    ///   - call: {dialog: counting, with: {thing: "{guess.number}"}, result: doors}
    ///   - say: {zh: "{answers.doors}扇。", en: "{answers.doors|One door|# doors}."}
    /// </code>
    /// </summary>
    /// <param name="Dialog">The dialog's id.</param>
    public sealed record Call(string Dialog) : Step
    {
        /// <summary>What is handed over: the names the called dialog takes, each with its value.</summary>
        public ImmutableArray<(string Name, Template Value)> With { get; init; } = [];

        /// <summary>What is kept: the caller's name for it, and the called dialog's.</summary>
        public ImmutableArray<(string Name, string Theirs)> Results { get; init; } = [];

        internal static Step? Read(StepSource source)
        {
            if (source.Map.IsText("call")) return Short(source);
            if (source.Below("call") is not { } below) return null;
            var dialog = below.Name("dialog");
            var given = below.Below("with") is { } with ? Given(with) : [];
            var results = Kept(below);
            below.Map.Done();
            if (dialog.Length == 0) return null;
            source.Draft.Calls.Add((dialog, below.At("dialog")));
            var names = new CallNames(
                dialog,
                source.At("call"),
                [.. given.Select(one => (one.Name, below.Below("with")!.At(one.Name)))],
                [.. results.Select(one => (one.Theirs, below.At("result")))]);
            source.Draft.CallNames.Add(names);
            return new Call(dialog) { Id = dialog, With = given, Results = results };
        }

        static Call? Short(StepSource source)
        {
            var dialog = source.Name("call");
            if (dialog.Length == 0) return null;
            source.Draft.Calls.Add((dialog, source.At("call")));
            source.Draft.CallNames.Add(new CallNames(dialog, source.At("call"), [], []));
            return new Call(dialog) { Id = dialog };
        }

        static ImmutableArray<(string Name, Template Value)> Given(StepSource with) => [.. with.Map.Keys.ToArray().Select(name => (name, with.Value(name)))];

        static ImmutableArray<(string Name, string Theirs)> Kept(StepSource below)
        {
            if (!below.Map.Has("result")) return [];
            if (below.Map.IsText("result")) return below.Name("result") is { Length: > 0 } name ? [(name, Return.Single)] : [];
            if (below.Map.Map("result") is not { } map) return [];
            var kept = ImmutableArray.CreateBuilder<(string, string)>();
            foreach (var name in map.Keys.ToArray())
            {
                if (!Naming.IsName(name) || name == "opening") map.ReportKey(name, $"`{name}` is no name: small letters, digits and _, a letter first, at most 40");
                kept.Add((name, map.RequiredText(name)));
            }
            if (kept.Count == 0) below.Map.Report("result", "`result` must name at least one value");
            return kept.ToImmutable();
        }
    }
}
