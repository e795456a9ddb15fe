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
    public static IReadOnlyDictionary<string, string[]> Required { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["dialog_changed"] = [],
        ["dialog_restarted"] = [],
        ["dialog_timed_out"] = [],
        ["dialog_paused"] = [],
        ["dialog_resume"] = [],
        ["dialog_stopped"] = [],
        ["dialog_were_at"] = [],
        ["dialog_no_back"] = [],
        ["dialog_help_here"] = [],
        ["dialog_person_hint"] = [],
        ["dialog_again"] = [],
        ["dialog_wrong_choice"] = [],
        ["dialog_wrong_yes_no"] = [],
        ["dialog_wrong_number"] = [],
        ["dialog_wrong_amount"] = [],
        ["dialog_wrong_date"] = [],
        ["dialog_wrong_phone"] = [],
        ["dialog_wrong_address"] = [],
        ["dialog_wrong_photo"] = [],
        ["dialog_between"] = ["max", "min"],
        ["dialog_at_least"] = ["min"],
        ["dialog_at_most"] = ["max"],
        ["dialog_day_past"] = [],
        ["dialog_day_future"] = [],
        ["dialog_day_early"] = ["day"],
        ["dialog_day_late"] = ["day"],
        ["dialog_address_which"] = ["places"],
        ["dialog_address_door"] = ["place"],
        ["dialog_help_text"] = [],
        ["dialog_help_choice"] = [],
        ["dialog_help_yes_no"] = [],
        ["dialog_help_number"] = [],
        ["dialog_help_amount"] = [],
        ["dialog_help_date"] = [],
        ["dialog_help_phone"] = [],
        ["dialog_help_address"] = [],
        ["dialog_help_photo"] = [],
        ["dialog_help_location"] = [],
        ["dialog_confirm"] = [],
        ["dialog_confirm_line"] = ["label", "value"],
        ["dialog_confirm_yes"] = [],
        ["dialog_confirm_amend"] = [],
        ["dialog_confirm_stop"] = [],
        ["dialog_confirm_again"] = [],
        ["dialog_confirm_which"] = [],
        ["dialog_money"] = ["amount"],
        ["dialog_day_time"] = ["day", "time"],
        ["dialog_morning"] = [],
        ["dialog_noon"] = [],
        ["dialog_afternoon"] = [],
        ["dialog_evening"] = [],
        ["dialog_or"] = [],
        ["dialog_more"] = [],
        ["dialog_picture_task"] = [],
        ["dialog_picture_coming"] = [],
        ["dialog_yes"] = [],
        ["dialog_no"] = [],
        ["dialog_skip"] = [],
        ["dialog_skip_hint"] = [],
        ["dialog_attachment"] = [],
    };

    /// <summary>One text with its placeholders filled; values stand as plain text. A placeholder without a value is left out.</summary>
    /// <exception cref="KeyNotFoundException">No such text: the caller's id is not on the list it was read with.</exception>
    public string Say(string id, Language language, params ReadOnlySpan<(string Name, string Value)> values) =>
        Find(id)[language].Fill(values);

    /// <summary>The variant of a text for a turn.</summary>
    internal Template Pick(string id, Language language, bool readsLittle, string seed) => Find(id).Pick(language, readsLittle, seed);

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
