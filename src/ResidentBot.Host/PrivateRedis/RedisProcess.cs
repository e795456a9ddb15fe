using System.Diagnostics;

namespace ResidentBot.Host;

/// <summary>What Linux tells about a redis-server process, a child of this host or not.</summary>
static class RedisProcess
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Whether this is a server of ours. They lead a session of their own; the child that rewrites the append-only file does not. A
    /// shell in the same folder may too, hence the name.
    /// </summary>
    public static bool IsServer(Process process) =>
        Stat(process) is [var id, "(redis-server)", _, _, _, var session, ..] && session == id;

    /// <summary>
    /// Waits for the end of a process. One taken over is nobody's child: in a container whose first process reaps nobody it stays on as
    /// a zombie, for which <see cref="Process.WaitForExitAsync"/> alone would wait for ever.
    /// </summary>
    public static async Task WaitForEndAsync(this Process process, CancellationToken cancel)
    {
        var exit = process.WaitForExitAsync(cancel);
        while (Stat(process) is [_, _, not "Z", ..] && !exit.IsCompleted)
            await Task.WhenAny(exit, Task.Delay(Pause, cancel));
        cancel.ThrowIfCancellationRequested();
    }

    /// <remarks>Sample (process, name, state, parent, group, session): <c>812 (redis-server) S 1 812 812 0 -1 4194560</c>.</remarks>
    static string[]? Stat(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/stat").Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
