using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Tests.Deciding.RandomTalks;

/// <summary>One thing that happens in a random talk. A step that makes no sense at its place does nothing, so that any step can be left out of a talk.</summary>
abstract record TalkStep
{
    TalkStep() { }

    /// <summary>The resident writes.</summary>
    public sealed record Says(string Text) : TalkStep;

    /// <summary>The resident sends media: photo, voice, video or file, with a caption or "".</summary>
    public sealed record Sends(string Kind, string Caption) : TalkStep;

    /// <summary>The resident shares where he is.</summary>
    public sealed record Shares : TalkStep;

    /// <summary>The resident opens the talk without a word, as by Telegram's start.</summary>
    public sealed record Starts : TalkStep;

    /// <summary>The resident taps a button that was ever offered: 0 is the last one.</summary>
    public sealed record Taps(int Back) : TalkStep;

    /// <summary>His carrier tells of a stop or a start, or his app of a block.</summary>
    public sealed record Carrier(ArrivalKind Kind) : TalkStep;

    /// <summary>Nothing comes for so many minutes; what falls due happens in time.</summary>
    public sealed record Waits(int Minutes) : TalkStep;

    /// <summary>Nothing comes until the next timer is due.</summary>
    public sealed record WaitsForTimer : TalkStep;

    /// <summary>We are down for so many minutes; what fell due happens afterwards, all at once.</summary>
    public sealed record Outage(int Minutes) : TalkStep;

    /// <summary>Other files take effect: 0 are the shipped ones, others lack steps, dialogs or answers by chance.</summary>
    public sealed record Edits(int Seed) : TalkStep;

    /// <summary>A welfare window opens for everybody at the address.</summary>
    public sealed record WindowOpens : TalkStep;

    /// <summary>A post is published and offered.</summary>
    public sealed record Offers : TalkStep;

    /// <summary>Somebody at the desk acts on the newest open ticket: claim, release, reply, note, done, close, back.</summary>
    public sealed record Staff(string Verb) : TalkStep;

    /// <summary>The last message does not arrive.</summary>
    public sealed record Fails(SendError Error) : TalkStep;
}
