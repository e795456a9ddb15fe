using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Messages;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>Polling and posting.</summary>
static class DirectLineActivities
{
    /// <summary>Registers the calls.</summary>
    public static void Map(IEndpointRouteBuilder api, WebChatDesks desks)
    {
        api.MapGet("conversations/{id}/activities", (HttpContext http, string id, string? watermark) => ReadAsync(desks, http, id, watermark));
        api.MapPost("conversations/{id}/activities", (HttpContext http, string id) => PostAsync(desks, http, id));
    }

    // A 5xx, 429 or 403 here ends a client's polling for ever and silently: with the store away, and for a token that its client is about to
    // renew, there is simply nothing new.
    static async Task<IResult> ReadAsync(WebChatDesks desks, HttpContext http, string id, string? watermark)
    {
        var from = ActivityIds.Place(watermark);
        try
        {
            switch (await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, id))
            {
                case Visit.Refused refused:
                    return DirectLineAnswer.Refuse(refused);
                case Visit.Granted { Expired: false } visit:
                    var set = await visit.Desk.ReadAsync(visit.Token, from, ClientAddress.Own(http, desks.Settings));
                    await visit.Desk.SeeAsync(visit.Token, set.Watermark);
                    return Results.Json(set, WebChatJson.Relaxed.ActivitySet);
                default:
                    return Nothing(down: null);
            }
        }
        catch (StoreDownException)
        {
            return Nothing(down: true);
        }

        IResult Nothing(bool? down) => Results.Json(new ActivitySet([], watermark ?? "") { Down = down }, WebChatJson.Relaxed.ActivitySet);
    }

    static async Task<IResult> PostAsync(WebChatDesks desks, HttpContext http, string id)
    {
        switch (await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, id))
        {
            case Visit.Refused refused:
                return DirectLineAnswer.Refuse(refused);
            case Visit.Granted { Expired: false } visit:
                return await DirectLineAnswer.ReadAsync(http, WebChatJson.Default.Activity) is { Type: not null } activity
                    ? await TakeAsync(desks, http, visit, activity)
                    : DirectLineAnswer.BadRequest("The body is no activity with a type.");
            default:
                return DirectLineAnswer.Expired();
        }
    }

    static async Task<IResult> TakeAsync(WebChatDesks desks, HttpContext http, Visit.Granted visit, Activity activity)
    {
        var (desk, token) = (visit.Desk, visit.Token);
        if (activity.Type == "endOfConversation") await desk.EndAsync(token);
        if (activity.Type == "conversationUpdate") await DirectLineConversations.BeginAsync(desks, http, visit, activity.Locale);
        var arrival = Read(visit, activity, []);
        if (arrival is not null && !await AnonymousGate.MayWriteAsync(desks, visit, http, arrival.Text)) return TooMany(http);
        return await AcceptAsync(visit, arrival);
    }

    /// <summary>What an activity of type <c>message</c> says, with files that we hold already; null when it says nothing.</summary>
    public static Arrival? Read(Visit.Granted visit, Activity activity, ImmutableArray<Core.Messages.Media> uploads) =>
        ActivityReader.Read(activity, visit.Token, Instant.FromDateTimeOffset(visit.Desk.Now), uploads, Guid.NewGuid().ToString("n"));

    /// <summary>Stores what was said and answers with the id it will come back with.</summary>
    public static async Task<IResult> AcceptAsync(Visit.Granted visit, Arrival? arrival)
    {
        var talk = visit.Token.Conversation;
        if (arrival is not null) await visit.Desk.AcceptAsync(arrival);
        var id = arrival is null ? $"{talk}|x.{Guid.NewGuid():n}" : ActivityIds.OfProviderId(talk, arrival.ProviderId)!;
        return Results.Json(new ResourceAnswer(id), WebChatJson.Relaxed.ResourceAnswer);
    }

    /// <summary>Says no to whoever wrote too much in this hour.</summary>
    public static IResult TooMany(HttpContext http)
    {
        // botframework-directlinejs waits so many milliseconds before it calls the message failed, others so many seconds before they repeat it.
        http.Response.Headers.RetryAfter = "1000";
        return DirectLineAnswer.Refuse(StatusCodes.Status429TooManyRequests, "TooMany", "Too many messages for now. Please call, or write again in an hour.");
    }
}
