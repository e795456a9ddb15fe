using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>Who talks in a rehearsal, over what, and when it begins.</summary>
/// <param name="Channel"><c>web</c>, <c>sms</c> or <c>telegram</c>.</param>
/// <param name="Language">What the page or the provider says of the language; null to let the words tell.</param>
/// <param name="Person">A registered person's id; null for a stranger.</param>
/// <param name="From">When it begins, local time.</param>
sealed record TalkSetting(string Channel, Language? Language, string? Person, LocalDateTime From)
{
    /// <summary>How a beginning is written: <c>2026-03-04 09:00</c>.</summary>
    public static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>Begins a talk in a community; else says what the setting asks for that is not there.</summary>
    public (RehearsedTalk? Talk, string Wrong) Begin(World world)
    {
        var household = Person is null ? null : world.Community.Residents.FirstOrDefault(one => one.Persons.Any(person => person.Id == Person));
        if (Person is not null && household is null) return (null, $"there is no resident `{Person}` in {world.Community.Id}");
        var known = household?.Persons.First(person => person.Id == Person).Addresses.Where(address => address.Channel == Channel).ToList();
        if (known is { Count: 0 }) return (null, $"`{Person}` has no address of the channel `{Channel}`");
        var address = known?[0] ?? Stranger(Channel);
        if (world.AccountFor(address, Purpose.Service, []) is not { } account) return (null, $"{world.Community.Id} has no account of the channel `{Channel}`");
        var rehearsal = new Rehearsal(world, From.InZoneLeniently(world.Community.Zone).ToInstant());
        if (household is not null) rehearsal.Seed(household);
        return (new RehearsedTalk(rehearsal, address, account.Id, Language), "");
    }

    // Of the numbers and ids that belong to nobody.
    static Address Stranger(string channel) => new(channel switch
    {
        "sms" => "sms:+12025550199",
        "telegram" => "telegram:4500000000000999",
        _ => $"{channel}:chat",
    });
}
