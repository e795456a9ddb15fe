using System.Globalization;
using System.Text.RegularExpressions;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Reads the one number in an answer: <c>３</c>, <c>三个</c>, <c>一百零五</c>, <c>about 12</c>. Two numbers are no answer.</summary>
static partial class Numbers
{
    /// <summary>The number, or null.</summary>
    public static decimal? Read(string text) =>
        Pattern().Matches(Numerals.ToDigits(Plain.Form(text))) is [var only] && decimal.TryParse(only.ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [GeneratedRegex(@"(?<![0-9a-z.])-?[0-9]{1,9}(\.[0-9]{1,4})?(?![0-9])")]
    private static partial Regex Pattern();
}
