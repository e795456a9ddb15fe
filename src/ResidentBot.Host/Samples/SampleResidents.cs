using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Samples;

/// <summary>Residents for a rehearsal, none of whom is anybody real: those in a demo's files; elsewhere files may name real people, and a few are made up.</summary>
static class SampleResidents
{
    const int Most = 6;
    const int OldAge = 75;

    /// <summary>Who may be played in a community.</summary>
    public static IReadOnlyList<HouseholdSeed> Of(Community community) => community.Demo ? community.Residents : MadeUp(community);

    /// <summary>
    /// People who live alone at the ends of the address tree, asked after every day: <c>sample-1</c> and so on. The same tree gives the same people.
    /// </summary>
    public static IReadOnlyList<HouseholdSeed> MadeUp(Community community)
    {
        var parents = community.Places.Values.Select(place => place.Parent).ToHashSet(StringComparer.Ordinal);
        var ends = community.Places.Values.Where(place => !parents.Contains(place.Id)).OrderBy(place => place.Id, StringComparer.Ordinal).Take(Most);
        var (chance, numbers) = (new Random(1), SampleNumbers.Residents().GetEnumerator());
        return [.. ends.Select((place, i) => Household(place, i + 1))];

        HouseholdSeed Household(Place place, int number)
        {
            numbers.MoveNext();
            var name = SampleNames.Surname(chance) + SampleNames.Given(chance, OldAge);
            var person = new PersonSeed($"sample-{number}", name, community.Language, LivesAlone: true, CheckIn: true, [.. Addresses(numbers.Current, number)], Jobs: false);
            return new HouseholdSeed($"sample-h{number}", place.Id, $"{number}01", [person]);
        }

        IEnumerable<Address> Addresses(string phone, int number)
        {
            var channels = community.Accounts.Values.Select(account => account.Channel).ToHashSet(StringComparer.Ordinal);
            if (channels.Contains("sms")) yield return new Address($"sms:{phone}");
            // Larger than any that were given out.
            if (channels.Contains("telegram")) yield return new Address($"telegram:{4_500_000_000_000_900 + number}");
            yield return new Address($"web:sample-{number}");
        }
    }
}
