using System.Collections.Immutable;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>What a line of a rehearsed talk tells.</summary>
enum TalkLineKind
{
    /// <summary>Words to the resident: <c>&lt; 收到了</c>.</summary>
    Said,

    /// <summary>What is offered below them: <c>  [是 | 否]</c>.</summary>
    Offered,

    /// <summary>A ticket opened or moved: <c>! ticket 1008 ...</c>.</summary>
    Ticket,

    /// <summary>Anything else that was done: <c>! to 周明: ...</c>.</summary>
    Done,

    /// <summary>Something broke, or staff were refused.</summary>
    Wrong,
}

/// <summary>One line, as it stands in a saved talk.</summary>
sealed record TalkLine(TalkLineKind Kind, string Text);

/// <summary>Writes down what an event came to, as the resident at one address and the people around him would see it.</summary>
sealed class TalkLines(World world, Address resident)
{
    /// <summary>The lines of one event, in the order: tickets, what others are told, what the resident is told.</summary>
    public IEnumerable<TalkLine> Of(Rehearsed rehearsed)
    {
        if (rehearsed.Fault is { } fault) yield return new TalkLine(TalkLineKind.Wrong, $"! broken: {fault.GetType().Name}: {fault.Message}");
        if (rehearsed.Decision.Refusal is { } refusal) yield return new TalkLine(TalkLineKind.Wrong, $"! refused: {refusal.Text} {refusal.Name}".TrimEnd());
        foreach (var (before, after) in rehearsed.Documents)
            if (after is Ticket ticket && Moved(before as Ticket, ticket) is { } moved) yield return new TalkLine(TalkLineKind.Ticket, moved);
            else if (after is Conversation talk && Stopped(before as Conversation, talk) is { } stopped) yield return new TalkLine(TalkLineKind.Done, stopped);
            else if (after is Person person && Changed(before as Person, person) is { } changed) yield return new TalkLine(TalkLineKind.Done, changed);
        foreach (var message in rehearsed.Decision.Outbox.Where(message => message.To != resident))
            yield return new TalkLine(TalkLineKind.Done, $"! to {NameOf(message.To)}: {Indented(message.Text)}");
        foreach (var line in rehearsed.Decision.Thread.Where(line => line.Thread == resident && line.Entry.Kind == ThreadKind.Out))
            foreach (var said in Of(line.Entry)) yield return said;
    }

    bool Buttons => world.Capabilities[resident.Channel].Buttons;

    IEnumerable<TalkLine> Of(ThreadEntry entry)
    {
        yield return new TalkLine(TalkLineKind.Said, $"< {(entry.By is null ? "" : $"{entry.By}: ")}{Indented(entry.Text ?? "")}");
        if (entry.Choices.Length > 0) yield return new TalkLine(TalkLineKind.Offered, Offered(entry.Choices));
        if (entry.AskLocation && Buttons) yield return new TalkLine(TalkLineKind.Offered, "  [location]");
    }

    string Offered(ImmutableArray<Choice> choices) => Buttons
        ? $"  [{string.Join(" | ", choices.Select(choice => choice.Label))}]"
        : string.Join('\n', choices.Select((choice, i) => $"  {i + 1} {choice.Label}"));

    static string? Moved(Ticket? before, Ticket after)
    {
        if (before is null)
        {
            var fields = string.Concat(after.Fields.Select(field => $"\n  {field.Label}: {Indented(field.Value)}"));
            return $"! ticket {after.Number} {after.Kind} {after.Urgency} on {after.Queue}: ".ToLowerInvariant() + Indented(after.Summary) + fields;
        }
        if (before.Urgency != after.Urgency) return $"! ticket {after.Number} is {after.Urgency} now".ToLowerInvariant();
        if (before.State == after.State) return null;
        var how = after.State switch
        {
            TicketState.Claimed => $" by {after.OwnerName}",
            TicketState.Closed => $": {after.Outcome?.Code}",
            _ => "",
        };
        return $"! ticket {after.Number} {after.State}".ToLowerInvariant() + how;
    }

    static string? Changed(Person? before, Person after)
    {
        var name = after.Name.Length > 0 ? after.Name : "a stranger";
        if ((before?.WantsJobs ?? false) != after.WantsJobs) return $"! {name} {(after.WantsJobs ? "wants" : "does not want")} job notices";
        if ((before?.Enrolled ?? false) != after.Enrolled) return $"! {name} {(after.Enrolled ? "gets" : "does not get")} check-ins";
        return null;
    }

    static string? Stopped(Conversation? before, Conversation after)
    {
        if ((before?.Stopped ?? []).SequenceEqual(after.Stopped)) return null;
        return after.Stopped.IsEmpty ? "! nothing is stopped" : $"! stopped: {string.Join(", ", after.Stopped)}".ToLowerInvariant();
    }

    string NameOf(Address address) => world.StaffByAddress.TryGetValue(address, out var member) ? member.Name : address.ToString();

    static string Indented(string text) => text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
