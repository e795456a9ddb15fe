using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What somebody at the desk does in a rehearsal, in words.</summary>
static class RehearsedDesk
{
    const string Desk = "desk";

    /// <summary>
    /// Reads <c>claim</c>, <c>1010 close fine</c> and the like; without a number the newest open ticket is meant. Throws <see cref="FormatException"/>
    /// with a word for the person when that makes no sense.
    /// </summary>
    public static StaffAction Action(Rehearsal rehearsal, string words)
    {
        var (verb, rest) = RehearsedTalk.Split(words);
        var open = rehearsal.Tickets.Where(ticket => ticket.State != TicketState.Closed).Select(ticket => ticket.Number).ToList();
        var number = open.LastOrDefault() ?? throw new FormatException("there is no open ticket");
        if (verb.Length > 0 && verb.All(char.IsAsciiDigit))
        {
            number = open.Contains(verb) ? verb : throw new FormatException($"{verb} is no open ticket; open are {string.Join(", ", open)}");
            (verb, rest) = RehearsedTalk.Split(rest);
        }
        var (code, note) = RehearsedTalk.Split(rest);
        return verb switch
        {
            "claim" => new StaffAction.Claim(Desk, Desk, number),
            "release" => new StaffAction.Release(Desk, Desk, number),
            "reply" => new StaffAction.Reply(Desk, Desk, number, rest),
            "note" => new StaffAction.Note(Desk, Desk, number, rest),
            "done" => new StaffAction.MarkDone(Desk, Desk, number),
            "close" => new StaffAction.Close(Desk, Desk, number, code.Length == 0 ? "other" : code, note.Length == 0 ? null : note),
            "back" => new StaffAction.HandBack(Desk, Desk, number),
            _ => throw new FormatException("/staff takes claim, release, reply WORDS, note WORDS, done, close CODE or back"),
        };
    }
}
