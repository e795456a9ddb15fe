using ResidentBot.Channels.WebChat;

namespace ResidentBot.Host.WebChat;

/// <summary>Tokens: made for a site's own server that knows the secret, and renewed for clients.</summary>
static class DirectLineTokens
{
    // The page of a telephone that slept comes back with a token that expired meanwhile; clients recover badly when it cannot be renewed.
    static readonly TimeSpan RenewableFor = TimeSpan.FromHours(24);

    static readonly OpenRequest Nobody = new();

    /// <summary>Registers the calls.</summary>
    public static void Map(IEndpointRouteBuilder api, WebChatDesks desks)
    {
        api.MapPost("tokens/generate", (Delegate)((HttpContext http) => GenerateAsync(desks, http)));
        api.MapPost("tokens/refresh", (Delegate)((HttpContext http) => RefreshAsync(desks, http)));
        api.MapGet("session/getsessionid", (Delegate)((HttpContext http) => SessionAsync(desks, http)));
    }

    static async Task<IResult> GenerateAsync(WebChatDesks desks, HttpContext http)
    {
        if (DirectLineAnswer.Bearer(http) is not { } secret || desks.BySecret(secret) is not var (desk, account))
            return DirectLineAnswer.Refuse(StatusCodes.Status401Unauthorized, "BadSecret", "The secret is missing or unknown.");
        if (await DirectLineAnswer.ReadAsync(http, WebChatJson.Default.OpenRequest, Nobody) is not { } request) return DirectLineAnswer.BadRequest("The body is no JSON object.");
        if (request.User?.Id is { } user && !IsUser(user)) return DirectLineAnswer.BadRequest("user.id must begin with dl_ and have at most 64 characters of ASCII.");
        if (TrustedOrigins.Refusal(request.TrustedOrigins, account, ClientAddress.Own(http, desks.Settings)) is { } refusal) return DirectLineAnswer.BadRequest(refusal);
        return await AnswerAsync(desk, desk.Open(account.Id, request.User?.Id, TrustedOrigins.Claim(request.TrustedOrigins)));
    }

    static async Task<IResult> RefreshAsync(WebChatDesks desks, HttpContext http)
    {
        switch (await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, null))
        {
            case Visit.Refused refused:
                return DirectLineAnswer.Refuse(refused);
            case Visit.Granted { Desk: var desk, Token: var token } when token.Expires + RenewableFor > desk.Now:
                return await AnswerAsync(desk, desk.Renew(token));
            default:
                return DirectLineAnswer.Expired();
        }
    }

    static async Task<IResult> SessionAsync(WebChatDesks desks, HttpContext http) =>
        await desks.VisitAsync(http, DirectLineAnswer.Bearer(http), TokenUse.Api, null) switch
        {
            Visit.Refused refused => DirectLineAnswer.Refuse(refused),
            Visit.Granted { Expired: false, Token: var token } => Results.Json(new SessionAnswer(token.Conversation), WebChatJson.Relaxed.SessionAnswer),
            _ => DirectLineAnswer.Expired(),
        };

    static async Task<IResult> AnswerAsync(WebChatDesk desk, ChatToken token) => Results.Json(
        new TokenAnswer(token.Conversation, await desk.SignAsync(token), (int)WebChatDesk.TokenLife.TotalSeconds), WebChatJson.Relaxed.TokenAnswer);

    static bool IsUser(string id) => id.Length <= 64 && id.StartsWith("dl_", StringComparison.Ordinal) && id.All(c => c is > ' ' and < '\x7f');
}
