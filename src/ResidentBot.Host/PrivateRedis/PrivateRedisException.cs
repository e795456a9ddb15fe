namespace ResidentBot.Host;

/// <summary>
/// The private redis-server cannot be had. The message is meant for the person who starts the host: what was tried, on which
/// folder, and what to do about it. It never holds the password.
/// </summary>
public sealed class PrivateRedisException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The server could not listen because another program has its port: another port may do.</summary>
    internal bool PortTaken { get; init; }
}
