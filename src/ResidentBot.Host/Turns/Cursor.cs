using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// How far the streams have been decided. It moves in the same commit as the effects, so every decision takes effect exactly once; its own number
/// grows with every batch, so that a batch whose commit went unanswered is recognised as done.
/// </summary>
/// <param name="Inbox">The last inbox entry decided.</param>
/// <param name="Reports">The last report decided.</param>
/// <param name="Batch">How many batches there were.</param>
sealed record Cursor(string Inbox, string Reports, long Batch)
{
    /// <summary>As stored: <c>1763770000000-3 1763770000001-0 17</c>, with a dash for "nothing yet"; "" before the first batch.</summary>
    public string Text => Batch == 0 ? "" : $"{Or(Inbox)} {Or(Reports)} {Batch}";

    /// <summary>Reads the stored form.</summary>
    public static Cursor Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return new Cursor("", "", 0);
        var parts = text.Split(' ');
        return new Cursor(parts[0] == "-" ? "" : parts[0], parts[1] == "-" ? "" : parts[1], long.Parse(parts[2]));
    }

    /// <summary>The place after some events, one batch on.</summary>
    public Cursor After(IReadOnlyList<Pending> events)
    {
        var (inbox, reports) = (Inbox, Reports);
        foreach (var pending in events) (inbox, reports) = (pending.Inbox ?? inbox, pending.Report ?? reports);
        return new Cursor(inbox, reports, Batch + 1);
    }

    /// <summary>Guards a commit by the old place and moves to the new one.</summary>
    public void Move(Commit commit, Keys keys, Cursor next)
    {
        commit.CheckEquals(keys.Cursor, Text).Set(keys.Cursor, next.Text);
        if (next.Inbox != Inbox) commit.TrimBefore(keys.Inbox, next.Inbox);
        if (next.Reports != Reports) commit.TrimBefore(keys.Reports, next.Reports);
    }

    static string Or(string id) => id.Length == 0 ? "-" : id;
}
