using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Configuration;

/// <summary>What asking everybody takes on one account.</summary>
/// <param name="Account">Which account carries them.</param>
/// <param name="People">How many are asked there.</param>
/// <param name="Segments">What one text costs of the account's rate.</param>
/// <param name="Takes">How long it takes until the last text has left.</param>
sealed record CheckInLoad(ChannelAccount Account, int People, int Segments, Duration Takes);

/// <summary>
/// Whether a welfare programme fits its windows: the last person must be asked before the first is reminded. Windows never overlap, which is checked
/// where they are read, so each is counted by itself.
/// </summary>
static class CheckInRoom
{
    const string File = "check_ins.yml";

    // A name as long as most, for the text's length.
    static readonly Texts Name = new("欧阳桂珍", "Margaret Worthington");

    /// <summary>Reports each window that the expected people do not fit.</summary>
    public static void Check(EditionFiles files, World world, ICollection<Problem> problems)
    {
        if (world.Community.CheckIns is not { } programme) return;
        if (files.Config.FirstOrDefault(file => Path.GetFileName(file.Name) == File) is not { } source || YamlMap.Parse(source.Path, source.Text, problems) is not { } map) return;
        var items = map.Maps("windows");
        for (var i = 0; i < programme.Windows.Length; i++)
            foreach (var load in TooMuch(world, programme.Windows[i], Expected(world.Community, programme)))
                items[i].Report("remind_after", $"{Words(load, programme.Windows[i])}: raise `rate`, spread the people over accounts of other channels, or move the reminder");
    }

    /// <summary>The accounts that would still be asking when the first reminder is due.</summary>
    /// <param name="world">The community.</param>
    /// <param name="window">Which window.</param>
    /// <param name="people">How many are asked, by channel; under the empty name those whose channel nobody knows.</param>
    public static IEnumerable<CheckInLoad> TooMuch(World world, CheckInWindow window, IReadOnlyDictionary<string, int> people) =>
        Loads(world, window, people).Where(load => load.Takes > window.RemindAfter);

    /// <summary>In plain words: <c>400 people at 2 segments each and 1 a second on account `sms` need 13 min 20 s; `remind_after` is 10 min</c>.</summary>
    public static string Words(CheckInLoad load, CheckInWindow window) =>
        FormattableString.Invariant($"{load.People} people at {load.Segments} {(load.Segments == 1 ? "segment" : "segments")} each and {load.Account.Rate:0.###} a second on account `{load.Account.Id}` need {Span(load.Takes)}; `remind_after` is {Span(window.RemindAfter)}");

    /// <summary>A span in hours, minutes and seconds, those that are not 0.</summary>
    public static string Span(Duration span)
    {
        var seconds = (long)Math.Ceiling(span.TotalSeconds);
        var parts = new[] { (seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}").ToList();
        return parts.Count == 0 ? "0 s" : string.Join(' ', parts);
    }

    // Whose channel nobody knows is taken to be on the slowest one.
    static IEnumerable<CheckInLoad> Loads(World world, CheckInWindow window, IReadOnlyDictionary<string, int> people)
    {
        var carriers = world.Community.Accounts.Values
            .Where(account => account.Purposes.Contains(Purpose.Welfare) && account.Can is { TwoWay: true, Unasked: true })
            .GroupBy(account => account.Channel, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MinBy(account => account.Id, StringComparer.Ordinal)!, StringComparer.Ordinal);
        foreach (var (channel, count) in people)
        {
            if (count == 0) continue;
            if (channel.Length > 0 && carriers.TryGetValue(channel, out var carrier)) yield return Load(world, window, carrier, count);
            else if (channel.Length == 0 && carriers.Count > 0) yield return carriers.Values.Select(account => Load(world, window, account, count)).MaxBy(load => load.Takes)!;
        }
    }

    static CheckInLoad Load(World world, CheckInWindow window, ChannelAccount account, int people)
    {
        var segments = Enum.GetValues<Language>().Max(language => ChannelList.CostOf(account, Text(world, window, account, language)));
        return new CheckInLoad(account, people, segments, Duration.FromSeconds(people * segments / account.Rate));
    }

    static Outgoing Text(World world, CheckInWindow window, ChannelAccount account, Language language)
    {
        var values = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("name", Name[language]), KeyValuePair.Create("window", window.Name[language])]);
        return new Outgoing
        {
            Id = "",
            Account = account.Id,
            To = new Address($"{account.Channel}:+0"),
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
            Text = world.Book.Texts.Say("checkin_ask", language, [.. values.Select(pair => (pair.Key, pair.Value))]),
            Phrase = new Phrase("checkin_ask", language, values),
            Choices = CheckInTalk.Choices(world, "", language),
            At = Instant.MinValue,
        };
    }

    // Unless the file says: those of the register's first households.
    static IReadOnlyDictionary<string, int> Expected(Community community, CheckInProgramme programme) => programme.People ?? ByChannel(
        community.Residents.SelectMany(household => household.Persons).Where(person => person.CheckIn).Select(person => person.Addresses.FirstOrDefault()));

    /// <summary>How many addresses there are of each channel.</summary>
    public static IReadOnlyDictionary<string, int> ByChannel(IEnumerable<Address> addresses) => addresses.Where(address => address.Value is not null)
        .GroupBy(address => address.Channel, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
