using System.Net.WebSockets;
using System.Text.Json;
using ResidentBot.Channels.WebChat;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>
/// The socket: everything after the watermark once, then each change as it is committed, until the conversation ends. What the client sends
/// means nothing.
/// </summary>
static class DirectLineSocket
{
    // The net under the feed, and what keeps the page's presence alive.
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(20);
    static readonly TimeSpan DownPause = TimeSpan.FromSeconds(1);

    /// <summary>Registers the call.</summary>
    public static void Map(IEndpointRouteBuilder api, WebChatDesks desks) =>
        api.MapGet("conversations/{id}/stream", (HttpContext http, string id, string? t, string? watermark) => OpenAsync(desks, http, id, t, watermark));

    static async Task<IResult> OpenAsync(WebChatDesks desks, HttpContext http, string id, string? t, string? watermark)
    {
        switch (await desks.VisitAsync(http, t, TokenUse.Stream, id))
        {
            case Visit.Refused refused:
                return DirectLineAnswer.Refuse(refused);
            case Visit.Granted { Expired: true }:
                return DirectLineAnswer.Expired();
            case Visit.Granted visit when http.WebSockets.IsWebSocketRequest:
                await ServeAsync(http, visit, ActivityIds.Place(watermark), ClientAddress.Own(http, desks.Settings));
                return Results.Empty;
            default:
                return DirectLineAnswer.BadRequest("This address is for a socket.");
        }
    }

    static async Task ServeAsync(HttpContext http, Visit.Granted visit, long from, string own)
    {
        var alive = new WebSocketAcceptContext { KeepAliveInterval = Sweep, KeepAliveTimeout = Sweep };
        using var socket = await http.WebSockets.AcceptWebSocketAsync(alive);
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var hearing = HearAsync(socket, ended);
        try
        {
            await SpeakAsync(socket, visit, from, own, ended.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException or WebSocketException or IOException)
        {
            // The client left, or this host is stopping; the client comes back with its watermark.
        }
        await CloseAsync(socket);
        await hearing;
    }

    static async Task SpeakAsync(WebSocket socket, Visit.Granted visit, long from, string own, CancellationToken cancellation)
    {
        using var wake = new SemaphoreSlim(0, 1);
        using var watching = visit.Desk.Watch(visit.Token, wake);
        TalkStatus? told = null;
        var down = false;
        while (true)
        {
            try
            {
                if (await visit.Desk.HasEndedAsync(visit.Token) is true) return;
                var set = await visit.Desk.ReadAsync(visit.Token, from, own);
                if (set.Activities.Count > 0 || set.Talk != told || down) await SendAsync(socket, set, cancellation);
                (down, told) = (false, set.Talk);
                var full = WebChatDesk.IsFull(set, from);
                from = ActivityIds.Place(set.Watermark);
                await visit.Desk.SeeAsync(visit.Token, set.Watermark);
                if (!full) await wake.WaitAsync(Sweep, cancellation);
            }
            catch (StoreDownException)
            {
                if (!down) await SendAsync(socket, new ActivitySet([], $"{from}") { Down = true }, cancellation);
                down = true;
                await Task.Delay(DownPause, cancellation);
            }
        }
    }

    static Task SendAsync(WebSocket socket, ActivitySet set, CancellationToken cancellation) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(set, WebChatJson.Relaxed.ActivitySet), WebSocketMessageType.Text, endOfMessage: true, cancellation).WaitAsync(Sweep, cancellation);

    // Empty frames keep the way open; anything else is read and dropped. Ends when the client closes or is gone.
    static async Task HearAsync(WebSocket socket, CancellationTokenSource ended)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ended.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException or WebSocketException or IOException)
        {
            // Gone without a word.
        }
        await ended.CancelAsync();
    }

    static async Task CloseAsync(WebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var patience = new CancellationTokenSource(DownPause);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException or WebSocketException or IOException)
        {
            // Then it is closed already.
        }
    }
}
