using ResidentBot.Channels.WebChat;

namespace ResidentBot.Host.WebChat;

/// <summary>Starting a conversation, and coming back to it.</summary>
static class DirectLineConversations
{
    static readonly OpenRequest Nobody = new();

    /// <summary>Registers the calls.</summary>
    public static void Map(IEndpointRouteBuilder api, WebChatDesks desks)
    {
        api.MapPost("conversations", (Delegate)((HttpContext http) => StartAsync(desks, http)));
        api.MapGet("conversations/{id}", (HttpContext http, string id, string? watermark) => ResumeAsync(desks, http, id, watermark));
    }

    static async Task<IResult> StartAsync(WebChatDesks desks, HttpContext http)
    {
        switch (await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, null))
        {
            case Visit.Refused refused:
                return DirectLineAnswer.Refuse(refused);
            case Visit.Granted { Expired: false } visit:
                if (await DirectLineAnswer.ReadAsync(http, WebChatJson.Default.OpenRequest, Nobody) is not { } request) return DirectLineAnswer.BadRequest("The body is no JSON object.");
                var begun = await BeginAsync(desks, http, visit, request.Locale);
                return await AnswerAsync(desks, http, visit, null, begun ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            default:
                return DirectLineAnswer.Expired();
        }
    }

    /// <summary>
    /// Begins the conversation if it has not begun; true when this was the beginning. Past the limit it stays a mere token: nobody is greeted,
    /// and only a call for help is taken from it.
    /// </summary>
    public static async Task<bool> BeginAsync(WebChatDesks desks, HttpContext http, Visit.Granted visit, string? locale)
    {
        if (await visit.Desk.HasBegunAsync(visit.Token) || !await AnonymousGate.MayOpenAsync(desks, visit, http)) return false;
        await visit.Desk.BeginAsync(visit.Token, locale);
        return true;
    }

    static async Task<IResult> ResumeAsync(WebChatDesks desks, HttpContext http, string id, string? watermark) =>
        await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, id) switch
        {
            Visit.Refused refused => DirectLineAnswer.Refuse(refused),
            Visit.Granted { Expired: false } visit => await AnswerAsync(desks, http, visit, watermark, StatusCodes.Status200OK),
            _ => DirectLineAnswer.Expired(),
        };

    static async Task<IResult> AnswerAsync(WebChatDesks desks, HttpContext http, Visit.Granted visit, string? watermark, int status)
    {
        var token = visit.Desk.Renew(visit.Token);
        var scheme = ClientAddress.IsSecure(http, desks.Settings) ? "wss" : "ws";
        var stream = $"{scheme}://{http.Request.Host}/v3/directline/conversations/{token.Conversation}/stream"
            + $"?watermark={ActivityIds.Place(watermark)}&t={await visit.Desk.SignStreamAsync(token)}";
        var answer = new ConversationAnswer(token.Conversation, await visit.Desk.SignAsync(token), (int)WebChatDesk.TokenLife.TotalSeconds, stream);
        return Results.Json(answer, WebChatJson.Relaxed.ConversationAnswer, statusCode: status);
    }
}
