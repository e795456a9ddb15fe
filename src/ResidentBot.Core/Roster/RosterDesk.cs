using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Residents;
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
            case StaffAction.MakePairingCode make:
                MakeCode(turn, make);
                break;
            case StaffAction.Unpair unpair:
                if (!PhonePairing.Unpair(turn, unpair.Address, unpair.By)) turn.Refuse("not_paired");
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
            Put(turn, put.Staff, new Leave(put.From, put.Until, put.By));
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
        End(turn, end.Staff, ended, end.By);
    }

    // An older code of his is worth nothing from now on.
    static void MakeCode(Turn turn, StaffAction.MakePairingCode make)
    {
        if (!turn.World.Community.Staff.ContainsKey(make.Staff)) turn.Refuse("no_such_staff");
        else if (make.Digits.Length != 8 || !make.Digits.All(char.IsAsciiDigit) || turn.Find<PaperCode>(make.Digits) is { UsedAt: null } other && other.Until > turn.Now) turn.Refuse("code_taken");
        else
        {
            var card = Card(turn, make.Staff);
            if (card.Code is { } before && before != make.Digits) turn.Delete<PaperCode>(before);
            turn.Put(make.Digits, new PaperCode(make.Digits, null, make.Staff, make.By, turn.Now, turn.Now + PhonePairing.CodeKept));
            Save(turn, card with { Code = make.Digits });
            turn.Log(make.By, "made pairing code", make.Staff);
        }
    }

    /// <summary>Notes a leave.</summary>
    internal static void Put(Turn turn, string staff, Leave leave)
    {
        var card = Card(turn, staff);
        Save(turn, card with { Leaves = [.. card.Leaves.Where(other => other.From != leave.From), leave] });
        turn.Log(leave.By, "put on leave", staff, $"{Iso(leave.From)} - {Iso(leave.Until)}");
    }

    /// <summary>Takes a leave back.</summary>
    internal static void End(Turn turn, string staff, Leave leave, string by)
    {
        var card = Card(turn, staff);
        Save(turn, card with { Leaves = card.Leaves.Remove(leave) });
        turn.Log(by, "ended leave", staff, $"{Iso(leave.From)} - {Iso(leave.Until)}");
    }

    /// <summary>Whether two days can be a leave: in order, not over yet, at most a year.</summary>
    public static bool IsLeave(Turn turn, LocalDate from, LocalDate until) =>
        from <= until && until >= turn.World.Local(turn.Now).Date && until <= from + LongestLeave;

    static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
