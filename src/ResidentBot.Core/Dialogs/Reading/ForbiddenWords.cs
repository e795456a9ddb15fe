using System.Text.RegularExpressions;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Words no text of ours may hold: whoever asks residents for such things is a fraud, and they must be able to rely on it.</summary>
static partial class ForbiddenWords
{
    /// <summary>The first such word in a text; null when there is none.</summary>
    public static string? Find(string text) => Pattern().Match(text) is { Success: true } found ? found.Value : null;

    /// <summary>What is said of such a word.</summary>
    public static string Message(string word) => $"no text may ask for card, password, code or identity number: `{word}`";

    [GeneratedRegex(
        """银行卡|信用卡|卡号|密\s*码|验证码|身份证|\bpass\s?words?\b|\bcard numbers?\b|\bpin( code| number)?s?\b|\bverification codes?\b|\bsecurity codes?\b|\b(id|identity) (card|number)s?\b|\bpasscodes?\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
