using NodaTime;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;

namespace ResidentBot.Host.Desk.Rehearsals;

/// <summary>One colleague's rehearsal. Whoever uses it holds <see cref="Gate"/>; it is small enough that nobody waits.</summary>
/// <param name="record">The talk.</param>
/// <param name="at">When it began, by this host's clock.</param>
sealed class HeldRehearsal(TalkRecord record, Instant at)
{
    /// <summary>How many phones stand side by side.</summary>
    public const int MostPhones = 6;

    /// <summary>How long somebody's words may be, in UTF-16 units.</summary>
    public const int LongestWords = 500;

    const int MostWritten = 200_000;
    const int ClicksKept = 100;
    static readonly Duration Longest = Duration.FromDays(60);
    static readonly Duration FarthestNext = Duration.FromDays(7);

    readonly Queue<Guid> _clicks = new();
    readonly Instant _start = record.Talk.Rehearsal.Now;

    /// <summary>Held while it is used.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The talk.</summary>
    public TalkRecord Record => record;

    /// <summary>The talks of those who take part.</summary>
    public RehearsedTalk Talk => record.Talk;

    /// <summary>When it was last used, by this host's clock.</summary>
    public Instant UsedAt { get; set; } = at;

    /// <summary>Whose phones are put away, by their labels.</summary>
    public HashSet<string> PutAway { get; } = new(StringComparer.Ordinal);

    /// <summary>The phones that stand side by side.</summary>
    public IEnumerable<Participant> Phones => Talk.Participants.Where(one => !PutAway.Contains(one.Label));

    /// <summary>Whether a click is a new one: a form sent twice changes nothing.</summary>
    public bool IsNew(Guid click)
    {
        if (_clicks.Contains(click)) return false;
        _clicks.Enqueue(click);
        if (_clicks.Count > ClicksKept) _clicks.Dequeue();
        return true;
    }

    /// <summary>Does a line as somebody who takes part, null for the first; the answer says why nothing was done.</summary>
    public Refusal? Do(string? label, string line)
    {
        if (record.Length > MostWritten || Talk.Rehearsal.Now - _start > Longest) return new Refusal("rehearsal_long");
        if (line == "/next" && !(Talk.Rehearsal.NextAt - Talk.Rehearsal.Now <= FarthestNext)) return new Refusal("rehearsal_nothing_next");
        try
        {
            Talk.Become(label);
            var wrong = record.Do(line).FirstOrDefault(one => one.Kind == TalkLineKind.Wrong);
            return wrong is null ? null : wrong.Refusal ?? new Refusal("rehearsal_broken", wrong.Text);
        }
        catch (FormatException)
        {
            // The page offers nothing that makes no sense: it was pressed on a page that is no longer true.
            return new Refusal("rehearsal_stale");
        }
    }
}
