using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Whoever may not know of a ticket may not read what was said while it held the talk either: every line carries the ticket's sensitivity.</summary>
public static class Secrecy
{
    /// <summary>
    /// Marks the lines that a turn wrote, once all is decided: those of a talk by the ticket that holds it now, or held it before this turn, and a note
    /// or mark by the ticket it names. So the message that opened the ticket is marked too, and a note on a ticket that has ended.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="careful">Whether its event broke already: a ticket that cannot be read may be what broke it, and is not asked for again.</param>
    public static void Mark(Turn turn, bool careful)
    {
        var lines = turn.Decision.Thread;
        for (var i = 0; i < lines.Count; i++)
        {
            var (thread, line) = lines[i];
            // What became of a line is read together with it.
            if (line.Kind == ThreadKind.News) continue;
            var held = turn.Find<Conversation>(thread.Value)?.Ticket ?? turn.Before<Conversation>(thread.Value)?.Ticket;
            var sensitivity = Of(turn, held, careful);
            if (line is { Kind: ThreadKind.Note or ThreadKind.Mark, Ref: { } number } && Of(turn, number, careful) is var own && own > sensitivity) sensitivity = own;
            if (sensitivity > line.Sensitivity) lines[i] = (thread, line with { Sensitivity = sensitivity });
        }
    }

    static Sensitivity Of(Turn turn, string? number, bool careful)
    {
        if (number is null) return Sensitivity.Ordinary;
        return (careful ? turn.Known<Ticket>(number) : turn.Find<Ticket>(number))?.Sensitivity ?? Sensitivity.Ordinary;
    }
}
