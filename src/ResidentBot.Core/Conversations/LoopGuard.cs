using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Conversations;

/// <summary>Sentences from one address that the bot answered.</summary>
/// <param name="Since">When the first of them came.</param>
/// <param name="Answered">How many came since then.</param>
/// <param name="Last">A hash of the last one.</param>
/// <param name="Same">How often the last one came in a row.</param>
/// <param name="LastAt">When it came.</param>
public sealed record Chatter(Instant Since, int Answered, string Last, int Same, Instant LastAt);

/// <summary>
/// Keeps the bot from talking for ever with a machine on the other side: an auto-reply, another bot, an account of our own. It falls silent for an hour
/// and staff see it once. Cries for help, words of somebody who is not well, stop words, open check-ins and talks that a person has are never silenced; the
/// silence ends with the ticket that staff close, or with a check-in's button.
/// </summary>
public static class LoopGuard
{
    /// <summary>More answered sentences than this within <see cref="Within"/> come from no person.</summary>
    public const int MostAnswered = 20;

    /// <summary>The same answered sentence so often in a row comes from no person.</summary>
    public const int MostSame = 5;

    /// <summary>A sentence has at least so many characters; digits and short answers are what people type.</summary>
    public const int Sentence = 4;

    /// <summary>Over what time sentences are counted.</summary>
    public static readonly Duration Within = Duration.FromMinutes(10);

    /// <summary>How long the bot is silent.</summary>
    public static readonly Duration Silence = Duration.FromHours(1);

    // Somebody who greets us in the same words every day is no machine.
    static readonly Duration InARow = Duration.FromHours(1);

    /// <summary>Whether the bot is silent at this address now.</summary>
    public static bool IsSilent(Turn turn, Talk talk) => talk.Conversation.SilentUntil is { } until && turn.Now < until;

    /// <summary>Takes what comes from an account of our own: never answered. One that is tried out by its canary is not told of either.</summary>
    public static bool TryTakeOurs(Turn turn, Talk talk, Arrival arrival)
    {
        var accounts = turn.World.Community.Accounts.Values;
        if (!accounts.Any(account => Sender(account) == arrival.From.Value)) return false;
        var here = turn.World.Community.Accounts.TryGetValue(arrival.Account, out var own) ? Sender(own) : null;
        if (!IsSilent(turn, talk) && !accounts.Any(account => account.Canary?.To.Value is { } to && to == here)) Fall(turn, talk);
        return true;
    }

    /// <summary>Takes what comes while the bot is silent.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        if (!IsSilent(turn, talk)) return false;
        if (Emergencies.TryTake(turn, talk, arrival) || CheckInTakenBack.TryTake(turn, talk, arrival, isLate: false)) return true;
        if (!IsSentence(arrival) && WorkerTalk.TryTake(turn, talk, arrival)) return true;
        var guesses = arrival.Text.Length == 0 ? [] : turn.World.Understand(arrival.Text, new TalkState(!talk.Conversation.CheckIns.IsEmpty, false, false, talk.Language));
        if (guesses is [{ Confidence: >= Routing.Certain } guess, ..] && OptOuts.TryTake(turn, talk, guess.Intent, arrival)) return true;
        if (HandOffs.TryTake(turn, talk)) return true;
        if (arrival.Tap is not null)
        {
            // A button is tapped by a person.
            if (CheckInTalk.TryTap(turn, talk, arrival)) talk.Change(c => c with { SilentUntil = null });
            return true;
        }
        if (!talk.Conversation.CheckIns.IsEmpty && CheckInTalk.TryTake(turn, talk, arrival)) return true;
        if (guesses is [{ Confidence: >= Routing.Confident } wish, ..]) Hear(turn, talk, arrival.Text, wish.Intent);
        return true;
    }

    /// <summary>More words about a ticket that is open, while the bot is silent: whoever has it hears them all, whoever was asked hears what is new.</summary>
    internal static void Add(Turn turn, Ticket held, string words)
    {
        if (held.State == TicketState.Claimed)
        {
            held = TicketDesk.Save(turn, held.With(turn, "resident", "note", words));
            Ladders.TellOwner(turn, held, "rung_more", ("number", held.Number), ("words", words));
            return;
        }
        if (held.Summary.Contains(words, StringComparison.Ordinal) || held.History.Any(line => line.What == "note" && line.Text == words)) return;
        Ladders.TellAsked(turn, Ladders.Rouse(turn, TicketDesk.Save(turn, held.With(turn, "resident", "note", words))), words);
    }

    // Whoever is not well, or wants to confide in somebody, finds a person in silence too, and is told so once.
    static void Hear(Turn turn, Talk talk, string words, string intent)
    {
        (string Queue, string Reason, Urgency Urgency)? wish = intent switch
        {
            "emergency" => (CheckInWatch.QueueOf(turn.World), "worry", Urgency.Emergency),
            "checkin_help" => (CheckInWatch.QueueOf(turn.World), "worry", Urgency.Urgent),
            "counsel" => (Intents.QueueOf(turn, intent), intent, Urgency.Normal),
            _ => null,
        };
        if (wish is not { } to) return;
        var held = TicketDesk.FindOpen(turn, talk.Conversation.Ticket);
        if (held is null || to.Urgency > held.Urgency || turn.World.Community.Queues[to.Queue].Sensitivity > held.Sensitivity) HandOffs.Open(turn, talk, to.Queue, to.Reason, to.Urgency);
        else Add(turn, held, words);
    }

    /// <summary>Counts a sentence that this turn answered, and falls silent when it is one too many.</summary>
    public static void Count(Turn turn, Talk talk, Arrival arrival)
    {
        if (!IsSentence(arrival) || !IsAnswered(turn, talk)) return;
        var (before, hash) = (talk.Conversation.Chatter, Hash(Plain.Form(arrival.Text)));
        var same = before is not null && before.Last == hash && turn.Now - before.LastAt < InARow ? before.Same + 1 : 1;
        var now = before is not null && turn.Now - before.Since < Within
            ? before with { Answered = before.Answered + 1, Last = hash, Same = same, LastAt = turn.Now }
            : new Chatter(turn.Now, 1, hash, same, turn.Now);
        talk.Change(c => c with { Chatter = now });
        // Named people work through menus quickly; an auto-reply on their phones repeats itself.
        if (now.Same >= MostSame || now.Answered > MostAnswered && Colleagues.At(turn, arrival.From) is null) Fall(turn, talk);
    }

    static void Fall(Turn turn, Talk talk)
    {
        talk.Change(c => c with { SilentUntil = turn.Now + Silence, Chatter = null, Session = null });
        turn.Count("silenced");
        var ticket = TicketDesk.FindOpen(turn, talk.Conversation.Ticket);
        if (ticket is null)
        {
            ticket = TicketDesk.Open(turn, TicketDesk.Draft(TicketKind.HandOff, HandOffs.DefaultQueue, Urgency.Normal, turn.Text("handoff_loop", turn.World.Community.Language)) with
            {
                Address = talk.Conversation.Address,
                PersonId = talk.Conversation.Persons.Length == 1 ? talk.Conversation.Persons[0] : null,
                Cause = "loop",
            });
            talk.Change(c => c with { Ticket = ticket.Number });
        }
        else if (ticket.Cause != "loop" && !ticket.History.Any(line => line.What == "silent"))
        {
            ticket = TicketDesk.Save(turn, ticket.With(turn, "bot", "silent"));
        }
        talk.Note(ThreadKind.Mark, null, "silent", ticket.Number);
    }

    static bool IsSentence(Arrival arrival) => arrival is { Kind: ArrivalKind.Message, Text.Length: >= Sentence } && arrival.Text.Any(char.IsLetter);

    static bool IsAnswered(Turn turn, Talk talk) =>
        turn.Decision.Thread.Exists(line => line.Thread == talk.Conversation.Address && line.Entry is { Kind: ThreadKind.Out, By: null });

    static string? Sender(ChannelAccount account) => account.Settings.GetValueOrDefault("from") is { } from ? $"{account.Channel}:{from}" : null;

    // FNV-1a: the words themselves stand in the thread alone.
    static string Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return $"{hash:x}";
    }
}
