using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>Reads one-time codes from paper: whoever sends one is the person it was made for. A code of staff is left to whoever pairs their phones.</summary>
public static partial class PaperCodes
{
    /// <summary>What stands in the thread instead.</summary>
    public const string Masked = "••••••••";

    const int MostWrong = 5;

    /// <summary>Of all addresses together: whoever guesses through many of them is stopped too.</summary>
    const int MostWrongOfAll = 300;

    /// <summary>The digits a message holds, if it holds nothing else, or says that they are a code; null when it holds none.</summary>
    public static string? In(Arrival arrival)
    {
        var text = arrival.Kind == ArrivalKind.Started ? arrival.Tap ?? arrival.Text : arrival.Text;
        var match = Form().Match(Plain.Form(text));
        return match.Success ? match.Groups["a"].Value + match.Groups["b"].Value : null;
    }

    /// <summary>Whether a message is a code, or is to be taken for one: it must not stand in the thread.</summary>
    public static bool Hides(Turn turn, Talk talk, Arrival arrival) =>
        In(arrival) is { } digits && (!IsAnswer(talk, arrival) || !IsSpent(turn, talk) && turn.Find<PaperCode>(digits) is not null);

    /// <summary>Takes the message if it is a code for a resident, or a wrong one.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        if (In(arrival) is not { } digits) return false;
        if (IsSpent(turn, talk))
        {
            if (IsAnswer(talk, arrival)) return false;
            talk.Say("slip_enough");
            return true;
        }
        var code = turn.Find<PaperCode>(digits);
        if (code is { Staff: not null }) return false;
        if (code is { UsedAt: null } && turn.Now <= code.Until && Register.Find(turn, code.Person) is { Left: null } person)
        {
            Use(turn, talk, code, person);
            return true;
        }
        Count(turn, talk);
        // Eight digits may be the answer a dialog waits for: a phone in town has as many. Counted all the same, or a dialog would be the place to guess.
        if (code is null && IsAnswer(talk, arrival)) return false;
        talk.Say("slip_wrong");
        return true;
    }

    static void Count(Turn turn, Talk talk)
    {
        var today = turn.World.Local(turn.Now).Date;
        talk.Change(c => c with { Codes = new CodeTries(today, (c.Codes?.Day == today ? c.Codes.Wrong : 0) + 1) });
        var all = (turn.Find<Counter>(OfAll(today))?.Last ?? 0) + 1;
        turn.Put(OfAll(today), new Counter(all));
        if (all == MostWrongOfAll)
            TicketDesk.Open(turn, TicketDesk.Draft(TicketKind.Incident, "incidents", Urgency.Urgent, turn.Text("alert_codes", turn.World.Community.Language)) with { Cause = "codes" });
    }

    static string OfAll(LocalDate day) => $"wrong-codes:{LocalDatePattern.Iso.Format(day)}";

    static void Use(Turn turn, Talk talk, PaperCode code, Person person)
    {
        turn.Put(code.Digits, code with { UsedAt = turn.Now });
        person = person with { Code = null };
        Confirmations.Join(turn, talk, person, person.Addresses.Contains(talk.Conversation.Address) ? person.Addresses : person.Addresses.Add(talk.Conversation.Address));
        if (TicketDesk.FindOpen(turn, talk.Conversation.WhoTicket) is { } asked) TicketDesk.Close(turn, asked, "answered", null, "resident", person.Name);
        talk.Change(c => c with { Who = null, WhoTicket = null, Codes = null });
        turn.Log("resident", "used code", person.Id);
        talk.Say("slip_done", ("name", person.Name));
    }

    /// <summary>Whether so many wrong codes came today, from an address or from all together, that none is looked up any more.</summary>
    internal static bool IsSpent(Turn turn, Talk talk)
    {
        var today = turn.World.Local(turn.Now).Date;
        return (talk.Conversation.Codes is { Wrong: >= MostWrong } tries && tries.Day == today) || turn.Find<Counter>(OfAll(today))?.Last >= MostWrongOfAll;
    }

    static bool IsAnswer(Talk talk, Arrival arrival) =>
        talk.Conversation.Session is not null && arrival.Kind != ArrivalKind.Started && char.IsAsciiDigit(Plain.Form(arrival.Text)[0]);

    [GeneratedRegex(@"^(?:[^0-9]{0,10}(?:code|码|口令|纸条)[^0-9]{0,4}|/start[ _-]*)?(?<a>\d{4})[ -]?(?<b>\d{4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Form();
}
