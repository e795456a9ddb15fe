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
    /// <summary>The offered answers: 1 fine, 2 not.</summary>
    public static ImmutableArray<Choice> Choices(Turn turn, string id, Language language) =>
    [
        new Choice($"c:{Short(id)}:fine", turn.Text("checkin_fine", language)),
        new Choice($"c:{Short(id)}:hand", turn.Text("checkin_hand", language)),
    ];

    /// <summary>Takes the message as an answer if a check-in is open here; false when none is.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        var open = talk.C.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(checkIn => checkIn.IsOpen).ToList();
        if (open.Count == 0) return false;
        var persons = open.Select(checkIn => checkIn.Person).Distinct().ToList();
        if (talk.C.WhoAsked && persons.Count > 1 && TryWho(turn, talk, open, persons, arrival.Text)) return true;
        var answer = CheckInAnswers.Read(arrival.Text, turn.World.CheckInWords);
        if (answer == CheckInAnswer.Fine && Named(turn, persons, arrival.Text) is { } named) persons = [named];
        if (answer == CheckInAnswer.Fine && persons.Count > 1)
        {
            AskWho(turn, talk, persons);
            return true;
        }
        if (answer == CheckInAnswer.Unclear && arrival.Media.IsEmpty && TalkIntent(turn, talk, arrival.Text)) return false;
        Answer(turn, talk, [.. open.Where(checkIn => persons.Contains(checkIn.Person))], answer, arrival.Text);
        return true;
    }

    /// <summary>Takes a tapped button, which names its check-in itself; false when that one has ended.</summary>
    public static bool TryTap(Turn turn, Talk talk, Arrival arrival)
    {
        var open = talk.C.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(checkIn => checkIn.IsOpen).ToList();
        if (Tapped(arrival.Tap, open) is not { } tap) return false;
        Answer(turn, talk, [tap.CheckIn], tap.Fine ? CheckInAnswer.Fine : CheckInAnswer.NeedsHand, arrival.Text);
        return true;
    }

    /// <summary>Asks again what is still open, at the end of another talk.</summary>
    public static void AskAgain(Turn turn, Talk talk)
    {
        if (talk.C.Session is not null || talk.C.Ticket is not null) return;
        var open = talk.C.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>().FirstOrDefault(checkIn => checkIn.IsOpen);
        if (open is null || turn.Find<Person>(open.Person) is not { } person) return;
        talk.Speak(new Words(turn.Text("checkin_again", talk.Language, ("name", person.Name)))
        {
            Choices = Choices(turn, open.Id, talk.Language),
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
            Concerns = $"checkin|{open.Id}|again",
        });
    }

    /// <summary>An emergency at this address answers every open check-in of the person: not fine.</summary>
    public static void Join(Turn turn, Talk talk, Ticket ticket)
    {
        foreach (var checkIn in talk.C.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>())
        {
            if (checkIn.State is not (CheckInState.Asked or CheckInState.Reminded)) continue;
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
            talk.Speak(new Words(turn.Text("checkin_thanks", talk.Language)) { Lane = Lane.CheckIn, Purpose = Purpose.Welfare });
            return;
        }
        Ticket? ticket = null;
        foreach (var checkIn in checkIns)
            ticket = checkIn.State is CheckInState.Asked or CheckInState.Reminded
                ? CheckInWatch.Raise(turn, checkIn, "worry", Urgency.Urgent, words)
                : Worse(turn, checkIn, words) ?? ticket;
        talk.Speak(new Words(turn.Text(answer == CheckInAnswer.Unclear ? "checkin_unclear" : "checkin_coming", talk.Language, ("number", ticket?.Number ?? "")))
        {
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
        });
    }

    // The alert is open already; what the person says now goes on it, and silence has become worry.
    static Ticket? Worse(Turn turn, CheckIn checkIn, string words)
    {
        if (TicketDesk.FindOpen(turn, checkIn.Ticket) is not { } ticket) return null;
        return TicketDesk.Save(turn, ticket.With(turn, "resident", "note", words) with { Cause = ticket.Cause == "silence" ? "worry" : ticket.Cause });
    }

    static void AskWho(Turn turn, Talk talk, List<string> persons)
    {
        var names = persons.Select((id, i) => $"{i + 1} {turn.Find<Person>(id)?.Name}");
        talk.Change(c => c with { WhoAsked = true });
        talk.Speak(new Words(turn.Text("checkin_who", talk.Language, ("names", string.Join("\n", names)), ("all", $"{persons.Count + 1}")))
        {
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
        });
    }

    static bool TryWho(Turn turn, Talk talk, List<CheckIn> open, List<string> persons, string text)
    {
        var plain = Plain.Form(text);
        var chosen = int.TryParse(plain, out var digit) && digit >= 1 && digit <= persons.Count + 1
            ? digit == persons.Count + 1 ? persons : [persons[digit - 1]]
            : Named(turn, persons, text) is { } named ? [named] : null;
        if (chosen is null) return false;
        talk.Change(c => c with { WhoAsked = false });
        Answer(turn, talk, [.. open.Where(checkIn => chosen.Contains(checkIn.Person))], CheckInAnswer.Fine, text);
        if (chosen.Count < persons.Count) AskAgain(turn, talk);
        return true;
    }

    static string? Named(Turn turn, List<string> persons, string text)
    {
        var named = persons.Where(id => turn.Find<Person>(id) is { } person && text.Contains(person.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    // Something that plainly is another wish (a repair, a person) is routed; the check-in stays open and is asked again after it.
    static bool TalkIntent(Turn turn, Talk talk, string text)
    {
        var guesses = turn.World.Understand(text, new TalkState(CheckInOpen: true, OfferOpen: false, QuestionOpen: false, talk.Language));
        return guesses.Length > 0 && guesses[0].Confidence >= Routing.Confident && !guesses[0].Intent.StartsWith("checkin_", StringComparison.Ordinal);
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
