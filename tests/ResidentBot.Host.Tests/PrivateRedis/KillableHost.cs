using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace ResidentBot.Host.Tests.Redis;

/// <summary>A process of its own that holds a private server until it is killed: this test program, started once more with a variable set.</summary>
static class KillableHost
{
    const string DataFolder = "RESIDENTBOT_TESTS_HOLD_PRIVATE_REDIS";

    /// <summary>Starts it and waits until its server takes writes.</summary>
    public static async Task<Process> StartAsync(string dataFolder, CancellationToken cancel)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ResidentBot.Host.Tests.dll");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[DataFolder] = dataFolder;
        var host = Process.Start(start)!;
        if (await host.StandardOutput.ReadLineAsync(cancel) is null)
            throw new InvalidOperationException("The host to be killed did not start.");
        return host;
    }

#pragma warning disable CA2255 // The test runner owns Main; this must come before it.
    [ModuleInitializer]
    internal static void HoldInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(DataFolder) is not { } folder)
            return;
        var redis = PrivateRedis.StartAsync(folder, NullLogger.Instance, CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(redis.Address);
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
#pragma warning restore CA2255
}
