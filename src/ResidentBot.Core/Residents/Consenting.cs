using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Writes down what a person agreed to and refused. What was said before stays.</summary>
static class Consenting
{
    /// <summary>Adds one word on one purpose.</summary>
    public static void Set(Turn turn, StaffAction.SetConsent set)
    {
        if (RegisterDesk.Known(turn, set.Person) is not { } person) return;
        if (set.Words.Trim().Length == 0 || set.Channel.Trim().Length == 0)
        {
            turn.Refuse("consent_words");
            return;
        }
        var witness = set.Witness?.Trim() is { Length: > 0 } name ? name : null;
        person = person with
        {
            Consents = person.Consents.Add(new Consent(set.Purpose, set.Given, turn.Now, set.By, set.Words.Trim(), set.Channel.Trim(), witness)),
            WantsJobs = person.WantsJobs && (set.Given || set.Purpose != Purpose.Jobs),
        };
        Register.Save(turn, person);
        turn.Log(set.By, set.Given ? "consent given" : "consent refused", person.Id, set.Purpose.ToString());
        // A refusal takes nobody out of the welfare texts: somebody asks him in person, and decides with his name.
        if (set is { Given: false, Purpose: Purpose.Welfare } && person.Enrolled) OptOuts.AskToStay(turn, person, person.Addresses.IsEmpty ? null : person.Addresses[0]);
    }
}
