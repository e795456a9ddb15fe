namespace ResidentBot.Store;

/// <summary>What is published on a community's wake channel.</summary>
public static class WakeWords
{
    /// <summary>Something is to be decided; the word that <c>accept.lua</c> publishes.</summary>
    public const string Inbox = "inbox";

    /// <summary>Another host has put messages into an outbox.</summary>
    public const string Outbox = "outbox";

    /// <summary>Live pages should look again; nothing is to be decided.</summary>
    public const string Feed = "feed";
}
