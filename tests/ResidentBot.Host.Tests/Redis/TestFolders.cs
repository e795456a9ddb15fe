using System.Diagnostics;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>
/// Temporary folders of one test run. A small shell waits for the end of the run, however it ends, then ends every process that still
/// works in one of them and removes them: an aborted run leaves no server behind.
/// </summary>
static class TestFolders
{
    const string Sweep = """
        cat >/dev/null
        for process in /proc/[0-9]*; do
          case "$(readlink "$process/cwd")" in "$0"/*) kill -9 "${process#/proc/}" ;; esac
        done
        rm -rf "$0"
        """;

    /// <remarks>The shell is kept in hand: were its process object collected, its input would close and the sweep begin.</remarks>
    static readonly Lazy<(string Folder, Process Sweeper)> Root = new(() =>
    {
        var root = Directory.CreateTempSubdirectory("residentbot-tests-").FullName;
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var word in (string[])["/bin/sh", "-c", Sweep, root])
            start.ArgumentList.Add(word);
        return (root, Process.Start(start)!);
    });

    /// <summary>A new, empty folder.</summary>
    public static string New(string name) => Directory.CreateDirectory(Path.Combine(Root.Value.Folder, $"{name}-{Guid.NewGuid():N}")).FullName;
}
