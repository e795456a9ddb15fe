using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ResidentBot.Store;

namespace ResidentBot.Host.Accounts;

/// <summary>The cookie of somebody who signed in: it holds the account's name and stamp, and is looked at on every request.</summary>
static class DeskSession
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "desk";

    const string Stamp = "stamp";
    static readonly object AccountItem = new();
    static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    /// <summary>Sets the cookie up.</summary>
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "residentbot-desk";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/desk";
        options.LoginPath = "/desk/sign-in";
        options.ReturnUrlParameter = "back";
        options.ExpireTimeSpan = Lasts;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>Gives the browser a session.</summary>
    public static Task StartAsync(HttpContext http, DeskAccount account) => http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, account.Name), new Claim(Stamp, account.Stamp)], Scheme)));

    /// <summary>Who asks; null before sign-in, and when Redis could not say.</summary>
    public static DeskAccount? Account(HttpContext http) => (DeskAccount?)http.Items[AccountItem];

    /// <summary>Whether a session is still good; false once the account was disabled or its password changed.</summary>
    public static async Task<bool> IsGoodAsync(HttpContext http, ClaimsPrincipal principal)
    {
        var accounts = http.RequestServices.GetRequiredService<DeskAccounts>();
        var account = principal.Identity?.Name is { } name ? await accounts.RecentAsync(name) : null;
        if (account is null || account.Disabled || account.Stamp != principal.FindFirstValue(Stamp)) return false;
        http.Items[AccountItem] = account;
        return true;
    }

    // With Redis away nobody is thrown out: the pages say that it is away.
    static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            if (await IsGoodAsync(context.HttpContext, context.Principal!)) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
        catch (StoreDownException)
        {
        }
    }
}
