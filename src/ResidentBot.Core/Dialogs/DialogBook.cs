using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs;

/// <summary>All dialogs of one edition and the texts around them, checked as a whole. Immutable; two reads of the same files are the same book.</summary>
public sealed record DialogBook
{
    /// <summary>A digest of the files: 12 hexadecimal digits. Sessions remember the one they began in.</summary>
    public required string Edition { get; init; }

    /// <summary>The dialogs by id.</summary>
    public required ImmutableDictionary<string, Dialog> Dialogs { get; init; }

    /// <summary>Every text that stands in no dialog.</summary>
    public required TextCatalogue Texts { get; init; }

    /// <summary>The dialog whose <c>starts_on</c> lists the intent; at most one does. Null when none.</summary>
    public Dialog? ForIntent(string intent) => Dialogs.Values.FirstOrDefault(dialog => dialog.StartsOn.Contains(intent));

    /// <summary>The question a session waits on; null when its dialog or step is gone.</summary>
    public Step.Ask? Question(DialogSession session) =>
        session.Frames is [.., var top] && Dialogs.TryGetValue(top.Dialog, out var dialog) ? dialog.Step(top.Step) as Step.Ask : null;

    /// <summary>
    /// Reads and cross-checks a set of files. All mistakes are reported in one run.
    /// </summary>
    /// <param name="files">The dialogs and <c>texts.yml</c>; files of a higher layer replace dialogs and texts of a lower one by id.</param>
    /// <param name="rules">The names that may be referred to.</param>
    /// <param name="problems">Takes every mistake, as file, line and column.</param>
    /// <returns>The book, or null when a problem was added.</returns>
    public static DialogBook? Read(IReadOnlyList<DialogFile> files, DialogRules rules, ICollection<Problem> problems) =>
        new BookReader(rules, problems).Read(files);
}

/// <summary>One file as it was read from disk.</summary>
/// <param name="Path">As problems show it. The name before <c>.yml</c> is the dialog's id; <c>texts.yml</c> holds the texts.</param>
/// <param name="Text">The whole content.</param>
/// <param name="Layer">0 for what all communities share, higher for overrides; one id may stand once in a layer.</param>
public sealed record DialogFile(string Path, string Text, int Layer = 0);

/// <summary>What dialogs and texts may refer to; everything else is a mistake when they are read.</summary>
/// <param name="Queues">The staff queues' ids; null when they could not be read, and then every name passes.</param>
/// <param name="Intents">The intents that may start a dialog.</param>
/// <param name="PersonFields">What is known of a person, as <c>name</c> in <c>{person.name}</c>; <c>set</c> may write them too.</param>
public sealed record DialogRules(IReadOnlySet<string>? Queues, IReadOnlySet<string> Intents, IReadOnlySet<string> PersonFields)
{
    /// <summary>Other data a template or condition may name, in full.</summary>
    public IReadOnlySet<string> Data { get; init; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "community.name", "community.phone", "community.emergency", "channel.pictures",
    };

    /// <summary>The values that some data may have besides none, in full; whatever is not here may be anything.</summary>
    public IReadOnlyDictionary<string, string[]> Values { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["channel.pictures"] = ["yes", "no"],
        ["person.jobs"] = ["yes", "no"],
    };

    /// <summary>The texts that <c>texts.yml</c> must hold besides the engine's own, each with the placeholders it may use.</summary>
    public IReadOnlyDictionary<string, string[]> Texts { get; init; } = ImmutableDictionary<string, string[]>.Empty;
}
