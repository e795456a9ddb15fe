using Microsoft.Extensions.Primitives;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>
/// Direct Line 3.0 as we serve it, under <c>/v3/directline</c>; the fields and statuses are those that botframework-directlinejs and Web Chat
/// rely on. 401: no genuine token; 403: it is too old; 404: it opens no such conversation; 429: too many; 503: nothing is stored, post it again.
/// </summary>
static class DirectLineApi
{
    const string Allowed = "authorization, content-type, x-ms-bot-agent, x-requested-with";

    /// <summary>Registers every call. Sockets need <c>UseWebSockets</c> before.</summary>
    public static void MapDirectLine(this IEndpointRouteBuilder app, WebChatDesks desks)
    {
        var api = app.MapGroup("/v3/directline").AddEndpointFilter((call, next) => GuardAsync(desks, call, next));
        api.MapMethods("{**rest}", [HttpMethods.Options], () => Results.NoContent());
        DirectLineTokens.Map(api, desks);
        DirectLineConversations.Map(api, desks);
        DirectLineActivities.Map(api, desks);
        DirectLineFiles.Map(api, desks);
        DirectLineSocket.Map(api, desks);
    }

    static async ValueTask<object?> GuardAsync(WebChatDesks desks, EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        Admit(desks, call.HttpContext);
        try
        {
            return await next(call);
        }
        catch (StoreDownException)
        {
            return DirectLineAnswer.Refuse(StatusCodes.Status503ServiceUnavailable, "Unavailable", "Nothing was stored. Please try again.");
        }
        catch (BadHttpRequestException fault)
        {
            return DirectLineAnswer.Refuse(fault.StatusCode, "BadRequest", "The request could not be read.");
        }
    }

    // On every answer, refusals included: a page that may not read a status takes it for a lost network.
    static void Admit(WebChatDesks desks, HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.Vary = "Origin";
        if (http.Request.Headers.Origin is not [{ } origin] || !desks.Allows(origin)) return;
        headers.AccessControlAllowOrigin = new StringValues(origin);
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlAllowHeaders = Allowed;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlMaxAge = "600";
    }
}
