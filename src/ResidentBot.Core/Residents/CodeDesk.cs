using NodaTime;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Makes one-time codes on paper for residents: one at a time for each.</summary>
static class CodeDesk
{
    static readonly Duration Valid = Duration.FromDays(30);

    /// <summary>Makes a code; the person's earlier one is worth nothing from now on.</summary>
    public static void Make(Turn turn, StaffAction.MakePaperCode make)
    {
        if (RegisterDesk.Known(turn, make.Person) is not { } person) return;
        if (person.Left is not null)
        {
            turn.Refuse("no_such_person");
            return;
        }
        if (make.Digits.Length != 8 || !make.Digits.All(char.IsAsciiDigit))
        {
            turn.Refuse("code_form");
            return;
        }
        if (turn.Find<PaperCode>(make.Digits) is not null)
        {
            turn.Refuse("code_taken");
            return;
        }
        if (person.Code is { } old) turn.Delete<PaperCode>(old);
        turn.Put(make.Digits, new PaperCode(make.Digits, person.Id, null, make.By, turn.Now, turn.Now + Valid));
        Register.Save(turn, person with { Code = make.Digits });
        turn.Log(make.By, "made code", person.Id);
        turn.Decision.Answer = make.Digits;
    }
}
