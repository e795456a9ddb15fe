using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace ResidentBot.Host;

/// <summary>
/// The folder of the private server, held by one host at a time. In it: <c>host.lock</c> and <c>host.pid</c> of the host;
/// <c>password</c>, <c>port</c> and <c>redis.conf</c>, written by the host; <c>redis.log</c>, <c>nodes.conf</c> and <c>appendonlydir/</c>
/// (one file before release 7), written by the server. All of it is for the owner alone.
/// </summary>
sealed class RedisFolder : IDisposable
{
    const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerOnly = OwnerReadsAndWrites | UnixFileMode.UserExecute;
    const int WouldBlock = 11;
    const int LogLinesShown = 8;
    const long LogBytesKept = 10_000_000;

    readonly FileStream _lock;

    /// <summary>Where the log of the server's last start begins: an older start's error would mislead.</summary>
    long _logStart;

    RedisFolder(string path, FileStream held)
    {
        _lock = held;
        Path = System.IO.Path.GetFullPath(path);
        Password = ReadPassword() ?? WritePassword();
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The server's password: 32 random bytes, in hexadecimal digits.</summary>
    public string Password { get; }

    /// <summary>The port of the last start; null before the first one.</summary>
    public int? Port => int.TryParse(Read("port"), out var port) ? port : null;

    string LogFile => File("redis.log");

    /// <summary>Takes the folder for this host, making it if need be. The kernel lets go of it when the host dies, however it dies.</summary>
    /// <exception cref="PrivateRedisException">Another host has it, or it cannot be written.</exception>
    public static RedisFolder Hold(string path)
    {
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            System.IO.File.SetUnixFileMode(path, OwnerOnly);
            held = new FileStream(System.IO.Path.Combine(path, "host.lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerReadsAndWrites,
            });
            var folder = new RedisFolder(path, held);
            folder.Write("host.pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return folder;
        }
        catch (IOException taken) when (taken.HResult == WouldBlock)
        {
            var holder = System.IO.Path.Combine(path, "host.pid");
            var pid = System.IO.File.Exists(holder) ? System.IO.File.ReadAllText(holder) : "unknown";
            throw new PrivateRedisException(
                $"Another host (process {pid}) works on {path}. Stop it, give this one another --data folder, or give both the same --redis ADDRESS.", taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new PrivateRedisException($"The folder {path} of the private redis-server cannot be written: {refused.Message}", refused);
        }
    }

    /// <summary>Port and password of the server of another host that holds a folder; null when they are not there yet.</summary>
    public static (int Port, string Password)? Peek(string path)
    {
        var (port, password) = (System.IO.Path.Combine(path, "port"), System.IO.Path.Combine(path, "password"));
        return System.IO.File.Exists(port) && System.IO.File.Exists(password) && int.TryParse(System.IO.File.ReadAllText(port), CultureInfo.InvariantCulture, out var number)
            ? (number, System.IO.File.ReadAllText(password).Trim()) : null;
    }

    /// <summary>Writes what the next start of the server reads. The password stands only here and in its own file, never on a command line.</summary>
    public void Configure(int port)
    {
        if (new FileInfo(LogFile) is { Exists: true, Length: > LogBytesKept })
            System.IO.File.Move(LogFile, LogFile + ".1", overwrite: true);
        _logStart = new FileInfo(LogFile) is { Exists: true, Length: var length } ? length : 0;
        Write("port", port.ToString(CultureInfo.InvariantCulture));
        Write("redis.conf", $"""
            # Written by the host at each start: changes made here are lost.
            bind 127.0.0.1
            protected-mode yes
            port {port}
            requirepass {Password}
            daemonize no
            logfile redis.log
            cluster-enabled yes
            cluster-config-file nodes.conf
            cluster-announce-ip 127.0.0.1
            appendonly yes
            appendfsync always
            aof-load-truncated yes
            auto-aof-rewrite-percentage 100
            auto-aof-rewrite-min-size 64mb
            maxmemory-policy noeviction
            save ""

            """);
    }

    /// <summary>
    /// The redis-server that works in this folder, if any: the orphan of a killed host. It is found by its working directory, because
    /// a file with a process id may be older than the machine's last start.
    /// </summary>
    public Process? FindServer()
    {
        var real = System.IO.Path.GetDirectoryName(Target($"/proc/self/fd/{_lock.SafeFileHandle.DangerousGetHandle()}"));
        return Process.GetProcesses().FirstOrDefault(process => Target($"/proc/{process.Id}/cwd") == real && RedisProcess.IsServer(process));
    }

    /// <summary>For an error message: the server's last words and how much room the disk has.</summary>
    public string Evidence()
    {
        try
        {
            var room = new DriveInfo(Path).AvailableFreeSpace / 1_000_000;
            using var log = new StreamReader(LogFile);
            log.BaseStream.Position = _logStart;
            var words = log.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LogLinesShown);
            return $"Free on the disk: {room} MB. Last lines of {LogFile}:{string.Concat(words.Select(line => $"\n    {line}"))}";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"The log of the server cannot be read: {unreadable.Message}";
        }
    }

    /// <summary>Lets the folder go. The server, if it still runs, keeps running.</summary>
    public void Dispose()
    {
        _lock.Dispose();
    }

    string? ReadPassword()
    {
        if (Read("password") is not { Length: 64 } password)
            return null;
        System.IO.File.SetUnixFileMode(File("password"), OwnerReadsAndWrites);
        return password;
    }

    string WritePassword()
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Write("password", password);
        return password;
    }

    string? Read(string name) => System.IO.File.Exists(File(name)) ? System.IO.File.ReadAllText(File(name)).Trim() : null;

    /// <remarks>Written beside and renamed, so that a kill or a full disk leaves the old file whole.</remarks>
    void Write(string name, string text)
    {
        var beside = File(name + ".new");
        System.IO.File.Delete(beside);
        using (var stream = new FileStream(beside, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerReadsAndWrites,
        }))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        System.IO.File.Move(beside, File(name), overwrite: true);
    }

    string File(string name) => System.IO.Path.Combine(Path, name);

    static string? Target(string link)
    {
        try
        {
            return System.IO.File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
