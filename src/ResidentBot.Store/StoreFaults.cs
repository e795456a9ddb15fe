namespace ResidentBot.Store;

/// <summary>Redis cannot be reached, does not answer, or refuses to write just now: the store's fault, never the entry's. Whether a write took place is unknown.</summary>
public sealed class StoreDownException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Redis refused a script's input: a fault of ours in one of the entries; nothing was written.</summary>
public sealed class CommitRefusedException(string message) : Exception(message);
