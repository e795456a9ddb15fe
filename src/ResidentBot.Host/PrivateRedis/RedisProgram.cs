using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ResidentBot.Host;

/// <summary>The installed redis-server, looked up once and known to be new enough.</summary>
/// <param name="Server">Full path of redis-server.</param>
/// <param name="SetSid">Full path of setsid (util-linux).</param>
sealed partial record RedisProgram(string Server, string SetSid)
{
    /// <summary>The oldest release with everything the store's scripts and streams use.</summary>
    static readonly Version Oldest = new(6, 2);

    /// <summary>Finds redis-server and setsid.</summary>
    /// <param name="searchPath">Folders, written as in the environment variable PATH.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PrivateRedisException">One of them is not installed, or redis-server is older than 6.2.</exception>
    public static async Task<RedisProgram> FindAsync(string searchPath, CancellationToken cancel)
    {
        var server = Find("redis-server", searchPath) ?? throw new PrivateRedisException(
            "redis-server is not installed: apt-get install redis-server (or name a Redis of your own with --redis ADDRESS).");
        var setsid = Find("setsid", searchPath) ?? throw new PrivateRedisException(
            "setsid is not installed: apt-get install util-linux. Without it Ctrl-C would stop redis-server before this host has stored its last work.");
        var answer = await AskVersionAsync(server, cancel);
        if (Parse(answer) is not { } version || version < Oldest)
            throw new PrivateRedisException($"{server} is too old: {Oldest} or newer is needed, and it says \"{answer}\".");
        return new RedisProgram(server, setsid);
    }

    /// <summary>Starts a server in <paramref name="folder"/>, in a process session of its own, with the <c>redis.conf</c> that lies there.</summary>
    /// <returns>The server itself: sh and setsid replace themselves, so the process id stays the same.</returns>
    /// <remarks>
    /// Everything it writes is for its owner alone (umask). What it prints before it has read its configuration goes into the log as
    /// well. It gets no environment, because the secrets of the channels are there.
    /// </remarks>
    public Process Launch(string folder)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder };
        foreach (var word in (string[])["-c", "umask 077; exec \"$0\" \"$1\" redis.conf </dev/null >>redis.log 2>&1", SetSid, Server])
            start.ArgumentList.Add(word);
        start.Environment.Clear();
        return Process.Start(start)!;
    }

    /// <summary>The release in the words of <c>redis-server --version</c>: <c>Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0</c>.</summary>
    internal static Version? Parse(string answer) =>
        Version.TryParse(Release().Match(answer).Groups[1].Value, out var version) ? version : null;

    static string? Find(string program, string searchPath) =>
        searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    static async Task<string> AskVersionAsync(string server, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(server, "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return answer.Trim();
    }

    [GeneratedRegex(@"\bv=(\d+\.\d+(\.\d+)?)")]
    private static partial Regex Release();
}
