using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Who comes to live here, who moves from door to door, and who is here no more.</summary>
static class Residence
{
    /// <summary>A new person.</summary>
    public static void Enter(Turn turn, StaffAction.EnterPerson enter)
    {
        if (turn.Find<Person>(enter.Person.Id) is not null)
        {
            turn.Refuse("person_exists");
            return;
        }
        if (enter.Person.Name.Trim().Length is 0 or > 80)
        {
            turn.Refuse("person_name_form");
            return;
        }
        if (enter.Person.Born is { } born && born > turn.World.Local(turn.Now).Date)
        {
            turn.Refuse("born_form");
            return;
        }
        if (!Join(turn, enter.By, enter.Person.Id, enter.Person.Household, enter.Place, enter.Unit)) return;
        Register.Save(turn, enter.Person with { Name = enter.Person.Name.Trim(), MergedInto = null, Ticket = null });
        turn.Log(enter.By, "entered person", enter.Person.Id);
        turn.Decision.Answer = enter.Person.Id;
    }

    /// <summary>Through another door.</summary>
    public static void Move(Turn turn, StaffAction.MovePerson move)
    {
        if (RegisterDesk.Known(turn, move.Person) is not { } person || person.Household == move.Household) return;
        if (!Join(turn, move.By, person.Id, move.Household, move.Place, move.Unit)) return;
        Leave(turn, person);
        Register.Save(turn, person with { Household = move.Household });
        turn.Log(move.By, "moved person", person.Id, $"{person.Household} → {move.Household}");
    }

    /// <summary>Died or moved away: no text goes to him any more, by the word of whoever says so. An open welfare ticket stays open.</summary>
    public static void Depart(Turn turn, StaffAction.DepartPerson depart)
    {
        if (RegisterDesk.Known(turn, depart.Person) is not { } person || !RegisterDesk.HasReason(turn, depart.Reason)) return;
        if (depart.Why.Length == 0)
        {
            if (person.Left is not { } left) return;
            Register.Save(turn, person with { Left = null, Enrolled = left.WasEnrolled || person.Enrolled });
            turn.Log(depart.By, "not left", person.Id, depart.Reason.Trim());
            return;
        }
        if (depart.Why is not ("died" or "moved"))
        {
            turn.Refuse("departure_form");
            return;
        }
        var wasEnrolled = person.Left?.WasEnrolled ?? person.Enrolled;
        var departure = new Departure(depart.Why, turn.World.Local(turn.Now).Date, depart.By) { WasEnrolled = wasEnrolled };
        Register.Save(turn, person with { Left = departure, Enrolled = false, Away = null });
        turn.Log(depart.By, "departed", person.Id, wasEnrolled ? $"{depart.Why}; check-ins: yes → no ({depart.Reason.Trim()})" : $"{depart.Why}: {depart.Reason.Trim()}");
    }

    /// <summary>Takes a person out of his household's list.</summary>
    internal static void Leave(Turn turn, Person person)
    {
        if (turn.Find<Household>(person.Household) is { } home && home.Persons.Contains(person.Id))
            Register.Save(turn, home with { Persons = home.Persons.Remove(person.Id) });
    }

    // A household that is there keeps its place and unit, whatever the form said.
    static bool Join(Turn turn, string by, string person, string household, string place, string unit)
    {
        if (turn.Find<Household>(household) is { } home)
        {
            if (!home.Persons.Contains(person)) Register.Save(turn, home with { Persons = home.Persons.Add(person) });
            return true;
        }
        if (!turn.World.Community.Places.ContainsKey(place) || unit.Trim().Length is 0 or > 40)
        {
            turn.Refuse("household_form");
            return false;
        }
        Register.Save(turn, new Household(household, place, unit.Trim(), [person]));
        turn.Log(by, "entered household", household);
        return true;
    }
}
