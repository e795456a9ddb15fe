using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Why something is no answer, for the resident.</summary>
/// <param name="Text">The text's id in <c>texts.yml</c>.</param>
/// <param name="IsPrecise">Whether it says all there is to say, so that the question need not follow.</param>
/// <param name="Values">What it names.</param>
sealed record Refusal(string Text, bool IsPrecise = false, ImmutableArray<(string Name, string Value)> Values = default)
{
    /// <summary>A refusal that names what would be an answer.</summary>
    public static Refusal Precise(string text, params ReadOnlySpan<(string Name, string Value)> values) => new(text, true, [.. values]);

    /// <summary>What is said of anything that is no answer of a type.</summary>
    public static Refusal Of(AskType type) => new(type switch
    {
        AskType.Choice => "dialog_wrong_choice",
        AskType.YesNo => "dialog_wrong_yes_no",
        AskType.Number => "dialog_wrong_number",
        AskType.Amount => "dialog_wrong_amount",
        AskType.Date => "dialog_wrong_date",
        AskType.Phone => "dialog_wrong_phone",
        AskType.Address => "dialog_wrong_address",
        AskType.Photo => "dialog_wrong_photo",
        _ => "dialog_again",
    });
}
