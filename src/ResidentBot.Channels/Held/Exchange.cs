using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Held;

/// <summary>How far an exchange has come; it never goes back.</summary>
enum ExchangeState
{
    /// <summary>Nothing is decided yet.</summary>
    Waiting,

    /// <summary>There are words, and may be more.</summary>
    Speaking,

    /// <summary>The words are in an answer.</summary>
    Said,

    /// <summary>Nothing more can be said here.</summary>
    Closed,
}

/// <summary>What somebody wrote once, in up to three requests, and what is said to it. <see cref="HeldRequests"/> locks.</summary>
/// <param name="id"><see cref="Arrival.ProviderId"/>.</param>
/// <param name="from">Who wrote.</param>
sealed class Exchange(string id, Address from)
{
    public string Id => id;

    public Address From => from;

    /// <summary>Milliseconds of this machine.</summary>
    public long Began { get; } = Environment.TickCount64;

    public ExchangeState State { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Requests { get; set; }

    /// <summary>How many of those requests are not answered yet.</summary>
    public int Open { get; set; }

    public string Text { get; set; } = "";

    public List<Outgoing> Said { get; } = [];

    public long LastSaid { get; set; }

    /// <summary>Whether what was written is new, once it is stored.</summary>
    public TaskCompletionSource<bool> IsNew { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>There are words.</summary>
    public TaskCompletionSource Decided { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the words left.</summary>
    public TaskCompletionSource<bool> Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends it without words.</summary>
    public void Close()
    {
        State = ExchangeState.Closed;
        IsNew.TrySetResult(false);
        Left.TrySetResult(false);
    }
}
