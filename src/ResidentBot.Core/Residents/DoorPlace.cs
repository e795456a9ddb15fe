using ResidentBot.Core.Communities;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Residents;

public sealed partial record DoorNumber
{
    // In a short text every number is part of the door, also "3栋2单元12".
    const int ShortText = 30;

    /// <summary>Where in the address tree a door is: the node whose numbers, and those above it, were said, and the flat behind them.</summary>
    /// <param name="community">The tree.</param>
    /// <param name="words">All that was said.</param>
    public AddressMatch PlaceIn(Community community, string words)
    {
        var match = Search(community);
        if (match is AddressMatch.Found || words.Length > ShortText) return match;
        var plain = Numerals.ToDigits(Plain.Form(words));
        var bare = (this with { Numbers = [.. Read(plain, marked: false)] }).Search(community);
        return bare is AddressMatch.Found ? bare : match;
    }

    AddressMatch Search(Community community)
    {
        var named = Named(community);
        if (IsEmpty && named is null) return new AddressMatch.Unknown();
        var reached = community.Places.Values
            .Select(place => (Place: place, Chain: Responsible.Upwards(community, place.Id).ToList()))
            .Where(one => named is null || one.Chain.Contains(named))
            .Select(one => (one.Place, Said: Said(Of(one.Chain, "").ToList(), Of(one.Chain.Skip(1).ToList(), "").Count())))
            .Where(one => one.Said >= 0 && (one.Said > 0 || one.Place == named))
            .ToList();
        if (reached.Count == 0) return new AddressMatch.Unknown();
        var most = reached.Max(one => one.Said);
        var nearest = reached.Where(one => one.Said == most).Select(one => one.Place).ToList();
        return nearest is [var only] ? Behind(community, only, most) : new AddressMatch.Several([.. nearest.Select(place => place.Name).Distinct().Order(StringComparer.Ordinal)]);
    }

    // How many of the numbers said lead down to a place; -1 unless its own number is among them. What stands above may be left out.
    int Said(List<Number> known, int above)
    {
        var (at, own) = (0, known.Count == above);
        for (var i = 0; i < known.Count; i++)
        {
            if (at >= Numbers.Length || !IsSame(Numbers[at], known[i])) continue;
            at++;
            own |= i >= above;
        }
        return own ? at : -1;
    }

    // What is left of the numbers is the flat; a building or stairwell that the tree does not have is none.
    AddressMatch Behind(Community community, Place place, int said)
    {
        var left = Numbers.Skip(said).ToList();
        var hasParts = community.Places.Values.Any(other => other.Parent == place.Id);
        if (left.Exists(number => number.Kind == Kind.Building) || hasParts && (left.Count > 1 || left.Exists(number => number.Kind == Kind.Stairwell))) return new AddressMatch.Unknown();
        if (left.Count == 0 || left[^1].Kind == Kind.Stairwell) return new AddressMatch.NoDoor(place.Name);
        return new AddressMatch.Found(place.Id, $"{place.Name}{(place.Name.Contains(' ', StringComparison.Ordinal) ? " " : "")}{string.Join('-', left.Select(number => number.Value))}");
    }
}
