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
        "opened ticket", "opened card", "revealed", "read household", "searched label", "refused label", "prepared file", "downloaded file", "looked at erasing",
        "exported", "exported audit",

        // Tickets and talks.
        "opened", "claimed", "accepted", "released", "unaccepted", "moved", "replied", "sent picture", "noted", "handed back", "done", "reopened", "closed",

        // The register.
        "entered person", "entered household", "changed person", "moved person", "departed", "not left", "merged", "unmerged", "erased person",
        "put label", "took label", "noted away", "noted back", "changed number", "reported change", "review welfare texts", "took out of the check-ins",
        "staged import", "started import", "imported", "began to undo import", "undid import",

        // Who is who, and what may be sent.
        "made code", "used code", "confirmed identity", "confirmed new number", "disowned number", "number is not his", "account closed",
        "consent given", "consent refused", "stopped jobs", "started jobs", "stopped notices", "started notices", "stopped family", "started family",

        // Staff and their phones.
        "put on leave", "ended leave", "made pairing code", "paired phone", "unpaired phone", "chose PIN", "PIN locked",

        // What the bot understands.
        "corrected reading", "accepted example", "rejected example", "exported examples",

        // Posts.
        "published", "withdrawn",

        // Accounts and the desk itself.
        "signed in", "sign-in refused", "signed out", "password changed", "account added", "account changed", "account reset", "account disabled",
        "account enabled", "edition published", "retried dead entry", "dropped dead entry", "archived audit",
    ];
}
