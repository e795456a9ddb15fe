using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using ResidentBot.Host.Accounts;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>What is true for every page of the console: its headers, forms that prove to be ours, and a plain word when Redis is away.</summary>
static class Guard
{
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Headers first, then the outage, then the form.</summary>
    public static async ValueTask<object?> EveryPage(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        try
        {
            if (HttpMethods.IsPost(http.Request.Method)) await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
            return await next(context);
        }
        catch (AntiforgeryValidationException fault) when (fault.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return new BadForm(http, StatusCodes.Status413PayloadTooLarge, "form_large");
        }
        catch (AntiforgeryValidationException)
        {
            return new BadForm(http, StatusCodes.Status400BadRequest, "form_expired");
        }
        catch (Exception fault) when (StoreFaults.IsOutage(fault))
        {
            return Outage(http);
        }
    }

    /// <summary>Behind the sign-in: somebody must be known, and a password that others gave must be changed first.</summary>
    public static async ValueTask<object?> SignedIn(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (DeskSession.Account(http) is not { } account) return Outage(http);
        var path = http.Request.Path.Value!;
        if (account.MustChange && path is not ("/desk/password" or "/desk/sign-out")) return DeskRequest.To("/desk/password");
        return await next(context);
    }

    static RazorComponentResult<OutagePage> Outage(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        var account = DeskSession.Account(http);
        var english = account is null ? http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase)
            : account.Language == Core.Messages.Language.En;
        return new RazorComponentResult<OutagePage>(new { T = english ? DeskTexts.En : DeskTexts.Zh }) { StatusCode = 503 };
    }

    // A form that was open while its session ended is told so, not thrown away without a word; in both languages, because nobody may be signed in.
    sealed class BadForm(HttpContext http, int status, string text) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync($"{DeskTexts.En[text]} / {DeskTexts.Zh[text]}");
        }
    }
}
