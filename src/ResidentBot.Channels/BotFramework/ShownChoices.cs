using System.Collections.Frozen;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>How choices are shown.</summary>
enum ChoiceForm
{
    /// <summary>Numbers in the text, where a channel has no buttons, or too few.</summary>
    Written,

    /// <summary>Suggested actions under the message.</summary>
    Suggested,

    /// <summary>The buttons of a hero card.</summary>
    Card,
}

/// <summary>What each channel shows (learn.microsoft.com, "Channels reference").</summary>
/// <param name="Form">How.</param>
/// <param name="Most">How many choices fit.</param>
/// <param name="Silent">Whether a tap comes back with a value of ours; elsewhere it comes as the words on the button.</param>
sealed record ShownChoices(ChoiceForm Form, int Most, bool Silent)
{
    static readonly ShownChoices InText = new(ChoiceForm.Written, int.MaxValue, Silent: false);

    static readonly FrozenDictionary<string, ShownChoices> Known = new Dictionary<string, ShownChoices>(StringComparer.Ordinal)
    {
        ["webchat"] = new(ChoiceForm.Suggested, 100, Silent: true),
        ["directline"] = new(ChoiceForm.Suggested, 100, Silent: true),
        ["emulator"] = new(ChoiceForm.Suggested, 100, Silent: true),
        ["msteams"] = new(ChoiceForm.Card, 6, Silent: true),
        ["telegram"] = new(ChoiceForm.Suggested, 100, Silent: false),
        ["line"] = new(ChoiceForm.Suggested, 13, Silent: false),
        ["facebook"] = new(ChoiceForm.Suggested, 11, Silent: false),
        ["slack"] = new(ChoiceForm.Card, 5, Silent: false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How a message's choices are shown on a channel.</summary>
    public static ShownChoices Of(string channel, Outgoing message) =>
        Known.TryGetValue(channel, out var known) && message.Choices.Length <= known.Most ? known : InText;
}
