using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>What is done to the roster of named people, at the desk or on their own phones. A "no" is a refusal with the reason.</summary>
public static class RosterDesk
{
    static readonly Period LongestLeave = Period.FromYears(1);

    /// <summary>Decides one action.</summary>
    public static void Act(Turn turn, StaffAction.OnRoster action)
    {
        switch (action)
        {
            case StaffAction.PutOnLeave put:
                PutOnLeave(turn, put);
                break;
            case StaffAction.EndLeave end:
                EndLeave(turn, end);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action));
        }
    }

    /// <summary>What is known of somebody besides the files; an empty card when nothing is.</summary>
    public static StaffCard Card(Turn turn, string staff) => turn.Find<StaffCard>(staff) ?? new StaffCard(staff);

    /// <summary>Stores a card without leaves that are over.</summary>
    public static void Save(Turn turn, StaffCard card)
    {
        var today = turn.World.Local(turn.Now).Date;
        turn.Put(card.Staff, card with { Leaves = [.. card.Leaves.Where(leave => leave.Until >= today).OrderBy(leave => leave.From)] });
        turn.Changed($"staff:{card.Staff}");
    }

    static void PutOnLeave(Turn turn, StaffAction.PutOnLeave put)
    {
        if (!turn.World.Community.Staff.ContainsKey(put.Staff)) turn.Refuse("no_such_staff");
        else if (!IsLeave(turn, put.From, put.Until)) turn.Refuse("leave_dates");
        else
        {
            var card = Card(turn, put.Staff);
            Save(turn, card with { Leaves = [.. card.Leaves.Where(leave => leave.From != put.From), new Leave(put.From, put.Until, put.By)] });
            turn.Log(put.By, "put on leave", put.Staff, $"{Iso(put.From)} - {Iso(put.Until)}");
        }
    }

    static void EndLeave(Turn turn, StaffAction.EndLeave end)
    {
        var card = Card(turn, end.Staff);
        if (card.Leaves.FirstOrDefault(leave => leave.From == end.From) is not { } ended)
        {
            turn.Refuse("no_such_leave");
            return;
        }
        Save(turn, card with { Leaves = card.Leaves.Remove(ended) });
        turn.Log(end.By, "ended leave", end.Staff, $"{Iso(ended.From)} - {Iso(ended.Until)}");
    }

    /// <summary>Whether two days can be a leave: in order, not over yet, at most a year.</summary>
    public static bool IsLeave(Turn turn, LocalDate from, LocalDate until) =>
        from <= until && until >= turn.World.Local(turn.Now).Date && until <= from + LongestLeave;

    static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
