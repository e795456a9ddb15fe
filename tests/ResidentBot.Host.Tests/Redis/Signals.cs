using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>Signals that <see cref="System.Diagnostics.Process"/> cannot send. Numbers as on Linux.</summary>
static class Signals
{
    const int Stop = 19;
    const int Continue = 18;

    /// <summary>The process stands still when this returns; its sockets stay open and answer nothing.</summary>
    public static void Freeze(int pid)
    {
        Send(pid, Stop);
        if (!SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{pid}/stat").Split(' ')[2] == "T", TimeSpan.FromSeconds(10)))
            throw new TimeoutException($"Process {pid} does not stop.");
    }

    /// <summary>The process goes on.</summary>
    public static void Thaw(int pid)
    {
        Send(pid, Continue);
    }

    static void Send(int pid, int signal)
    {
        if (Kill(pid, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    static extern int Kill(int pid, int signal);
}
