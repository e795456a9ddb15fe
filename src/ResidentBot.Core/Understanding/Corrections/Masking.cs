using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Understanding.Corrections;

/// <summary>
/// Takes out of a text what tells of one person: numbers become zeros of the same class as the understanding reads them in, so that it learns the same from
/// them; names become a sign. Emergency numbers stay.
/// </summary>
public static partial class Masking
{
    /// <summary>What stands for a name written in characters.</summary>
    public const string SomebodyZh = "某某";

    /// <summary>What stands for a name written in letters.</summary>
    public const string SomebodyEn = "X";

    const int Longest = 200;
    const int LongestName = 4;

    static readonly Content Words = Load();
    static readonly Regex Introduced = Any(Words.Introductions, "(?<name>[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])|[A-Z][a-z]+( [A-Z][a-z]+)*)");
    static readonly Regex Addressed = new($"(?<name>[{Words.Surnames}])(?<title>{string.Join('|', Words.Titles.Select(Regex.Escape))})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    static readonly Regex DoorNumerals = new($"[一二三四五六七八九十百零〇两]+(?=({string.Join('|', Words.Doors.Select(Regex.Escape))}))", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The text without what tells of a person, on one line.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="names">Names that must not stay, of whoever is known to be concerned.</param>
    /// <param name="isName">Whether somebody in the register has this name.</param>
    public static string Mask(string text, IEnumerable<string> names, Func<string, bool> isName)
    {
        var line = Mails().Replace(TextCut.Head(Blanks().Replace(text, " ").Trim(), Longest), SomebodyEn);
        foreach (var name in names.Where(name => name.Trim().Length > 1).OrderByDescending(name => name.Length))
            line = line.Replace(name.Trim(), Somebody(name), StringComparison.OrdinalIgnoreCase);
        line = Registered(line, isName);
        line = Introduced.Replace(line, match => match.Value[..(match.Groups["name"].Index - match.Index)] + Somebody(match.Groups["name"].Value));
        line = Addressed.Replace(line, match => $"某{match.Groups["title"].Value}");
        return Numbers(line);
    }

    /// <summary>What may be a name in a text: pieces that begin with a family name, and words with capitals.</summary>
    static string Registered(string line, Func<string, bool> isName)
    {
        var masked = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            var length = NameAt(line, at, isName);
            if (length == 0) masked.Append(line[at++]);
            else
            {
                masked.Append(Somebody(line.Substring(at, length)));
                at += length;
            }
        }
        return masked.ToString();
    }

    static int NameAt(string line, int at, Func<string, bool> isName)
    {
        if (Words.Surnames.Contains(line[at]))
        {
            for (var length = Math.Min(LongestName, line.Length - at); length >= 2; length--)
                if (line.AsSpan(at, length).IndexOfAnyExceptInRange('\u4e00', '\u9fff') < 0 && isName(line.Substring(at, length))) return length;
        }
        else if ((at == 0 || !char.IsLetter(line[at - 1])) && LatinName().Match(line, at) is { Success: true } match && match.Index == at && isName(match.Value))
        {
            return match.Length;
        }
        return 0;
    }

    static string Numbers(string line)
    {
        var hasDoor = !DoorNumber.In(Digits().Replace(line, match => IsEmergency(match.Value) ? " " : match.Value)).IsEmpty;
        line = DoorNumerals.Replace(line, match => new string('〇', match.Length));
        line = SpokenNumbers().Replace(line, match => new string('〇', match.Length));
        // Where a door is told, a lone digit is its building.
        return Digits().Replace(line, match => match.Value switch
        {
            var number when IsEmergency(number) => number,
            { Length: 1 } => hasDoor ? "0" : match.Value,
            { Length: >= 7 } => "0000000",
            { Length: >= 5 } => "00000",
            var digits => new string('0', digits.Length),
        });
    }

    static bool IsEmergency(string number) => number is "110" or "119" or "120" or "911" or "999" or "112" or "122";

    static string Somebody(string name) => name.AsSpan().IndexOfAnyInRange('\u4e00', '\u9fff') >= 0 ? SomebodyZh : SomebodyEn;

    static Regex Any(string[] words, string then) =>
        new($"({string.Join('|', words.Select(Regex.Escape))})\\s*{then}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    static Content Load()
    {
        using var stream = typeof(Masking).Assembly.GetManifestResourceStream("masking.json") ?? throw new InvalidOperationException("masking.json is not embedded");
        return JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web)!;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\w.+-]+@[\w.-]+", RegexOptions.None, 1000)]
    private static partial Regex Mails();

    [GeneratedRegex(@"[0-9０-９]+", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex("[一二三四五六七八九零〇幺两]{3,}", RegexOptions.None, 1000)]
    private static partial Regex SpokenNumbers();

    [GeneratedRegex(@"[A-Z][\p{L}'-]+ [A-Z][\p{L}'-]+", RegexOptions.None, 1000)]
    private static partial Regex LatinName();

    sealed record Content(string Surnames, string[] Titles, string[] Introductions, string[] Doors);
}
