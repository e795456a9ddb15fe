using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// The texts that stand in no dialog, from <c>texts.yml</c>:
/// <code>
/// ticket_waiting:
///   zh: 您的编号是{number}。
///   en: Your number is {number}.
/// </code>
/// </summary>
public sealed class TextCatalogue
{
    readonly ImmutableDictionary<string, TextTemplate> _texts;

    internal TextCatalogue(ImmutableDictionary<string, TextTemplate> texts) => _texts = texts;

    /// <summary>The texts the dialog engine needs itself, each with its placeholders.</summary>
    public static IReadOnlyDictionary<string, string[]> Required { get; } = new[]
    {
        "dialog_changed", "dialog_restarted", "dialog_timed_out", "dialog_again",
        "dialog_yes", "dialog_no", "dialog_skip", "dialog_skip_hint", "dialog_attachment",
    }.ToImmutableDictionary(id => id, _ => Array.Empty<string>(), StringComparer.Ordinal);

    /// <summary>One text with its placeholders filled; values stand as plain text. A placeholder without a value is left out.</summary>
    /// <exception cref="KeyNotFoundException">No such text: the caller's id is not on the list it was read with.</exception>
    public string Say(string id, Language language, params ReadOnlySpan<(string Name, string Value)> values) =>
        Find(id)[language].Fill(values);

    /// <summary>One text without placeholders, in every language.</summary>
    /// <exception cref="KeyNotFoundException">No such text.</exception>
    public Texts Both(string id) => new(Say(id, Language.Zh), Say(id, Language.En));

    /// <summary>Reads <c>texts.yml</c> of every layer. Null when a problem was added.</summary>
    /// <param name="files">Those files, in any order; a higher layer may hold only some ids.</param>
    /// <param name="required">The ids there must be besides <see cref="Required"/>, each with the placeholders it may use.</param>
    /// <param name="problems">Takes every mistake.</param>
    public static TextCatalogue? Read(
        IReadOnlyList<DialogFile> files, IReadOnlyDictionary<string, string[]> required, ICollection<Problem> problems) =>
        new CatalogueReader(required, problems).Read(files);

    TextTemplate Find(string id) => _texts.TryGetValue(id, out var text) ? text : throw new KeyNotFoundException($"no text `{id}` in texts.yml");
}
