using System.Text;
using System.Text.RegularExpressions;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>
/// Reads one telephone number however it is written: with spaces, full-width digits, +86 or 0086, an area code before a dash, Chinese digits. It is kept
/// with its country where that is known, else as it was dialled.
/// </summary>
static partial class Phones
{
    const string ChineseDigits = "零一二三四五六七八九";

    /// <summary>The number as kept and as people read it, or null.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="country">The calling code numbers without one belong to, as <c>86</c>; null when it is not known.</param>
    public static (string Kept, string Shown)? Read(string text, string? country)
    {
        var numbers = Number().Matches(Digits(text)).Select(match => Signs().Replace(match.Value, "")).Distinct().ToArray();
        if (numbers is not [var only]) return null;
        if (only.StartsWith("00", StringComparison.Ordinal)) only = $"+{only[2..]}";
        if (country is "86" && !only.StartsWith('+') && only.StartsWith("86", StringComparison.Ordinal) && ChineseMobile().IsMatch(only[2..])) only = only[2..];
        return only.StartsWith('+') ? Abroad(only, country) : AtHome(only, country);
    }

    /// <summary>The calling code that a number written with its country begins with: <c>+86 21 ...</c> is <c>86</c>. Null for a number without one.</summary>
    public static string? CountryOf(string phone)
    {
        var number = Signs().Replace(phone.Trim(), "");
        if (number.Length < 8 || number[0] != '+') return null;
        return number[1] is '1' or '7' ? number[1..2] : TwoDigits().IsMatch(number[1..3]) ? number[1..3] : number[1..4];
    }

    static (string, string)? Abroad(string number, string? country)
    {
        if (number.Length is < 8 or > 16 || number[1] == '0') return null;
        if (country is null || !number[1..].StartsWith(country, StringComparison.Ordinal)) return (number, number);
        return AtHome(number[(country.Length + 1)..].TrimStart('0') is var local && country == "86" && !ChineseMobile().IsMatch(local) ? $"0{local}" : local, country);
    }

    static (string, string)? AtHome(string number, string? country) => country switch
    {
        "86" when ChineseMobile().IsMatch(number) => ($"+86{number}", number),
        "86" when ChineseLandline().Match(number) is { Success: true } match => ($"+86{number[1..]}", $"{match.Groups["area"].Value}-{match.Groups["rest"].Value}"),
        "86" => null,
        "1" when number.Length is 10 || number.Length == 11 && number[0] == '1' => ($"+1{number[^10..]}", number[^10..]),
        "1" => null,
        not null when number.Length is >= 7 and <= 13 => ($"+{country}{number.TrimStart('0')}", number),
        _ => number.Length is >= 7 and <= 13 ? (number, number) : null,
    };

    // 一三八 and 幺三八 are read out digit by digit.
    static string Digits(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in Numerals.ToSimple(Plain.Form(text)))
            if (ChineseDigits.IndexOf(c) is var value and >= 0) digits.Append((char)('0' + value));
            else digits.Append(c == '幺' ? '1' : c);
        return digits.ToString();
    }

    [GeneratedRegex(@"(?<![0-9])\(?\+?\(?[0-9][0-9 ()./\-–—]{4,22}[0-9]")]
    private static partial Regex Number();

    [GeneratedRegex("[^0-9+]")]
    private static partial Regex Signs();

    [GeneratedRegex("^1[3-9][0-9]{9}$")]
    private static partial Regex ChineseMobile();

    [GeneratedRegex("^(?<area>010|02[0-9]|0[3-9][0-9]{2})(?<rest>[2-9][0-9]{6,7})$")]
    private static partial Regex ChineseLandline();

    [GeneratedRegex("^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])$")]
    private static partial Regex TwoDigits();
}
