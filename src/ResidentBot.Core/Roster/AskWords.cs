using NodaTime.Text;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>Says why just this person was asked.</summary>
public static class AskWords
{
    const int MostNamed = 3;
    static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("M-d");

    /// <summary>The reason: who answers for the place, and who came before him and is not there.</summary>
    public static string Why(World world, Candidate candidate, Language language)
    {
        var place = candidate.Place?.Name ?? "";
        var passed = Passed(world, candidate, language);
        return candidate.Why switch
        {
            AskWhy.Named => Say(world, language, "asked_named"),
            AskWhy.LastResort => Say(world, language, "asked_last", ("missing", passed)),
            AskWhy.Responsible when passed.Length == 0 => Say(world, language, "asked_responsible", ("place", place)),
            AskWhy.Responsible => Say(world, language, "asked_second", ("missing", passed), ("place", place)),
            _ when passed.Length == 0 => Say(world, language, "asked_next", ("place", place)),
            AskWhy.Deputy => Say(world, language, "asked_deputy", ("missing", passed), ("place", place)),
            _ => Say(world, language, "asked_above", ("missing", passed), ("place", place)),
        };
    }

    /// <summary>Why somebody is not there, as "on leave until 12-5".</summary>
    public static string Why(World world, Missing missing, Language language) => missing switch
    {
        { Why: AwayWhy.Leave, Until: { } until } => Say(world, language, "away_leave", ("date", Day.Format(until))),
        { Why: AwayWhy.OffDuty } => Say(world, language, "away_duty"),
        _ => Say(world, language, "away_unreachable"),
    };

    // Of a long way up the nearest few say enough.
    static string Passed(World world, Candidate candidate, Language language) => string.Join(
        language == Language.Zh ? "、" : ", ",
        candidate.Passed.Take(MostNamed).Select(missing => Say(world, language, "asked_missing", ("name", missing.Member.Name), ("why", Why(world, missing, language)))));

    static string Say(World world, Language language, string text, params ReadOnlySpan<(string, string)> values) => world.Book.Texts.Say(text, language, values);
}
