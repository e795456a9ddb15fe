namespace ResidentBot.Core.Turns;

/// <summary>
/// What the audit log can say was done: the words of <see cref="LogEntry.What"/>. A closed list, so that nobody has to guess what to search for; each has
/// its text at the desk as <c>audit_</c> and the word.
/// </summary>
public static class AuditWords
{
    /// <summary>All words, in the order in which the desk offers them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        // Looks at what is sensitive.
        "opened ticket", "opened card", "revealed addresses", "exported audit",

        // Tickets and talks.
        "opened", "claimed", "accepted", "released", "unaccepted", "moved", "replied", "noted", "handed back", "done", "reopened", "closed",

        // Residents, posts.
        "saved person", "review welfare texts", "account closed", "stopped jobs", "started jobs", "published", "withdrawn",

        // Accounts and the desk itself.
        "signed in", "sign-in refused", "signed out", "password changed", "account added", "account changed", "account reset", "account disabled",
        "account enabled", "edition published", "retried dead entry", "dropped dead entry", "archived audit",
    ];
}
