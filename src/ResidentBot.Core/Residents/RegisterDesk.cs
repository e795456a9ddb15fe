using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>What staff do to the register. A "no" is a refusal with the reason.</summary>
public static class RegisterDesk
{
    /// <summary>Decides one action.</summary>
    public static void Act(Turn turn, StaffAction.OnRegister action)
    {
        switch (action)
        {
            case StaffAction.SavePerson save:
                SavePerson(turn, save);
                break;
            case StaffAction.MakePaperCode make:
                CodeDesk.Make(turn, make);
                break;
            case StaffAction.ConfirmIdentity confirm:
                Confirmations.Confirm(turn, confirm);
                break;
            case StaffAction.SetConsent set:
                Consents.Set(turn, set);
                break;
        }
    }

    // Taking somebody out of the welfare texts needs a reason and leaves a name.
    static void SavePerson(Turn turn, StaffAction.SavePerson save)
    {
        var before = turn.Find<Person>(save.Person.Id);
        if (before is { Enrolled: true } && (!save.Person.Enrolled || save.Person.Pause != before.Pause) && save.Reason.Trim().Length == 0)
        {
            turn.Refuse("reason_needed");
            return;
        }
        foreach (var address in save.Person.Addresses.Except(before?.Addresses ?? [])) Register.Readmit(turn, save.Person, address);
        Register.Save(turn, save.Person with { Ticket = before?.Ticket });
        turn.Log(save.By, "saved person", save.Person.Id, save.Reason);
    }
}
