using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Whether something may be sent to somebody unasked, decided here and nowhere else; and how his word on it is kept.</summary>
public static class Consents
{
    /// <summary>What can be stopped by a word; answers cannot, and welfare ends by a named person alone.</summary>
    public static readonly IReadOnlyList<Purpose> Stoppable = [Purpose.Jobs, Purpose.Notices, Purpose.Family];

    /// <summary>
    /// Whether a message for a purpose may go to a person at an address. A stop at the phone holds for everybody who uses it; the person's own word for
    /// him wherever he is.
    /// </summary>
    public static bool MaySend(Person person, Conversation? talk, Purpose purpose)
    {
        if (purpose == Purpose.Service) return true;
        if (person is not { MergedInto: null, Left: null }) return false;
        if (purpose == Purpose.Welfare) return person.Enrolled;
        if (talk is not null && talk.Stopped.Contains(purpose)) return false;
        var word = person.ConsentTo(purpose, talk?.Address.Channel);
        return purpose switch
        {
            Purpose.Jobs => person.WantsJobs && word is not { Given: false },
            Purpose.Notices => word is not { Given: false },
            _ => word is { Given: true },
        };
    }

    /// <summary>The person with one more word on a purpose; a wish for jobs puts him on their list. What only repeats his last word is not kept twice.</summary>
    public static Person With(Person person, Consent word)
    {
        // What is said of one sender is compared with what counts there.
        if ((word.Here ? person.ConsentTo(word.Purpose, word.Channel) : person.ConsentTo(word.Purpose)) is { } last && last.Given == word.Given && last.Here == word.Here && last.By == word.By && word.Witness is null && word.By == "resident"
            && !(word is { Purpose: Purpose.Jobs, Given: true } && !person.WantsJobs)) return person;
        return person with { Consents = person.Consents.Add(word), WantsJobs = person.WantsJobs || word is { Purpose: Purpose.Jobs, Given: true } };
    }

    /// <summary>What somebody wrote, as a record of his own.</summary>
    public static Consent Own(Turn turn, Talk talk, Purpose purpose, bool given, string words) =>
        new(purpose, given, turn.Now, "resident", TextCut.Head(words, 200), talk.Conversation.Address.Channel);

    /// <summary>Writes down at the desk what somebody said or signed.</summary>
    public static void Set(Turn turn, StaffAction.SetConsent set)
    {
        if (turn.Find<Person>(set.Person) is not { MergedInto: null } person)
        {
            turn.Refuse("no_such_person");
            return;
        }
        if (set.Words.Trim().Length == 0 || set.Channel.Trim().Length == 0)
        {
            turn.Refuse("consent_words");
            return;
        }
        var saved = With(person, new Consent(set.Purpose, set.Given, turn.Now, set.By, set.Words.Trim(), set.Channel, set.Witness));
        Register.Save(turn, saved);
        turn.Log(set.By, set.Given ? "consent given" : "consent refused", person.Id, $"{set.Purpose}");
        // Whoever no longer wants to be looked after is asked in person; until somebody decides, it goes on.
        if (set is { Purpose: Purpose.Welfare, Given: false } && saved.Enrolled) OptOuts.AskToStay(turn, [saved], null);
    }
}
