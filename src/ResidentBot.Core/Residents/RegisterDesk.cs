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
            case StaffAction.EditPerson edit:
                PersonEditing.Edit(turn, edit);
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
            case StaffAction.EnterPerson enter:
                Residence.Enter(turn, enter);
                break;
            case StaffAction.MovePerson move:
                Residence.Move(turn, move);
                break;
            case StaffAction.DepartPerson depart:
                Residence.Depart(turn, depart);
                break;
            case StaffAction.PutLabel put:
                Labelling.Put(turn, put);
                break;
            case StaffAction.TakeLabel take:
                Labelling.Take(turn, take);
                break;
            case StaffAction.MergePersons merge:
                Merging.Merge(turn, merge);
                break;
            case StaffAction.UndoMerge undo:
                Unmerging.Undo(turn, undo);
                break;
            case StaffAction.ErasePerson erase:
                Erasing.Erase(turn, erase);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action));
        }
    }

    /// <summary>A reason that says something; refuses when it does not.</summary>
    internal static bool HasReason(Turn turn, string reason)
    {
        if (reason.Trim().Length > 0) return true;
        turn.Refuse("reason_needed");
        return false;
    }

    /// <summary>An entry of its own; null after refusing when there is none.</summary>
    internal static Person? Known(Turn turn, string id)
    {
        if (turn.Find<Person>(id) is { MergedInto: null } person) return person;
        turn.Refuse("no_such_person");
        return null;
    }
}
