using System.Text.RegularExpressions;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Tickets;

/// <summary>Reads what a named person answers to a rung on his own phone or chat: accept, pass on, or a result.</summary>
public static partial class StaffAnswers
{
    /// <summary>Takes the answer if the address has open rungs and the words are one; false leaves the message to the rest of the turn.</summary>
    public static bool TryTake(Turn turn, Talk talk, StaffMember member, Arrival arrival)
    {
        var open = (turn.Find<Rungs>(talk.Conversation.Address.Value)?.Tickets ?? [])
            .Select(number => TicketDesk.FindOpen(turn, number)).OfType<Ticket>().ToList();
        if (Tapped(arrival.Tap) is { } tap)
        {
            if (open.Exists(ticket => ticket.Number == tap.Number) || WasAsked(turn, member, tap.Number)) return Tap(turn, talk, member, tap.Number, tap.Word);
            // Never asked about it: the button is not one of ours.
            talk.Say("rung_over", ("number", tap.Number));
            return true;
        }
        if (open.Count == 0) return false;
        var plain = Plain.Form(arrival.Text);
        var match = Answer().Match(Confirmations.Digit(turn, open, talk.Language, Digit(turn, talk.Language, plain)));
        var number = match.Groups["number"].Value;
        var chosen = number.Length > 0 ? open.FirstOrDefault(ticket => ticket.Number == number) : OnlyOne(open, member);
        if (match.Success && chosen is null)
        {
            talk.Say("rung_which", ("numbers", string.Join(", ", open.Select(ticket => ticket.Number))));
            return true;
        }
        if (chosen is null) return false;
        if (!match.Success && chosen.Owner != member.Id) return false;
        Read(turn, talk, member, chosen, match.Success ? match.Groups["digit"].Value[0] - '0' : 0, arrival.Text.Trim());
        return true;
    }

    static bool WasAsked(Turn turn, StaffMember member, string number) => TicketDesk.FindOpen(turn, number) is { } ticket
        && (ticket.Owner == member.Id || ticket.Climb?.Asked.Any(asked => asked.Staff == member.Id) == true);

    // The words of the two answers are as good as their digits.
    static string Digit(Turn turn, Language language, string plain) =>
        plain == Plain.Form(turn.Text("rung_accept", language)) ? "1" : plain == Plain.Form(turn.Text("rung_pass", language)) ? "2" : plain;

    static Ticket? OnlyOne(List<Ticket> open, StaffMember member)
    {
        var mine = open.Where(ticket => ticket.Owner == member.Id).ToList();
        var waiting = open.Where(ticket => ticket.State == TicketState.Waiting).ToList();
        if (mine.Count == 1 && waiting.Count == 0) return mine[0];
        return mine.Count == 0 && waiting.Count == 1 ? waiting[0] : open.Count == 1 ? open[0] : null;
    }

    static void Read(Turn turn, Talk talk, StaffMember member, Ticket ticket, int digit, string words)
    {
        if (Confirmations.TryAnswer(turn, talk, member, ticket, $"{digit}")) return;
        if (ticket.Owner == member.Id)
        {
            if (digit >= 1 && digit <= StaffWords.Reportable.Count) Report(turn, talk, member, ticket, StaffWords.Reportable[digit - 1], words);
            else Note(turn, talk, member, ticket, words);
            return;
        }
        Tap(turn, talk, member, ticket.Number, digit switch { 1 => "accept", 2 => "pass", _ => "" });
    }

    static bool Tap(Turn turn, Talk talk, StaffMember member, string number, string word)
    {
        if (TicketDesk.FindOpen(turn, number) is not { } ticket)
        {
            talk.Say("rung_over", ("number", number));
            return true;
        }
        if (Confirmations.TryAnswer(turn, talk, member, ticket, word)) return true;
        switch (word)
        {
            case "accept" when ticket.State == TicketState.Waiting:
                ticket = TicketDesk.Claim(turn, ticket, member.Id, member.Name, "accepted");
                talk.Speak(StaffWords.AskResult(turn, ticket, talk.Language));
                break;
            case "accept" when ticket.Owner == member.Id:
                talk.Speak(StaffWords.AskResult(turn, ticket, talk.Language));
                break;
            case "accept":
                talk.Say("rung_taken", ("number", number), ("name", ticket.OwnerName ?? ""));
                break;
            case "pass" when ticket.State == TicketState.Waiting:
                talk.Say("rung_passed", ("number", number));
                Pass(turn, talk, ticket, member);
                break;
            case "pass" when ticket.Owner == member.Id:
                talk.Say("rung_passed", ("number", number));
                TicketDesk.Release(turn, ticket, member.Id, "released");
                break;
            case var code when StaffWords.Reportable.Contains(code):
                Report(turn, talk, member, ticket, code, null);
                break;
            default:
                talk.Speak(StaffWords.Ask(turn, ticket, talk.Language, ""));
                break;
        }
        return true;
    }

    // Only who is asked now moves the ladder on; a late "2" by somebody asked before must not take time from the one asked since.
    static void Pass(Turn turn, Talk talk, Ticket ticket, StaffMember member)
    {
        var isAsked = ticket.Climb?.Asked is { IsEmpty: false } asked && asked[^1].Staff == member.Id;
        ticket = ticket.With(turn, member.Id, "passed");
        Ladders.Forget(turn, talk.Conversation.Address, ticket.Number);
        if (isAsked) Ladders.Climb(turn, ticket);
        else TicketDesk.Save(turn, ticket);
    }

    // A result by somebody who did not say "1" first is as good: he has been there.
    static void Report(Turn turn, Talk talk, StaffMember member, Ticket ticket, string code, string? words)
    {
        TicketDesk.Free(turn, ticket)?.Say("handed_back");
        TicketDesk.Close(turn, ticket, code, words, member.Id, member.Name);
        talk.Say("rung_thanks", ("number", ticket.Number), ("outcome", turn.Text($"outcome_{code}", talk.Language)));
    }

    static void Note(Turn turn, Talk talk, StaffMember member, Ticket ticket, string words)
    {
        TicketDesk.Save(turn, ticket.With(turn, member.Id, "note", words));
        talk.Speak(StaffWords.AskResult(turn, ticket, talk.Language));
    }

    static (string Number, string Word)? Tapped(string? tap)
    {
        var parts = tap?.Split(':');
        return parts is ["r", var number, var word] ? (number, word) : null;
    }

    // "1", "1 1008", "1008 1", "1号 1008": a digit, and perhaps the ticket's number on either side.
    [GeneratedRegex(@"^(?:(?<number>\d{4,9})[ ,.:，、]+)?(?<digit>[1-9])(?:[ ,.:，、]+(?<number>\d{4,9}))?(?:[ ,.:，、].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Answer();
}
