using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Communities;

namespace ResidentBot.Core.Roster;

/// <summary>Why just this person is asked.</summary>
public enum AskWhy
{
    /// <summary>Answers for the place.</summary>
    Responsible,

    /// <summary>Stands in there for those who do.</summary>
    Deputy,

    /// <summary>Answers for, or stands in at, a place above, because nobody nearer is there.</summary>
    Above,

    /// <summary>The ladder names him.</summary>
    Named,

    /// <summary>Is not there either, but neither is anybody else.</summary>
    LastResort,
}

/// <summary>Somebody to ask.</summary>
/// <param name="Member">Who.</param>
/// <param name="Why">Why he.</param>
/// <param name="Place">The place he is asked for; null when a ladder names him.</param>
/// <param name="Passed">Who came before him and is not there.</param>
public sealed record Candidate(StaffMember Member, AskWhy Why, Place? Place, ImmutableArray<Missing> Passed);

/// <summary>Whom to ask about a place, and whom not.</summary>
/// <param name="Persons">The first one first; empty only when nobody is named for the place or any above it.</param>
/// <param name="Missing">Everybody on the way up who is not there.</param>
/// <param name="IsLastResort">Nobody is there at all: the persons are those who should not have been asked.</param>
public sealed record Nearest(ImmutableArray<Candidate> Persons, ImmutableArray<Missing> Missing, bool IsLastResort)
{
    /// <summary>
    /// The people for a place: on each node upwards those responsible who are there, then the deputies who are there. When nobody is there at all, those off
    /// duty, nearest first, and after them those on leave: somebody is asked all the same.
    /// </summary>
    /// <param name="attendance">Who is there.</param>
    /// <param name="place">The place; one that nobody knows has nobody.</param>
    /// <param name="now">When.</param>
    /// <param name="emergency">Whether hours of duty do not count.</param>
    /// <param name="level">The level to begin at; null for the place itself.</param>
    public static Nearest For(Attendance attendance, string? place, Instant now, bool emergency, string? level = null)
    {
        var community = attendance.World.Community;
        var (persons, missing) = (ImmutableArray.CreateBuilder<Candidate>(), ImmutableArray.CreateBuilder<Missing>());
        var (resort, seen) = (new List<(Missing Missing, Place Node)>(), new HashSet<string>(StringComparer.Ordinal));
        Place? nearest = null;
        foreach (var node in From(community, place, level))
        {
            foreach (var (member, isDeputy) in Named(community, node))
            {
                nearest ??= node;
                if (!seen.Add(member.Id)) continue;
                if (attendance.Missing(member, now, emergency) is { } away)
                {
                    missing.Add(away);
                    resort.Add((away, node));
                    continue;
                }
                var why = node != nearest ? AskWhy.Above : isDeputy ? AskWhy.Deputy : AskWhy.Responsible;
                persons.Add(new Candidate(member, why, node, missing.ToImmutable()));
            }
        }
        if (persons.Count > 0) return new Nearest(persons.ToImmutable(), missing.ToImmutable(), IsLastResort: false);
        var all = missing.ToImmutable();
        return new Nearest([.. resort.OrderBy(one => Order(one.Missing.Why)).Select(one => new Candidate(one.Missing.Member, AskWhy.LastResort, one.Node, all))], all, IsLastResort: true);
    }

    /// <summary>
    /// The people for a rung. One that names a person asks him; while he is not there, those who are where he answers, and him after them.
    /// </summary>
    public static Nearest For(Attendance attendance, Rung rung, string? place, Instant now, bool emergency)
    {
        if (Responsible.IsMeantBy(rung.Staff)) return For(attendance, place, now, emergency, Responsible.LevelOf(rung.Staff));
        var member = attendance.World.Community.Staff[rung.Staff];
        if (attendance.Missing(member, now, emergency) is not { } away) return new Nearest([new Candidate(member, AskWhy.Named, null, [])], [], IsLastResort: false);
        var standIns = For(attendance, Home(attendance.World.Community, member.Id, place)?.Id, now, emergency);
        var himself = new Candidate(member, AskWhy.LastResort, null, [away]);
        var others = standIns.Persons.Where(one => one.Member.Id != member.Id);
        // Among those who are not there, somebody off duty is nearer to the phone than somebody on leave.
        return standIns with
        {
            Persons = standIns.IsLastResort && away.Why == AwayWhy.OffDuty ? [himself, .. others] : [.. others, himself],
            IsLastResort = standIns.IsLastResort || standIns.Persons.IsEmpty,
        };
    }

    /// <summary>The node that answers for a place by the files, whoever is away: the first one upwards with somebody responsible; null for none.</summary>
    public static Place? NodeOf(Community community, string? place) => Responsible.Upwards(community, place).FirstOrDefault(node => !node.Responsible.IsEmpty);

    static IEnumerable<Place> From(Community community, string? place, string? level) =>
        Responsible.Upwards(community, place).SkipWhile(node => level is not null && node.Level != level);

    static IEnumerable<(StaffMember Member, bool IsDeputy)> Named(Community community, Place node) =>
        node.Responsible.Select(id => (community.Staff[id], false)).Concat(node.Deputies.Select(id => (community.Staff[id], true)));

    // Where somebody answers: on the way up from the place, else anywhere.
    static Place? Home(Community community, string member, string? place) =>
        Responsible.Upwards(community, place).Concat(community.Places.Values.OrderBy(node => node.Id, StringComparer.Ordinal))
            .Where(node => node.Responsible.Contains(member)).MinBy(node => node.Responsible.IndexOf(member));

    static int Order(AwayWhy why) => why switch
    {
        AwayWhy.OffDuty => 0,
        AwayWhy.Leave => 1,
        _ => 2,
    };
}
