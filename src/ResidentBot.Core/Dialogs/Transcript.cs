using System.Text;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// A talk written down, to be read by people and compared by tests:
/// <code>
/// > 有工作吗
/// &lt; 有新的招工消息，要发给您吗？
///   [是 | 否]
/// > 1
/// ! set person.jobs = yes
/// &lt; 好的。
/// ! finished
/// </code>
/// </summary>
public static class Transcript
{
    /// <summary>What one turn did, in lines. What was said has <c>&lt;</c>, what was done has <c>!</c>.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="tickets">The tickets it opened.</param>
    public static string Of(DialogTurn turn, IEnumerable<TicketDraft> tickets)
    {
        var lines = new StringBuilder();
        if (!turn.Understood) lines.Append("! not understood\n");
        foreach (var ticket in tickets) lines.Append(Of(ticket));
        foreach (var effect in turn.Effects)
            lines.Append(effect switch
            {
                DialogEffect.Say say => Of(say),
                DialogEffect.SetPerson set => $"! set person.{set.Field} = {set.Value}\n",
                DialogEffect.HandOff off => $"! hand off to {(off.Queue.Length == 0 ? "the default queue" : off.Queue)}: {off.Reason}\n",
                _ => throw new InvalidOperationException($"no line for {effect}"),
            });
        if (turn.End is DialogEnd.Finished or DialogEnd.Gone) lines.Append($"! {turn.End.ToString().ToLowerInvariant()}\n");
        return lines.ToString();
    }

    static string Of(DialogEffect.Say say)
    {
        var lines = new StringBuilder("< ").Append(say.Text.Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
        if (say.Choices.Length > 0) lines.Append("  [").AppendJoin(" | ", say.Choices.Select(choice => choice.Label)).Append("]\n");
        if (say.AskLocation) lines.Append("  [location]\n");
        return lines.ToString();
    }

    static string Of(TicketDraft ticket)
    {
        var lines = new StringBuilder("! ticket ").Append($"{ticket.Kind} {ticket.Urgency}".ToLowerInvariant()).Append($" on {ticket.Queue}: {ticket.Summary}\n");
        foreach (var field in ticket.Fields) lines.Append($"  {field.Label}: {field.Value}\n");
        if (ticket.Media.Length > 0) lines.Append($"  {ticket.Media.Length} media\n");
        if (ticket.Location is not null) lines.Append("  location\n");
        return lines.ToString();
    }
}
