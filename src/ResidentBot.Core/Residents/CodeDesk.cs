using NodaTime;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Makes one-time codes on paper for residents: one at a time for each.</summary>
public static class CodeDesk
{
    static readonly Duration Valid = Duration.FromDays(30);

    /// <summary>Where the latest code of a person is noted, among the codes themselves.</summary>
    public static string PointerOf(string person) => $"of-{person}";

    /// <summary>Makes a code; the person's earlier one is worth nothing from now on.</summary>
    public static void Make(Turn turn, StaffAction.MakePaperCode make)
    {
        if (make.Digits.Length != 8 || !make.Digits.All(char.IsAsciiDigit))
        {
            turn.Refuse("code_form");
            return;
        }
        if (turn.Find<Person>(make.Person) is not { MergedInto: null, Left: null } person)
        {
            turn.Refuse("no_such_person");
            return;
        }
        if (turn.Find<PaperCode>(make.Digits) is not null)
        {
            turn.Refuse("code_taken");
            return;
        }
        if (turn.Find<PaperCode>(PointerOf(person.Id)) is { } before) turn.Delete<PaperCode>(before.Digits);
        var code = new PaperCode(make.Digits, person.Id, null, make.By, turn.Now, turn.Now + Valid);
        turn.Put(make.Digits, code);
        turn.Put(PointerOf(person.Id), code);
        turn.Log(make.By, "made code", person.Id);
        turn.Changed($"person:{person.Id}");
    }
}
