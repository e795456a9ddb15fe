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
public sealed partial record DoorNumber(ImmutableArray<DoorNumber.Number> Numbers, string Text)
{
    /// <summary>One number of a door.</summary>
    /// <param name="Value">The number.</param>
    /// <param name="Kind">What it counts, as far as it was said.</param>
    public readonly record struct Number(int Value, Kind Kind);

    /// <summary>What a number counts.</summary>
    public enum Kind
    {
        /// <summary>Not said.</summary>
        Any,

        /// <summary>A building.</summary>
        Building,

        /// <summary>A stairwell.</summary>
        Stairwell,
    }

    /// <summary>Reads a door out of whatever else a text says.</summary>
    public static DoorNumber In(string text)
    {
        var plain = Numerals.ToDigits(Plain.Form(text));
        return new DoorNumber([.. Read(plain, marked: true)], plain.Replace(" ", "", StringComparison.Ordinal));
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
            if (at < Numbers.Length && IsSame(Numbers[at], number)) at++;
        return at == Numbers.Length;
    }

    static bool IsSame(Number said, Number known) =>
        said.Value == known.Value && (said.Kind == known.Kind || said.Kind == Kind.Any || known.Kind == Kind.Any);

    // In running words only what is marked as part of a door, or has the digits of a flat, is one.
    static IEnumerable<Number> Read(string plain, bool marked)
    {
        foreach (Match match in Part().Matches(plain))
        {
            var (digits, before, after) = (match.Groups["n"].Value, match.Groups["before"], match.Groups["after"]);
            if (match.Groups["floor"].Success || marked && !before.Success && !after.Success && digits.Length < 3) continue;
            yield return new Number(int.Parse(digits, CultureInfo.InvariantCulture), KindOf(before.Value.Trim(), after.Value.Trim()));
        }
    }

    static Kind KindOf(string before, string after) => (before, after) switch
    {
        (_, "号楼" or "栋" or "幢" or "座") or ("building" or "block" or "bldg", _) => Kind.Building,
        (_, "单元") => Kind.Stairwell,
        _ => Kind.Any,
    };

    // The longest name said: "东1栋2单元" is also "东1栋".
    Place? Named(Community community) => community.Places.Values
        .Where(place => Short(place.Name) is { Length: >= 2 } name && !int.TryParse(name, out _) && Text.Contains(name, StringComparison.Ordinal))
        .MaxBy(place => place.Name.Length);

    // A place named with all that is above it, such as "东 1 栋 2 单元" below "东 1 栋", says its parent's numbers only once.
    static IEnumerable<Number> Of(List<Place> chain, string unit)
    {
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var (name, above) = (Short(chain[i].Name), i + 1 < chain.Count ? Short(chain[i + 1].Name) : "");
            var own = above.Length > 0 && name.StartsWith(above, StringComparison.Ordinal) ? name[above.Length..] : name;
            foreach (var number in Read(own, marked: false)) yield return number;
        }
        foreach (var number in Read(Short(unit), marked: false)) yield return number;
    }

    static string Short(string name) => Numerals.ToDigits(Plain.Form(name)).Replace(" ", "", StringComparison.Ordinal);

    // A floor says nothing that the flat does not; "3号楼" is a building.
    [GeneratedRegex(
        @"(?<before>(?<=[0-9栋幢座元]\s*[-–—/]\s*)|\b(?:flat|unit|apt|apartment|room|building|block|bldg|no\.?|house)\s*)?(?<![0-9])(?<n>[0-9]{1,4})(?![0-9])(?<after>\s*(?:号楼|栋|幢|座|号|单元|门|室|房|户|弄|#|[-–—/](?=\s*[0-9]))|(?<floor>\s*(?:楼|层|f\b)))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        5000)]
    private static partial Regex Part();
}
