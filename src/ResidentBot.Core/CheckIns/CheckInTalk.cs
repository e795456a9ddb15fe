using System.Collections.Immutable;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.CheckIns;

/// <summary>Reads an answer to an open check-in. What is not clearly "fine" is not fine.</summary>
public static class CheckInTalk
{
    static readonly HashSet<string> AllOfUs = new(StringComparer.Ordinal)
    {
        "都好", "都很好", "都挺好", "我们都好", "两个都好", "两个人都好", "大家都好", "all", "all of us", "all fine", "both", "both of us", "both fine", "we are all fine", "we are both fine",
    };

    /// <summary>The offered answers: 1 fine, 2 not.</summary>
    public static ImmutableArray<Choice> Choices(Turn turn, string id, Language language) =>
    [
        new Choice($"c:{Short(id)}:fine", turn.Text("checkin_fine", language)),
        new Choice($"c:{Short(id)}:hand", turn.Text("checkin_hand", language)),
    ];

    /// <summary>Takes the message as an answer if a check-in is open here; false when none is.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        var open = Open(turn, talk);
        if (open.Count == 0) return false;
        var persons = open.Select(checkIn => Whose(turn, checkIn)).Distinct().ToList();
        if (!talk.Conversation.WhoOf.IsEmpty && TryWho(turn, talk, open, arrival.Text)) return true;
        var (named, words) = Named(turn, persons, arrival.Text);
        var answer = CheckInAnswers.Read(words, turn.World.CheckInWords);
        if (answer == CheckInAnswer.Fine && named is not null) persons = [named];
        if (answer == CheckInAnswer.Fine && persons.Count > 1)
        {
            AskWho(turn, talk, persons);
            return true;
        }
        if (answer == CheckInAnswer.Fine && named is null && talk.Conversation.FineUnclear)
        {
            AskAgain(turn, talk, open[0]);
            return true;
        }
        // A command word such as 报修 is a wish even though it asks for a hand.
        var from = answer switch { CheckInAnswer.Unclear => Routing.Confident, CheckInAnswer.NeedsHand => Routing.Certain, _ => double.MaxValue };
        if (arrival.Media.IsEmpty && TalkIntent(turn, talk, arrival.Text, from))
        {
            talk.Change(c => c with { WhoOf = [] });
            return false;
        }
        Answer(turn, talk, [.. open.Where(checkIn => persons.Contains(Whose(turn, checkIn)))], answer, arrival.Text);
        return true;
    }

    /// <summary>
    /// Takes words that plainly say how the person is, although another question was asked last which they do not answer. A bare "yes" or a digit was
    /// meant for that question, and a choice among several persons would be one question too many.
    /// </summary>
    public static bool TryTakeBeside(Turn turn, Talk talk, Arrival arrival)
    {
        var open = Open(turn, talk);
        if (open.Count == 0 || arrival.Text.Length == 0 || !arrival.Media.IsEmpty) return false;
        var plain = Plain.Form(arrival.Text);
        var answer = CheckInAnswers.Read(arrival.Text, turn.World.CheckInWords);
        if (answer == CheckInAnswer.Unclear || plain.All(char.IsAsciiDigit)) return false;
        var isOne = open.Select(checkIn => Whose(turn, checkIn)).Distinct().Count() == 1 && !talk.Conversation.FineUnclear;
        if (answer == CheckInAnswer.Fine && (!isOne || Dialogs.Answers.YesNo.Read(plain, "", "") is not null)) return false;
        return TryTake(turn, talk, arrival);
    }

    /// <summary>Takes a tapped button, which names its check-in itself; false when that one has ended.</summary>
    public static bool TryTap(Turn turn, Talk talk, Arrival arrival)
    {
        var open = Open(turn, talk);
        if (Tapped(arrival.Tap, open) is not { } tap) return false;
        Answer(turn, talk, [tap.CheckIn], tap.Fine ? CheckInAnswer.Fine : CheckInAnswer.NeedsHand, arrival.Text);
        return true;
    }

    /// <summary>Asks again what is still open, at the end of another talk.</summary>
    public static void AskAgain(Turn turn, Talk talk)
    {
        if (talk.Conversation.Session is not null || TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not null) return;
        if (Open(turn, talk) is [var open, ..]) AskAgain(turn, talk, open);
    }

    static void AskAgain(Turn turn, Talk talk, CheckIn open)
    {
        if (Register.Find(turn, open.Person) is not { } person) return;
        talk.Change(c => c with { WhoOf = [], FineUnclear = false });
        talk.Speak(Words.Of(turn, "checkin_again", talk.Language, ("name", person.Name)) with
        {
            Choices = Choices(turn, open.Id, talk.Language),
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
            Concerns = $"checkin|{open.Id}|again",
            Person = person.Id,
        });
    }

    /// <summary>
    /// A talk without check-ins that are over. What was offered keeps its digits, so that a late answer is not taken for somebody else's; and where one
    /// ended without an answer, a bare "fine" may still be meant for it.
    /// </summary>
    internal static Conversation Without(Conversation talk, ImmutableArray<string> over, bool byAnswer)
    {
        var left = talk.CheckIns.RemoveRange(over);
        var isSomebodyGone = over.Any(gone => left.All(id => CheckInEnds.PersonOf(id) != CheckInEnds.PersonOf(gone)));
        return talk with { CheckIns = left, WhoOf = left.IsEmpty ? [] : talk.WhoOf, FineUnclear = !left.IsEmpty && (talk.FineUnclear || isSomebodyGone && !byAnswer) };
    }

    /// <summary>An emergency at this address answers every open check-in of the person: not fine.</summary>
    public static void Join(Turn turn, Talk talk, Ticket ticket)
    {
        foreach (var checkIn in talk.Conversation.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>())
        {
            if (checkIn.State is not (CheckInState.Asked or CheckInState.Reminded or CheckInState.RollCall)) continue;
            var current = turn.Find<Ticket>(ticket.Number)!;
            TicketDesk.Save(turn, current with { CheckIns = current.CheckIns.Add(checkIn.Id) });
            turn.Put(checkIn.Id, checkIn with { State = CheckInState.Alert, Ticket = ticket.Number });
        }
    }

    static void Answer(Turn turn, Talk talk, List<CheckIn> checkIns, CheckInAnswer answer, string words)
    {
        if (answer == CheckInAnswer.Fine)
        {
            foreach (var checkIn in checkIns) CheckInEnds.Fine(turn, checkIn);
            talk.Speak(Words.Of(turn, "checkin_thanks", talk.Language) with { Lane = Lane.CheckIn, Purpose = Purpose.Welfare });
            return;
        }
        Ticket? ticket = null;
        foreach (var checkIn in checkIns)
            ticket = checkIn.State == CheckInState.Alert
                ? Worse(turn, checkIn, words) ?? ticket
                : CheckInWatch.Raise(turn, checkIn, "worry", Urgency.Urgent, words);
        talk.Speak(Words.Of(turn, answer == CheckInAnswer.Unclear ? "checkin_unclear" : "checkin_coming", talk.Language, ("number", ticket?.Number ?? "")) with
        {
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
        });
    }

    // The alert is open already; what the person says now goes on it, and silence has become worry.
    static Ticket? Worse(Turn turn, CheckIn checkIn, string words)
    {
        if (TicketDesk.FindOpen(turn, checkIn.Ticket) is not { } ticket) return null;
        var cause = ticket.Cause is "silence" or "undelivered" ? "worry" : ticket.Cause;
        ticket = Ladders.Rouse(turn, TicketDesk.Save(turn, ticket.With(turn, "resident", "note", words) with { Cause = cause }));
        Ladders.TellOwner(turn, ticket, "rung_more", ("number", ticket.Number), ("words", words));
        return ticket;
    }

    static List<CheckIn> Open(Turn turn, Talk talk) =>
        [.. talk.Conversation.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(checkIn => checkIn.IsOpen)];

    // Two entries that turned out to be one person are one person here too.
    static string Whose(Turn turn, CheckIn checkIn) => Register.Find(turn, checkIn.Person)?.Id ?? checkIn.Person;

    static void AskWho(Turn turn, Talk talk, List<string> persons)
    {
        var names = persons.Select((id, i) => $"{i + 1} {turn.Find<Person>(id)?.Name}");
        talk.Change(c => c with { WhoOf = [.. persons], FineUnclear = false });
        talk.Speak(Words.Of(turn, "checkin_who", talk.Language, ("names", string.Join("\n", names)), ("all", $"{persons.Count + 1}")) with
        {
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
        });
    }

    // The digits are those of the list that was sent, whoever of it has been seen to since.
    static bool TryWho(Turn turn, Talk talk, List<CheckIn> open, string text)
    {
        if (Chosen(turn, [.. talk.Conversation.WhoOf.Select(id => Register.Find(turn, id)?.Id ?? id)], text) is not { } chosen) return false;
        talk.Change(c => c with { WhoOf = [] });
        var (fine, left) = (open.Where(checkIn => chosen.Contains(Whose(turn, checkIn))).ToList(), open.Where(checkIn => !chosen.Contains(Whose(turn, checkIn))).ToList());
        if (fine.Count > 0) Answer(turn, talk, fine, CheckInAnswer.Fine, text);
        if (left.Count > 0) AskAgain(turn, talk, left[0]);
        return true;
    }

    // Who is fine: a number of the list, "all of us", or a name with nothing beside it that is not fine.
    static List<string>? Chosen(Turn turn, List<string> persons, string text)
    {
        var plain = Plain.Form(text);
        if (int.TryParse(plain, out var digit))
            return digit < 1 || digit > persons.Count + 1 ? null : digit > persons.Count ? persons : [persons[digit - 1]];
        if (AllOfUs.Contains(plain)) return persons;
        var (named, words) = Named(turn, persons, text);
        var isFine = Plain.Form(words).Length == 0 || CheckInAnswers.Read(words, turn.World.CheckInWords) == CheckInAnswer.Fine;
        return named is not null && isFine ? [named] : null;
    }

    // The one person named, if one alone is, and the words without any name: a name says nothing of how he is.
    static (string? Person, string Words) Named(Turn turn, List<string> persons, string text)
    {
        var named = new List<string>();
        foreach (var id in persons)
        {
            if (turn.Find<Person>(id) is not { Name.Length: > 1 } person || !text.Contains(person.Name, StringComparison.OrdinalIgnoreCase)) continue;
            named.Add(id);
            text = text.Replace(person.Name, " ", StringComparison.OrdinalIgnoreCase);
        }
        return (named.Count == 1 ? named[0] : null, text);
    }

    // Something that plainly is another wish (a repair, a person) is routed; the check-in stays open and is asked again after it.
    static bool TalkIntent(Turn turn, Talk talk, string text, double from)
    {
        var guesses = turn.World.Understand(text, new TalkState(CheckInOpen: true, OfferOpen: false, QuestionOpen: false, talk.Language));
        return guesses.Length > 0 && guesses[0].Confidence >= from && !guesses[0].Intent.StartsWith("checkin_", StringComparison.Ordinal)
            && guesses[0].Intent != "out_of_scope";
    }

    static (CheckIn CheckIn, bool Fine)? Tapped(string? tap, List<CheckIn> open)
    {
        if (tap?.Split(':') is not ["c", var id, var word]) return null;
        var checkIn = open.Find(one => Short(one.Id) == id);
        return checkIn is null ? null : (checkIn, word == "fine");
    }

    // A button's payload has 64 bytes: the id with its colons replaced, its last 48 characters.
    static string Short(string id)
    {
        var ascii = id.Replace(':', '_');
        return ascii.Length <= 48 ? ascii : ascii[^48..];
    }
}
