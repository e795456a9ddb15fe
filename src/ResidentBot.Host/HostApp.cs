using System.Collections.Immutable;
using System.Net;
using ResidentBot.Core.Files;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Desk;
using ResidentBot.Host.Media;
using ResidentBot.Host.Registers;
using ResidentBot.Host.Sending;
using ResidentBot.Host.WebChat;
using ResidentBot.Store;

namespace ResidentBot.Host;

/// <summary>What the command line, or a test, says about a host.</summary>
sealed record HostOptions
{
    /// <summary>The folder with <c>host.yml</c> and one folder for each community.</summary>
    public required string Config { get; init; }

    /// <summary>The folder with dialogs, texts and words.</summary>
    public required string Dialogs { get; init; }

    /// <summary>The private Redis's folder; null for what <c>host.yml</c> says.</summary>
    public string? Data { get; init; }

    /// <summary>The folder of pictures; null for what <c>host.yml</c> says.</summary>
    public string? Media { get; init; }

    /// <summary>A Redis address; null for what <c>host.yml</c> says.</summary>
    public string? Redis { get; init; }

    /// <summary>Where to listen; null for what <c>host.yml</c> says.</summary>
    public string? Urls { get; init; }

    /// <summary>The folder with the bundle of Microsoft's Web Chat; where it is missing, its page says so.</summary>
    public string StockChat { get; init; } = Path.Combine(AppContext.BaseDirectory, "webchat");

    /// <summary>People's time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who else reads the log, besides the console; nobody when null.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>Where secrets are read from.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}

/// <summary>A whole host: put together here, in the order in which its parts need each other.</summary>
sealed class HostApp : IAsyncDisposable
{
    static readonly TimeSpan BetweenEditions = TimeSpan.FromSeconds(2);

    readonly WebApplication _web;
    readonly PrivateRedis? _redis;
    readonly RedisLink _link;
    readonly HttpClient _http;
    readonly List<Editions> _editions;
    volatile bool _closed;

    HostApp(WebApplication web, PrivateRedis? redis, RedisLink link, HttpClient http, RunningCommunities communities, List<Editions> editions, Leases leases)
    {
        (_web, _redis, _link, _http, Communities, _editions, Leases) = (web, redis, link, http, communities, editions, leases);
    }

    /// <summary>The communities served.</summary>
    public RunningCommunities Communities { get; }

    /// <summary>Which of them this host works for.</summary>
    public Leases Leases { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>The first administrator's one-time password, while it is still that one; null afterwards.</summary>
    public string? FirstPassword { get; private set; }

    /// <summary>What <c>host.yml</c> says.</summary>
    public required HostSettings Settings { get; init; }

    /// <summary>What was put together.</summary>
    public IServiceProvider Services => _web.Services;

    /// <summary>Reads the files, opens Redis, and starts to serve. Throws <see cref="ConfigurationException"/> or <see cref="PrivateRedisException"/>.</summary>
    public static async Task<HostApp> StartAsync(HostOptions options, CancellationToken cancel = default)
    {
        var (settings, loaded) = Read(options);
        var builder = CreateBuilder(options, settings);
        using var startLog = LoggerFactory.Create(logging => Logging(logging, options, settings));
        var data = options.Data ?? settings.DataFolder;
        var redis = options.Redis is null && settings.Redis is null
            ? await PrivateRedis.StartAsync(data, startLog.CreateLogger<PrivateRedis>(), cancel) : null;
        var link = Link(options, settings, redis, startLog.CreateLogger<RedisLink>());
        if (redis is null) await LookAtAsync(link, startLog.CreateLogger<RedisLink>());
        var http = Http();
        var communities = new RunningCommunities(loaded.ToDictionary(
            one => one.World.Community.Id,
            one => new RunningCommunity(new CommunityStore(link, one.World.Community.Id), one.World, options.Time),
            StringComparer.Ordinal));
        var publicUrl = settings.PublicUrl ?? new Uri((options.Urls ?? settings.Urls).Split(';')[0].Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal));
        var media = new MediaFolder(options.Media ?? settings.MediaFolder);
        var links = new SentLinks(publicUrl, media, options.Time);
        var channels = ChannelRegistry.Open(communities, publicUrl, http, options.Time, links);
        var hosts = new HostRegistry(link, $"{System.Environment.MachineName}-{Guid.NewGuid():n}"[..24]);
        builder.Services.AddSingleton(sp => new Leases(communities, hosts, one => channels.Of(one.Id), media, options.Time, sp.GetRequiredService<ILogger<Leases>>()));
        builder.Services.AddHostedService(sp => sp.GetRequiredService<Leases>());
        builder.Services.AddSingleton(channels).AddSingleton(communities).AddSingleton(new TypingSigns(channels, options.Time)).AddDesk(link, DeskOptions.Of(media, settings, publicUrl));
        builder.Services.AddSingleton(new Secrets(options.Environment));
        builder.Services.AddSingleton<IStartupFilter>(new PublicPath(publicUrl));
        var web = builder.Build();
        var log = web.Services.GetRequiredService<ILogger<HostApp>>();
        web.UseWebSockets();
        var chats = new WebChatDesks(communities, settings, media, options.Time);
        web.MapDirectLine(chats);
        web.MapChat(chats);
        web.MapStockChat(chats, options.StockChat);
        links.Map(web);
        web.MapWebhooks(communities, channels, settings.TrustedProxies, options.Time, log);
        web.MapDesk();
        web.MapHealth(communities, hosts, movedClock: options.Time != TimeProvider.System);
        var editions = loaded.Select(one => new Editions(communities.Find(one.World.Community.Id)!, one.Files, options.Environment, log)).ToList();
        var app = new HostApp(web, redis, link, http, communities, editions, web.Services.GetRequiredService<Leases>()) { Settings = settings };
        try
        {
            await app.OpenAsync(options.Time, log);
            await app.TellFirstAsync(new FirstSignIn(web.Services.GetRequiredService<DeskAccounts>(), data), log);
            await web.StartAsync(cancel);
            _ = app.FollowEditionsAsync();
            _ = Learning.RunAsync(communities.All, BetweenEditions, () => app._closed, log);
            return app;
        }
        catch
        {
            // A port in use, say: the private Redis must not outlive us.
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitForStopAsync(CancellationToken cancel = default) => _web.WaitForShutdownAsync(cancel);

    /// <summary>Drains and stops: what is being sent is stored, leases are given back, the private Redis goes last.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _web.StopAsync();
        foreach (var community in Communities.All) await community.StopAsync();
        await _web.DisposeAsync();
        _http.Dispose();
        await _link.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
    }

    async Task OpenAsync(TimeProvider time, ILogger log)
    {
        foreach (var edition in _editions)
        {
            await edition.Community.StartAsync();
            if (!await TryOpenAsync(edition, time))
            {
                log.LogWarning("Redis is not there: {Community} is opened as soon as it is", edition.Community.Id);
                _ = OpenLaterAsync(edition, time);
            }
        }
    }

    async Task TellFirstAsync(FirstSignIn first, ILogger log)
    {
        try
        {
            FirstPassword = await first.TellAsync();
        }
        catch (StoreDownException)
        {
            log.LogWarning("Redis is not there: the first administrator is made at the next start");
        }
    }

    // Asked now and then rather than told: word of an edition may be lost with a connection.
    async Task FollowEditionsAsync()
    {
        while (!_closed)
        {
            await Task.Delay(BetweenEditions);
            foreach (var edition in _editions)
            {
                try
                {
                    if (!_closed) await edition.FollowAsync();
                }
                catch (StoreDownException)
                {
                    // The next look will tell.
                }
            }
        }
    }

    async Task OpenLaterAsync(Editions edition, TimeProvider time)
    {
        while (!_closed && !await TryOpenAsync(edition, time)) await Task.Delay(TimeSpan.FromSeconds(1));
    }

    static async Task<bool> TryOpenAsync(Editions edition, TimeProvider time)
    {
        try
        {
            await edition.PublishAsync(time);
            await Seeding.SeedAsync(edition.Community, time);
            return true;
        }
        catch (StoreDownException)
        {
            return false;
        }
    }

    // A Redis that cannot be reached just now is looked at by nobody; the host waits for it all the same.
    static async Task LookAtAsync(RedisLink link, ILogger log)
    {
        try
        {
            var (refusal, warnings) = await ServerRules.LookAsync(link);
            if (refusal is not null) throw new ConfigurationException([new Problem("redis", 0, 0, refusal)]);
            foreach (var warning in warnings) log.LogWarning("{Warning}", warning);
        }
        catch (StoreDownException)
        {
            log.LogWarning("Redis cannot be reached yet");
        }
    }

    static (HostSettings Settings, ImmutableArray<CheckedCommunity> Communities) Read(HostOptions options)
    {
        var read = CheckedFiles.Read(options.Config, options.Dialogs, options.Environment);
        return read.Problems.IsEmpty ? (read.Host, read.Communities) : throw new ConfigurationException(read.Problems);
    }

    static WebApplicationBuilder CreateBuilder(HostOptions options, HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        Logging(builder.Logging, options, settings);
        builder.WebHost.UseUrls((options.Urls ?? settings.Urls).Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 24 << 20;
        });
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(options.Time);
        return builder;
    }

    static void Logging(ILoggingBuilder logging, HostOptions options, HostSettings settings)
    {
        if (options.Log is { } other) logging.AddProvider(other);
        Logging(logging, settings);
    }

    static void Logging(ILoggingBuilder logging, HostSettings settings) => logging
        .SetMinimumLevel(settings.LogLevel)
        .AddFilter("Microsoft", LogLevel.Warning)
        // Both speak of what is meant to be so: keys lie in our own Redis, and no page with a form is cached.
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
        // A start that fails is thrown to whoever started it, who says it in plain words.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });

    static RedisLink Link(HostOptions options, HostSettings settings, PrivateRedis? redis, ILogger log)
    {
        if (redis is not null) return new RedisLink(redis.Address, redis.Password, log);
        if (options.Redis is not null) return new RedisLink(options.Redis, null, log);
        return new RedisLink(string.Join(',', settings.Redis!.Addresses) + (settings.Redis.Tls ? ",ssl=true" : ""), settings.Redis.Password, log);
    }

    // Plain on purpose: no proxy, no redirects, no cookies, and nothing that would log a URL with a token in it.
    static HttpClient Http() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxConnectionsPerServer = 64,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
