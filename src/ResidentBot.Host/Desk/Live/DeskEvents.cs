using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Turns;

namespace ResidentBot.Host.Desk.Live;

/// <summary>
/// What changed, as server-sent events, for pages that are open. Each carries its place in the feed, so that a browser which lost its connection,
/// to this host or another, goes on behind the last one it has:
/// <code>
/// id: 1763770000000-3
/// data: ["ticket:1013","thread:5f0c21d40b9a66e07c3f18aa"]
/// </code>
/// A talk is named by its mark (<see cref="AddressMarks"/>): whoever may see it need not see the number.
/// <c>event: down</c> and <c>event: up</c> tell that Redis is lost and back.
/// </summary>
static class DeskEvents
{
    const int Chunk = 1000;
    const int MostWaiting = 4096;
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Maps the stream.</summary>
    public static void MapEvents(this RouteGroupBuilder community) => community.MapGet("/events", StreamAsync).NeedsSignIn();

    static async Task StreamAsync(HttpContext http, DeskRequest request, IHostApplicationLifetime life, FeedSight sight)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var feed = request.Community.Feed;
        // A page too slow for this many news is better off with a new connection, which reads them from the stream.
        var news = Channel.CreateBounded<FeedEntry>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
        using var listening = feed.Listen(entry =>
        {
            if (!news.Writer.TryWrite(entry)) news.Writer.TryComplete();
        });
        try
        {
            await WriteAsync(http, "retry: 2000\n: hello\n\n", ends.Token);
            var last = await CatchUpAsync(http, request, sight, From(http), ends.Token);
            await FollowAsync(http, request, sight, news.Reader, last, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (StoreFaults.IsOutage(fault))
        {
            // What an account may see cannot be looked up now: the browser comes back and goes on behind the last news it has.
        }
    }

    static string? From(HttpContext http) => http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last
        : http.Request.Query.TryGetValue("since", out var since) ? since.ToString() : null;

    // What was missed comes from the stream itself, before what is heard live; the same entry is never sent twice.
    static async Task<string> CatchUpAsync(HttpContext http, DeskRequest request, FeedSight sight, string? from, CancellationToken cancel)
    {
        if (from is null) return "";
        while (true)
        {
            var missed = await request.Community.Feed.SinceAsync(from, Chunk);
            foreach (var entry in missed) await TellAsync(http, request, sight, entry, cancel);
            if (missed.Count > 0) from = missed[^1].Id;
            if (missed.Count < Chunk) return from;
        }
    }

    static async Task FollowAsync(HttpContext http, DeskRequest request, FeedSight sight, ChannelReader<FeedEntry> news, string last, CancellationToken cancel)
    {
        var (up, beat) = (true, Environment.TickCount64);
        var waiting = news.WaitToReadAsync(cancel).AsTask();
        while (await DeskSession.IsGoodAsync(http, http.User) && DeskSession.Account(http) is { } account && PageGuard.WorksIn(account.Grant, request.Community))
        {
            if (await Task.WhenAny(waiting, Task.Delay(Look, cancel)) == waiting)
            {
                if (!await waiting) return;
                while (news.TryRead(out var entry))
                    if (IsAfter(entry.Id, last)) await TellAsync(http, request, sight, entry, cancel);
                waiting = news.WaitToReadAsync(cancel).AsTask();
            }
            cancel.ThrowIfCancellationRequested();
            if (up != request.Community.Store.Link.IsUp) await WriteAsync(http, (up = !up) ? "event: up\ndata:\n\n" : "event: down\ndata:\n\n", cancel);
            if (Environment.TickCount64 - beat < Beat.TotalMilliseconds) continue;
            beat = Environment.TickCount64;
            await WriteAsync(http, ": still here\n\n", cancel);
        }
    }

    // By what the account may see now: a change of its role takes effect here too.
    static async Task TellAsync(HttpContext http, DeskRequest request, FeedSight sight, FeedEntry entry, CancellationToken cancel)
    {
        var seen = await sight.OfAsync(request.Community, DeskSession.Account(http)!.Grant, entry);
        if (seen.Length == 0) return;
        var marks = await request.Community.MarksAsync();
        await WriteAsync(http, Event(entry with { What = [.. seen.Select(marks.News)] }), cancel);
    }

    static async Task WriteAsync(HttpContext http, string text, CancellationToken cancel)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await http.Response.Body.FlushAsync(cancel);
    }

    static string Event(FeedEntry entry) => $"id: {entry.Id}\ndata: {JsonSerializer.Serialize([.. entry.What], NewsJson.Default.StringArray)}\n\n";

    static bool IsAfter(string id, string last)
    {
        if (last.Length == 0) return true;
        var (time, number) = Parts(id);
        var (lastTime, lastNumber) = Parts(last);
        return time > lastTime || (time == lastTime && number > lastNumber);
    }

    static (long Time, long Number) Parts(string id)
    {
        var dash = id.IndexOf('-');
        return dash < 0 ? (long.Parse(id), 0) : (long.Parse(id.AsSpan(0, dash)), long.Parse(id.AsSpan(dash + 1)));
    }
}

/// <summary>How news are written.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
sealed partial class NewsJson : System.Text.Json.Serialization.JsonSerializerContext;
