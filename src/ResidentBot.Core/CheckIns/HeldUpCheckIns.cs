using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.CheckIns;

/// <summary>
/// Welfare texts that wait for a provider that is down. Whoever has another address is asked there at once. Whoever has none is no alarm yet: the text
/// leaves when the provider is back and its alert keeps its distance, or the person goes on the phone roll call in time.
/// </summary>
public static class HeldUpCheckIns
{
    /// <summary>A text has waited too long.</summary>
    public static void Wait(Turn turn, DeliveryReport report, string id)
    {
        if (turn.Find<CheckIn>(id) is not { State: CheckInState.Asked or CheckInState.Reminded } checkIn) return;
        if (!checkIn.Asked.Contains(report.To) || checkIn.HeldUp.Contains(report.To)) return;
        checkIn = checkIn with { HeldUp = checkIn.HeldUp.Add(report.To) };
        turn.Put(id, checkIn);
        turn.Count("checkin:heldup");
        CheckInWatch.TryElsewhere(turn, checkIn);
    }

    /// <summary>It has left after all: there must be time to answer it.</summary>
    public static void Left(Turn turn, DeliveryReport report, string id)
    {
        if (turn.Find<CheckIn>(id) is not { } checkIn || !checkIn.HeldUp.Contains(report.To)) return;
        checkIn = checkIn with { HeldUp = checkIn.HeldUp.Remove(report.To) };
        var window = CheckInWatch.WindowOf(turn.World, checkIn.Window);
        if (checkIn is { State: CheckInState.Asked or CheckInState.Reminded, PutOff: false } && turn.Now + (window.AlertAfter - window.RemindAfter) > CheckInWatch.AlertAt(checkIn, window))
            checkIn = CheckInWatch.PutOff(turn, checkIn, window);
        turn.Put(id, checkIn);
    }

    /// <summary>Whether no text of a check-in is known to have left: its silence says nothing of the person.</summary>
    public static bool IsUnasked(CheckIn checkIn) => !checkIn.Asked.IsEmpty && checkIn.Asked.All(address => checkIn.HeldUp.Contains(address));
}
