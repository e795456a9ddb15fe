using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Residents;

/// <summary>A door as people write it: <c>3-2-401</c>, <c>3栋2单元401</c>, <c>三栋四零一</c>, <c>block 3 flat 401</c>.</summary>
/// <param name="Numbers">Building, stairwell, flat, as many as were said, from the outside in.</param>
/// <param name="Text">All that was said, in plain form, without spaces, numerals as digits.</param>
public sealed partial record DoorNumber(ImmutableArray<int> Numbers, string Text)
{
    /// <summary>Reads a door out of whatever else a text says.</summary>
    public static DoorNumber In(string text)
    {
        var plain = Numerals.ToDigits(Plain.Form(text));
        var numbers = ImmutableArray.CreateBuilder<int>();
        foreach (Match match in Part().Matches(plain))
        {
            var digits = match.Groups["n"].Value;
            var isMarked = match.Groups["before"].Success || match.Groups["after"].Success || digits.Length >= 3;
            if (isMarked && !match.Groups["floor"].Success) numbers.Add(int.Parse(digits, CultureInfo.InvariantCulture));
        }
        return new DoorNumber(numbers.ToImmutable(), plain.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>Whether no door was said.</summary>
    public bool IsEmpty => Numbers.IsEmpty;

    /// <summary>Whether what was said fits a household: its numbers in their order, and the place, if one was named.</summary>
    public bool Fits(Community community, Household household)
    {
        var chain = Responsible.Upwards(community, household.Place).ToList();
        if (Named(community) is { } named && !chain.Exists(place => place.Id == named.Id)) return false;
        var at = 0;
        foreach (var number in Of(chain, household.Unit))
            if (at < Numbers.Length && Numbers[at] == number) at++;
        return at == Numbers.Length;
    }

    // The longest name said: "东1栋2单元" is also "东1栋".
    Place? Named(Community community) => community.Places.Values
        .Where(place => Short(place.Name) is { Length: >= 2 } name && !int.TryParse(name, out _) && Text.Contains(name, StringComparison.Ordinal))
        .MaxBy(place => place.Name.Length);

    // A place named with all that is above it, such as "东 1 栋 2 单元" below "东 1 栋", says its parent's numbers only once.
    static IEnumerable<int> Of(List<Place> chain, string unit)
    {
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var (name, above) = (Short(chain[i].Name), i + 1 < chain.Count ? Short(chain[i + 1].Name) : "");
            var own = above.Length > 0 && name.StartsWith(above, StringComparison.Ordinal) ? name[above.Length..] : name;
            foreach (Match match in Digits().Matches(own)) yield return int.Parse(match.Value, CultureInfo.InvariantCulture);
        }
        foreach (Match match in Digits().Matches(Short(unit))) yield return int.Parse(match.Value, CultureInfo.InvariantCulture);
    }

    static string Short(string name) => Numerals.ToDigits(Plain.Form(name)).Replace(" ", "", StringComparison.Ordinal);

    // A floor says nothing that the flat does not; "3号楼" is a building.
    [GeneratedRegex(
        @"(?<before>(?<=[0-9栋幢座元]\s*[-–—/]\s*)|\b(?:flat|unit|apt|apartment|room|building|block|bldg|no\.?|house)\s*)?(?<![0-9])(?<n>[0-9]{1,4})(?![0-9])(?<after>\s*(?:号楼|栋|幢|座|号|单元|门|室|房|户|弄|#|[-–—/](?=\s*[0-9]))|(?<floor>\s*(?:楼|层|f\b)))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        100)]
    private static partial Regex Part();

    [GeneratedRegex("[0-9]{1,4}")]
    private static partial Regex Digits();
}
