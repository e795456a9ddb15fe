using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Host.Registers;

/// <summary>What the index knows of one person: all that can be searched and filtered, nothing else.</summary>
sealed partial class RegisterEntry
{
    /// <summary>Makes it from the documents.</summary>
    public RegisterEntry(Person person, Household? household, Community community)
    {
        (Person, Place, Unit) = (person, household?.Place ?? "", household?.Unit ?? "");
        PlainName = Plain.Form(person.Name);
        Spoken = SpokenName.Of(PlainName);
        Path = [.. Responsible.Upwards(community, Place).Reverse()];
        Door = new Door(Path, Unit);
        Digits = [.. person.Addresses.Where(address => address.Channel is "sms" or "whatsapp" or "voice").Select(Only).Distinct()];
        Order = Natural($"{string.Join('/', Path.Select(place => place.Id))}|{Unit}|{person.Id}");
    }

    /// <summary>The person as read last.</summary>
    public Person Person { get; }

    /// <summary>The node of the tree the household is at; "" for nowhere.</summary>
    public string Place { get; }

    /// <summary>The household's unit.</summary>
    public string Unit { get; }

    /// <summary>From the top of the tree down to the place.</summary>
    public ImmutableArray<Place> Path { get; }

    /// <summary>The name in its plain form.</summary>
    public string PlainName { get; }

    /// <summary>The name in letters.</summary>
    public SpokenName? Spoken { get; }

    /// <summary>The address.</summary>
    public Door Door { get; }

    /// <summary>The digits of the phones.</summary>
    public ImmutableArray<string> Digits { get; }

    /// <summary>Orders the register by its doors.</summary>
    public string Order { get; }

    /// <summary>A text by which people would order it: 2 comes before 10.</summary>
    public static string Natural(string text) => Digit().Replace(text, run => run.Value.PadLeft(8, '0'));

    static string Only(Address address) => string.Concat(address.Local.Where(char.IsAsciiDigit));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digit();
}
