using System.Collections.Immutable;
using System.Globalization;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>Keeps who writes and for whom apart: asked after the matter is stored, where several use a handset or the words speak of another.</summary>
public static class ForWhom
{
    const int MostOptions = 7;

    /// <summary>Asks for whom a ticket is, if it may be for several.</summary>
    public static void Ask(Turn turn, Talk talk, Ticket ticket, string words)
    {
        if (ticket.Kind is not (TicketKind.Request or TicketKind.HandOff) || ticket.Cause is "data" or "erase" or "broken") return;
        var persons = talk.Conversation.Persons.Select(turn.Find<Person>).OfType<Person>().ToList();
        var speaks = ticket.Fields.Select(field => field.Value).Append(ticket.Summary).Append(words).Any(turn.World.IdentityWords.SpeaksForAnother);
        if (persons.Count < 2 && !speaks || talk.Conversation.Session is not null) return;
        var options = Options(turn, persons);
        var choices = options.Select((option, i) => new Choice($"w:{ticket.Number}:{i + 1}", option.Name))
            .Append(new Choice($"w:{ticket.Number}:{options.Length + 1}", turn.Text("whom_other", talk.Language)));
        if (talk.Speak(Words.Of(turn, "whom_ask", talk.Language) with { Choices = [.. choices] }) is null) return;
        talk.Change(c => c with { Whom = new WhomQuestion(ticket.Number, turn.Now, options), Who = null });
    }

    /// <summary>Takes the answer while the question is open; anything else ends it, and leaves the matter as it was stored.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival, Guess? guess)
    {
        if (talk.Conversation.Whom is not { } question || arrival.Text.Length == 0) return false;
        if (FollowUps.IsFresh(turn, question.AskedAt))
        {
            var isUnwilling = question.AsksName && turn.World.IdentityWords.IsUnwilling(arrival.Text);
            if (isUnwilling || question.AsksName && guess is not { Confidence: >= Routing.Confident, Intent: not "out_of_scope" })
            {
                if (isUnwilling) End(turn, talk, "whom_thanks");
                else Name(turn, talk, question, arrival.Text.Trim());
                return true;
            }
            if (!question.AsksName && Chosen(turn, talk, question, arrival.Text) is { } chosen) return Choose(turn, talk, question, chosen);
        }
        talk.Change(c => c with { Whom = null });
        return false;
    }

    /// <summary>Takes a tapped name, which names its ticket itself.</summary>
    public static bool TryTap(Turn turn, Talk talk, Arrival arrival)
    {
        if (arrival.Tap?.Split(':') is not ["w", var number, var digit]) return false;
        if (talk.Conversation.Whom is { AsksName: false } question && question.Ticket == number && int.TryParse(digit, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= question.Options.Length + 1)
            return Choose(turn, talk, question, n);
        talk.Say("already_answered");
        return true;
    }

    static bool Choose(Turn turn, Talk talk, WhomQuestion question, int digit)
    {
        if (digit > question.Options.Length)
        {
            talk.Change(c => c with { Whom = question with { AsksName = true, AskedAt = turn.Now } });
            talk.Say("whom_name");
            return true;
        }
        var subject = question.Options[digit - 1];
        if (subject.Person is null) Name(turn, talk, question, subject.Name);
        else Concern(turn, talk, question, subject.Person);
        return true;
    }

    static void Concern(Turn turn, Talk talk, WhomQuestion question, string person)
    {
        if (TicketDesk.FindOpen(turn, question.Ticket) is { } ticket && Register.Find(turn, person) is { } subject)
        {
            // Who of several holds the handset nobody knows, unless it is one alone.
            var writers = talk.Conversation.Persons;
            var reporter = writers.Length == 1 && writers[0] != subject.Id ? writers[0] : null;
            TicketDesk.Save(turn, TicketDesk.Concerning(turn, ticket, subject, reporter).With(turn, "resident", "note", subject.Name));
        }
        End(turn, talk, "whom_thanks");
    }

    static void Name(Turn turn, Talk talk, WhomQuestion question, string words)
    {
        if (TicketDesk.FindOpen(turn, question.Ticket) is { } ticket)
        {
            var label = turn.Text("field_subject", turn.World.Community.Language);
            var writers = talk.Conversation.Persons;
            // The matter is somebody else's now: nobody is to be looked for at the writer's door.
            TicketDesk.Save(turn, ticket with
            {
                Fields = ticket.Fields.Add(new TicketField("subject", label, TextCut.Head(words, 200))),
                Reporter = writers.Length == 1 ? writers[0] : null,
                PersonId = null,
            });
        }
        End(turn, talk, "whom_thanks");
    }

    static void End(Turn turn, Talk talk, string text)
    {
        talk.Change(c => c with { Whom = null });
        talk.Say(text);
        CheckInTalk.AskAgain(turn, talk);
    }

    static int? Chosen(Turn turn, Talk talk, WhomQuestion question, string text)
    {
        var plain = Plain.Form(text);
        if (int.TryParse(Numerals.ToDigits(plain), NumberStyles.None, CultureInfo.InvariantCulture, out var digit))
            return digit >= 1 && digit <= question.Options.Length + 1 ? digit : null;
        if (plain == Plain.Form(turn.Text("whom_other", talk.Language))) return question.Options.Length + 1;
        var named = question.Options.Select((option, i) => (option, i)).Where(one => plain.Contains(Plain.Form(one.option.Name), StringComparison.Ordinal)).ToList();
        return named.Count == 1 && plain.Length <= named[0].option.Name.Length + 6 ? named[0].i + 1 : null;
    }

    // Who uses the handset, whoever lives with them, and those they named themselves.
    static ImmutableArray<Subject> Options(Turn turn, List<Person> persons)
    {
        var options = persons.Select(person => new Subject(person.Name, person.Id)).ToList();
        foreach (var household in persons.Select(person => person.Household).Distinct().Select(turn.Find<Household>).OfType<Household>())
            options.AddRange(household.Persons.Select(turn.Find<Person>).OfType<Person>().Where(IsHere).Select(person => new Subject(person.Name, person.Id)));
        options.AddRange(persons.SelectMany(person => person.Contacts).Select(contact => new Subject(contact.Name, contact.Person)));
        return [.. options.DistinctBy(option => option.Person ?? option.Name).Take(MostOptions)];
    }

    static bool IsHere(Person person) => person is { MergedInto: null, Left: null };
}
