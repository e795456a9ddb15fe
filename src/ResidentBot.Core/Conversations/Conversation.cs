using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Conversations;

/// <summary>What we know of the talk with one address. The words themselves stand in its thread.</summary>
public sealed record Conversation
{
    /// <summary>Whose talk.</summary>
    public required Address Address { get; init; }

    /// <summary>The account it last wrote to; answers leave through it.</summary>
    public required string Account { get; init; }

    /// <summary>The language it is spoken to in.</summary>
    public required Language Language { get; init; }

    /// <summary>The name its account shows.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the words of welcome were said.</summary>
    public bool Welcomed { get; init; }

    /// <summary>When it last wrote.</summary>
    public Instant? LastInAt { get; init; }

    /// <summary>The last messages from here that may still be changed, oldest first; at most five.</summary>
    public ImmutableArray<SaidMessage> Said { get; init; } = [];

    /// <summary>How many messages were decided for it since <see cref="LastInAt"/>; only counted where the channel has a window.</summary>
    public int SentSince { get; init; }

    /// <summary>The registered persons who use this address.</summary>
    public ImmutableArray<string> Persons { get; init; } = [];

    /// <summary>The dialog it is in, waiting for an answer; null when in none.</summary>
    public DialogSession? Session { get; init; }

    /// <summary>A dialog that stopped waiting but can be gone on with; null for none.</summary>
    public PausedTalk? Paused { get; init; }

    /// <summary>How often in a row we did not understand.</summary>
    public int Misses { get; init; }

    /// <summary>The open ticket that holds this talk for a person; while it is claimed the bot is silent.</summary>
    public string? Ticket { get; init; }

    /// <summary>When the resident was last told since when he waits.</summary>
    public Instant? ToldWaitingAt { get; init; }

    /// <summary>Open check-ins asked at this address, oldest first.</summary>
    public ImmutableArray<string> CheckIns { get; init; } = [];

    /// <summary>Whom the open question "who of you is fine?" offered, in the order of its digits; empty while none is open.</summary>
    public ImmutableArray<string> WhoOf { get; init; } = [];

    /// <summary>Whether somebody else was asked here whose check-in ended without his word: a bare "fine" may be his.</summary>
    public bool FineUnclear { get; init; }

    /// <summary>The post last offered here and not answered.</summary>
    public string? Offer { get; init; }

    /// <summary>The request whose "fixed or not?" is open here.</summary>
    public string? AskedFixed { get; init; }

    /// <summary>Requests that are done and not asked about yet, oldest first: another question is open here.</summary>
    public ImmutableArray<string> ToAskFixed { get; init; } = [];

    /// <summary>The last requests from here, oldest first; at most five.</summary>
    public ImmutableArray<string> Requests { get; init; } = [];

    /// <summary>When something that wants an answer was last sent here unasked: a check-in, an alarm, a job.</summary>
    public Instant? PushedAt { get; init; }

    /// <summary>Purposes stopped by this address.</summary>
    public ImmutableArray<Purpose> Stopped { get; init; } = [];

    /// <summary>Accounts that can no longer reach this address, until it writes again: a carrier's stop, a block, a dead number.</summary>
    public ImmutableArray<string> ClosedAccounts { get; init; } = [];

    /// <summary>The question who is writing, while it is open.</summary>
    public WhoQuestion? Who { get; init; }

    /// <summary>How often it was asked who is writing; twice at most.</summary>
    public int WhoTimes { get; init; }

    /// <summary>Whether the writer will not say who he is: he is never asked again.</summary>
    public bool Nameless { get; init; }

    /// <summary>The ticket by which staff confirm who is writing; it may have ended.</summary>
    public string? WhoTicket { get; init; }

    /// <summary>The question for whom the last matter is, while it is open.</summary>
    public WhomQuestion? Whom { get; init; }

    /// <summary>Persons whom this address said it is not: it does not become theirs again but by a person's word or a paper code.</summary>
    public ImmutableArray<string> Disowned { get; init; } = [];

    /// <summary>What was answered here lately; null when nothing was.</summary>
    public Chatter? Chatter { get; init; }

    /// <summary>Until when the bot is silent here, because a machine seems to write; null for never.</summary>
    public Instant? SilentUntil { get; init; }

    /// <summary>The call that came in from here and is not over; null for none.</summary>
    public IncomingCall? Call { get; init; }

    /// <summary>The last call of ours that reached nobody: what is said in it a machine says. Null for none.</summary>
    public string? MissedCall { get; init; }

    /// <summary>Wrong codes of the last day on which there were any.</summary>
    public CodeTries? Codes { get; init; }
}

/// <summary>A call that came in, as far as it has come.</summary>
/// <param name="Id">The provider's id.</param>
public sealed record IncomingCall(string Id)
{
    /// <summary>Whether the caller was put through to us: he did not only ring.</summary>
    public bool Stayed { get; init; }

    /// <summary>Whether he pressed a key or spoke, or was put through to a person because he did not.</summary>
    public bool Answered { get; init; }

    /// <summary>Whether the last question was the menu of callers who have no check-in open.</summary>
    public bool Menu { get; init; }
}
