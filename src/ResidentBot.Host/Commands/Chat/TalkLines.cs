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
        foreach (var (before, after) in rehearsed.Tickets)
            if (Moved(before, after) is { } moved) yield return new TalkLine(TalkLineKind.Ticket, moved);
        foreach (var person in rehearsed.Decision.Documents.Values.OfType<Person>())
            yield return new TalkLine(TalkLineKind.Done, $"! {person.Name}: {(person.WantsJobs ? "wants jobs" : "no jobs")}, {(person.Enrolled ? "asked how they are" : "not asked how they are")}");
        foreach (var message in rehearsed.Decision.Outbox.Where(message => message.To != resident))
            yield return new TalkLine(TalkLineKind.Done, $"! to {NameOf(message.To)}: {Indented(message.Text)}");
        foreach (var line in rehearsed.Decision.Thread.Where(line => line.Thread == resident && line.Entry.Kind == ThreadKind.Out))
            foreach (var said in Of(line.Entry)) yield return said;
    }

    IEnumerable<TalkLine> Of(ThreadEntry entry)
    {
        yield return new TalkLine(TalkLineKind.Said, $"< {(entry.By is null ? "" : $"{entry.By}: ")}{Indented(entry.Text ?? "")}");
        if (entry.Choices.Length > 0) yield return new TalkLine(TalkLineKind.Offered, Offered(entry.Choices));
        if (entry.AskLocation) yield return new TalkLine(TalkLineKind.Offered, "  [location]");
    }

    string Offered(ImmutableArray<Choice> choices) => world.Capabilities[resident.Channel].Buttons
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

    string NameOf(Address address) => world.StaffByAddress.TryGetValue(address, out var member) ? member.Name : address.ToString();

    static string Indented(string text) => text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
