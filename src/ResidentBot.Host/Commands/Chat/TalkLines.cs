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
    /// <summary>Words to somebody who takes part: <c>&lt; 收到了</c>, to others than the first <c>liu-wei&lt; 收到了</c>.</summary>
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
/// <param name="Kind">What it tells.</param>
/// <param name="Text">The line; it may go on below, indented.</param>
/// <param name="Refusal">Why nothing was done, on a line that says so.</param>
sealed record TalkLine(TalkLineKind Kind, string Text, Refusal? Refusal = null);

/// <summary>Writes down what an event came to, as those who take part and the people around them would see it.</summary>
/// <param name="world">The files.</param>
/// <param name="participants">Who takes part; the first one's lines carry no name.</param>
sealed class TalkLines(World world, IReadOnlyList<Participant> participants)
{
    /// <summary>The lines of one event, in the order: tickets, what others are told, what those who take part are told.</summary>
    public IEnumerable<TalkLine> Of(Rehearsed rehearsed)
    {
        if (rehearsed.Fault is { } fault) yield return new TalkLine(TalkLineKind.Wrong, $"! broken: {fault.GetType().Name}: {fault.Message}");
        if (rehearsed.Decision.Refusal is { } refusal) yield return new TalkLine(TalkLineKind.Wrong, $"! refused: {refusal.Text} {refusal.Name}".TrimEnd(), refusal);
        foreach (var (before, after) in rehearsed.Documents)
            if (after is Ticket ticket && Moved(before as Ticket, ticket) is { } moved) yield return new TalkLine(TalkLineKind.Ticket, moved);
            else if (after is Conversation talk && Stopped(before as Conversation, talk) is { } stopped) yield return new TalkLine(TalkLineKind.Done, stopped);
            else if (after is Person person && Changed(before as Person, person) is { } changed) yield return new TalkLine(TalkLineKind.Done, changed);
        foreach (var message in rehearsed.Decision.Outbox.Where(message => At(message.To) is null))
            yield return new TalkLine(TalkLineKind.Done, $"! to {NameOf(message.To)}: {Indented(message.Text)}");
        foreach (var (address, entry) in rehearsed.Decision.Thread.Where(line => line.Entry.Kind == ThreadKind.Out))
            if (At(address) is { } participant)
                foreach (var said in Of(participant, entry)) yield return said;
    }

    /// <summary>Who is behind an address: by his label, his name in the files, or masked.</summary>
    public string NameOf(Address address) => world.StaffByAddress.TryGetValue(address, out var member) ? member.Name : At(address)?.Label ?? address.ToString();

    // Of several on one handset the one who came first.
    Participant? At(Address address) => participants.FirstOrDefault(one => one.Address == address);

    IEnumerable<TalkLine> Of(Participant to, ThreadEntry entry)
    {
        var (name, buttons) = (to == participants[0] ? "" : to.Label, world.Can(to.Address).Buttons);
        yield return new TalkLine(TalkLineKind.Said, $"{name}< {(entry.By is null ? "" : $"{entry.By}: ")}{Indented(entry.Text ?? "")}");
        if (entry.Choices.Length > 0) yield return new TalkLine(TalkLineKind.Offered, Offered(entry.Choices, buttons));
        if (entry.AskLocation && buttons) yield return new TalkLine(TalkLineKind.Offered, "  [location]");
    }

    static string Offered(ImmutableArray<Choice> choices, bool buttons) => buttons
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

    static string Indented(string text) => text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
