using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Samples;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>Who talks first in a rehearsal, over what, and when it begins.</summary>
/// <param name="Channel"><c>web</c>, <c>sms</c> or <c>telegram</c>.</param>
/// <param name="Language">What the page or the provider says of the language; null to let the words tell.</param>
/// <param name="Person">A registered person's id; null for a stranger.</param>
/// <param name="From">When it begins, local time.</param>
sealed record TalkSetting(string Channel, Language? Language, string? Person, LocalDateTime From)
{
    /// <summary>How a beginning is written: <c>2026-03-04 09:00</c>.</summary>
    public static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>Begins a talk among the residents of the files, and outside a demo also those made up; else says what the setting asks for that is not there.</summary>
    public (RehearsedTalk? Talk, string Wrong) Begin(World world) =>
        Begin(world, world.Community.Demo ? world.Community.Residents : [.. world.Community.Residents, .. SampleResidents.MadeUp(world.Community)]);

    /// <summary>Begins a talk among these residents.</summary>
    public (RehearsedTalk? Talk, string Wrong) Begin(World world, IReadOnlyList<HouseholdSeed> residents)
    {
        try
        {
            var first = Participant.Of(world, residents, Person ?? Participant.Stranger, Channel, isWorker: false);
            var rehearsal = new Rehearsal(world, From.InZoneLeniently(world.Community.Zone).ToInstant());
            return (new RehearsedTalk(rehearsal, residents, first, Language), "");
        }
        catch (FormatException wrong)
        {
            return (null, wrong.Message);
        }
    }
}
