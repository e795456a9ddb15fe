namespace ResidentBot.Channels;

/// <summary>
/// Where a channel keeps what a message is to us, for a provider that tells what became of it by an id of its own and nothing else. Kept for some days, through restarts
/// and for all hosts.
/// </summary>
/// <param name="FindAsync">What was kept under the provider's id; null for nothing.</param>
/// <param name="KeepAsync">Keeps a text under the provider's id; never throws, because the message has left and must not leave again.</param>
public sealed record References(Func<string, Task<string?>> FindAsync, Func<string, string, Task> KeepAsync);
