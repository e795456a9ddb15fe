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
    const string Errand = "errand";

    /// <summary>The offered answers: 1 fine, 2 needs a hand, 3 wants a call.</summary>
    public static ImmutableArray<Choice> Choices(Turn turn, string id, Language language)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Choices(turn.World, id, language);
    }

    /// <summary>The answers offered, outside a turn.</summary>
    public static ImmutableArray<Choice> Choices(World world, string id, Language language)
    {
        ArgumentNullException.ThrowIfNull(world);
        return [Answer("fine"), Answer("hand"), Answer("call")];

        Choice Answer(string answer) => new($"c:{Short(id)}:{answer}", world.Book.Texts.Say($"checkin_{answer}", language));
    }

    /// <summary>Takes the message as an answer if a check-in is open here; false when none is.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        var open = Open(turn, talk);
        if (open.Count == 0) return false;
        var persons = open.Select(checkIn => Whose(turn, checkIn)).Distinct().ToList();
        if (!talk.Conversation.WhoOf.IsEmpty && CheckInWho.TryTake(turn, talk, open, arrival.Text)) return true;
        var (named, words) = CheckInWho.Named(turn, persons, arrival.Text);
        var answer = CheckInAnswers.Read(words, turn.World.CheckInWords);
        // Whom it is about makes no difference then: nobody's window ends.
        if (answer == CheckInAnswer.Fine && TryJoinCries(turn, open))
        {
            Answer(turn, talk, open, answer, arrival.Text);
            return true;
        }
        if (answer == CheckInAnswer.Fine && named is not null) persons = [named];
        if (answer == CheckInAnswer.Fine && persons.Count > 1)
        {
            CheckInWho.Ask(turn, talk, persons);
            return true;
        }
        if (answer == CheckInAnswer.Fine && named is null && talk.Conversation.FineUnclear)
        {
            AskAgain(turn, talk, open[0]);
            return true;
        }
        if (talk.IsCall && answer == CheckInAnswer.Unclear && Greets(turn, talk, arrival.Text))
        {
            AskAgain(turn, talk, open[0]);
            return true;
        }
        if (arrival.Media.IsEmpty && IsWish(turn, talk, arrival.Text, answer))
        {
            talk.Change(c => c with { WhoOf = [] });
            return false;
        }
        var checkIns = open.Where(checkIn => persons.Contains(Whose(turn, checkIn))).ToList();
        if (IsCode(turn, arrival.Text)) Help(turn, talk, checkIns, answer == CheckInAnswer.NeedsHand ? "hand" : "call");
        else Answer(turn, talk, checkIns, answer, arrival.Text);
        return true;
    }

    // Who has called for help is the matter of whoever was called, whoever says "fine" here; true when that is so of everybody who is asked.
    static bool TryJoinCries(Turn turn, List<CheckIn> open)
    {
        var crying = open.FindAll(checkIn => CheckInEnds.CryForHelp(turn, checkIn) is not null);
        foreach (var checkIn in crying) CheckInEnds.Join(turn, checkIn, CheckInEnds.CryForHelp(turn, checkIn)!.Number);
        return crying.Count == open.Count;
    }

    // A digit alone says no more than what was offered for it.
    internal static bool IsCode(Turn turn, string text) => Plain.Form(text).Length == 1 && CheckInAnswers.Read(text, turn.World.CheckInWords) is CheckInAnswer.NeedsHand or CheckInAnswer.Worrying;

    // Somebody is asked to look in before anything else; what is needed only helps him.
    static void Help(Turn turn, Talk talk, List<CheckIn> checkIns, string word)
    {
        Answer(turn, talk, checkIns, word == "hand" ? CheckInAnswer.NeedsHand : CheckInAnswer.Worrying, turn.Text($"checkin_{word}", turn.World.Community.Language));
        if (word == "hand" && !talk.IsCall && turn.World.Book.Dialogs.ContainsKey(Errand)) Flows.Start(turn, talk, Errand, null);
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
        if (tap.Word == "fine") Answer(turn, talk, [tap.CheckIn], CheckInAnswer.Fine, arrival.Text);
        else Help(turn, talk, [tap.CheckIn], tap.Word == "call" ? "call" : "hand");
        return true;
    }

    /// <summary>Asks again what is still open, at the end of another talk; false when nothing is.</summary>
    public static bool AskAgain(Turn turn, Talk talk)
    {
        if (talk.Conversation.Session is not null || TicketDesk.FindOpen(turn, talk.Conversation.Ticket) is not null) return false;
        if (Open(turn, talk).Find(checkIn => IsUnanswered(turn, checkIn)) is not { } open) return false;
        AskAgain(turn, talk, open);
        return true;
    }

    // Who said that he is not fine is not asked how he is while somebody is on the way.
    internal static bool IsUnanswered(Turn turn, CheckIn checkIn) =>
        checkIn.State != CheckInState.Alert || TicketDesk.FindOpen(turn, checkIn.Ticket) is { Cause: "silence" or "undelivered" };

    internal static void AskAgain(Turn turn, Talk talk, CheckIn open)
    {
        if (Register.Find(turn, open.Person) is not { } person) return;
        talk.Change(c => c with { WhoOf = [], FineUnclear = false });
        talk.Speak(Words.Of(turn, "checkin_again", talk.Language, person.ReadsLittle, ("name", person.Name)) with
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

    /// <summary>
    /// An emergency at this address answers every open check-in of the person: not fine. It also takes over what only silence or worry had raised, so that
    /// no other end of that ticket ends the window.
    /// </summary>
    public static void Join(Turn turn, Talk talk, Ticket ticket)
    {
        foreach (var checkIn in Open(turn, talk))
            if (TicketDesk.FindOpen(turn, checkIn.Ticket) is not { Urgency: Urgency.Emergency }) CheckInEnds.Join(turn, checkIn, ticket.Number);
    }

    internal static void Answer(Turn turn, Talk talk, List<CheckIn> checkIns, CheckInAnswer answer, string words)
    {
        var isShort = checkIns.Exists(checkIn => Register.Find(turn, checkIn.Person) is { ReadsLittle: true });
        if (answer == CheckInAnswer.Fine)
        {
            Ticket? coming = null;
            foreach (var checkIn in checkIns)
            {
                var goesOn = CheckInEnds.Fine(turn, checkIn);
                coming ??= goesOn;
            }
            var thanks = coming is null ? Words.Of(turn, "checkin_thanks", talk.Language, isShort) : Words.Of(turn, "checkin_thanks_all_the_same", talk.Language, isShort, ("number", coming.Number));
            talk.Speak(thanks with { Lane = Lane.CheckIn, Purpose = Purpose.Welfare });
            return;
        }
        var number = Worry(turn, checkIns, words)?.Number ?? "";
        talk.Speak(Words.Of(turn, answer == CheckInAnswer.Unclear ? "checkin_unclear" : "checkin_coming", talk.Language, isShort, ("number", number)) with
        {
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
            Connect = true,
        });
    }

    /// <summary>Somebody looks in: an alert for each, or more on the one that is open. Returns the last ticket.</summary>
    internal static Ticket? Worry(Turn turn, List<CheckIn> checkIns, string words)
    {
        Ticket? ticket = null;
        foreach (var checkIn in checkIns)
            ticket = checkIn.State == CheckInState.Alert
                ? Worse(turn, checkIn, words) ?? ticket
                : CheckInWatch.Raise(turn, checkIn, "worry", Urgency.Urgent, words);
        return ticket;
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

    internal static List<CheckIn> Open(Turn turn, Talk talk) =>
        [.. talk.Conversation.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(checkIn => checkIn.IsOpen)];

    // Two entries that turned out to be one person are one person here too.
    internal static string Whose(Turn turn, CheckIn checkIn) => Register.Find(turn, checkIn.Person)?.Id ?? checkIn.Person;

    // Something that plainly is another wish (a repair, a person) is routed; the check-in stays open and is asked again after it.
    internal static bool IsWish(Turn turn, Talk talk, string text, CheckInAnswer answer)
    {
        // A command word such as 报修 is a wish even though it asks for a hand.
        var from = answer switch { CheckInAnswer.Unclear => Routing.Confident, CheckInAnswer.NeedsHand => Routing.Certain, _ => double.MaxValue };
        var guesses = turn.World.Understand(text, new TalkState(CheckInOpen: true, OfferOpen: false, QuestionOpen: false, talk.Language));
        return guesses.Length > 0 && guesses[0].Confidence >= from && !guesses[0].Intent.StartsWith("checkin_", StringComparison.Ordinal)
            && guesses[0].Intent != "out_of_scope";
    }

    // What one says who picks up a telephone.
    static bool Greets(Turn turn, Talk talk, string text) =>
        turn.World.Understand(text, new TalkState(CheckInOpen: true, OfferOpen: false, QuestionOpen: false, talk.Language)) is [{ Intent: "greeting", Confidence: >= Routing.Confident }, ..];

    static (CheckIn CheckIn, string Word)? Tapped(string? tap, List<CheckIn> open)
    {
        if (tap?.Split(':') is not ["c", var id, var word]) return null;
        var checkIn = open.Find(one => Short(one.Id) == id);
        return checkIn is null ? null : (checkIn, word);
    }

    // A button's payload has 64 bytes: the id with its colons replaced, its last 48 characters.
    static string Short(string id)
    {
        var ascii = id.Replace(':', '_');
        return ascii.Length <= 48 ? ascii : ascii[^48..];
    }
}
