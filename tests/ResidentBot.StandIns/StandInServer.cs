using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ResidentBot.StandIns;

/// <summary>A provider's API played on loopback by a real server; each stand-in hands in what answers a request.</summary>
public sealed class StandInServer : IAsyncDisposable
{
    readonly WebApplication _app;

    StandInServer(WebApplication app, Uri root) => (_app, Root) = (app, root);

    /// <summary>The API root to put into an account's settings, without a trailing slash in its path.</summary>
    public Uri Root { get; }

    /// <summary>Listens on a free loopback port.</summary>
    public static async Task<StandInServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new StandInServer(app, new Uri(app.Urls.First()));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
