using Microsoft.AspNetCore.Authentication;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.People;

/// <summary>What the sign-in page keeps of a failed attempt.</summary>
/// <param name="Name">As typed.</param>
public sealed record SignInView(string Name);

/// <summary>Signing in and out, the own password, the own language.</summary>
static class SignInPages
{
    /// <summary>Pages before the sign-in.</summary>
    public static void MapSignIn(this RouteGroupBuilder desk)
    {
        desk.MapGet("/sign-in", (DeskRequest request) => DeskRequest.Page<SignInPage>(request.Frame(), new SignInView(""))).NeedsNothing();
        desk.MapPost("/sign-in", SignInAsync).NeedsNothing();
    }

    /// <summary>What everybody may do with the own account.</summary>
    public static void MapOwnAccount(this RouteGroupBuilder desk)
    {
        desk.MapGet("", (DeskRequest request) => DeskRequest.To(request.Home)).NeedsSignIn();
        desk.MapPost("/sign-out", async (HttpContext http, DeskRequest request, DeskLog log) =>
        {
            await log.WriteAsync(request.Me.Name, "signed out", request.Me.Name, null, request.Me.Grant);
            await http.SignOutAsync(DeskSession.Scheme);
            return DeskRequest.To("/desk/sign-in");
        }).NeedsSignIn();
        desk.MapGet("/password", (DeskRequest request) => DeskRequest.Page<PasswordPage>(request.Frame(), new SignInView(""))).NeedsSignIn();
        desk.MapPost("/password", ChangePasswordAsync).NeedsSignIn();
        desk.MapPost("/language", SpeakAsync).NeedsSignIn();
    }

    static async Task<IResult> SignInAsync(HttpContext http, DeskRequest request, DeskAccounts accounts, DeskLog log)
    {
        var form = await request.FormAsync();
        var name = form["name"].ToString();
        var result = await accounts.SignInAsync(name, form["password"].ToString());
        if (result is SignIn.Welcome welcome)
        {
            await log.WriteAsync(welcome.Account.Name, "signed in", welcome.Account.Name, null, welcome.Account.Grant);
            await DeskSession.StartAsync(http, welcome.Account);
            return DeskRequest.To(welcome.Account.MustChange ? "/desk/password" : Back(request.Query("back"), request.HomeOf(welcome.Account)));
        }
        await log.RefusedAsync(await accounts.KnownAsync(name), result is SignIn.Locked ? "locked" : "wrong");
        return DeskRequest.Page<SignInPage>(request.Frame(Refused(request, result)), new SignInView(name));
    }

    static async Task<IResult> ChangePasswordAsync(HttpContext http, DeskRequest request, DeskAccounts accounts, DeskLog log)
    {
        var form = await request.FormAsync();
        var next = form["next"].ToString();
        var result = next == form["again"] ? await accounts.ChangePasswordAsync(request.Me.Name, form["current"].ToString(), next)
            : new SignIn.Unfit("password_differ");
        if (result is not SignIn.Welcome changed)
            return DeskRequest.Page<PasswordPage>(request.Frame(Refused(request, result)), new SignInView(""));
        await log.WriteAsync(changed.Account.Name, "password changed", changed.Account.Name, null, changed.Account.Grant);
        await DeskSession.StartAsync(http, changed.Account);
        return DeskRequest.To(request.Home);
    }

    static async Task<IResult> SpeakAsync(DeskRequest request, DeskAccounts accounts)
    {
        var form = await request.FormAsync();
        await accounts.SpeakAsync(request.Me.Name, form["language"] == "en" ? Language.En : Language.Zh);
        return DeskRequest.To(Back(form["back"].ToString(), request.Home));
    }

    static Notice Refused(DeskRequest request, SignIn result) => result switch
    {
        SignIn.Locked locked => new Notice(
            request.T.Say("sign_in_locked", ("n", (int)Math.Ceiling((locked.Until - request.Now.ToDateTimeOffset()).TotalSeconds))), IsRefusal: true),
        SignIn.Unfit unfit => new Notice(request.T[unfit.Text], IsRefusal: true),
        _ => new Notice(request.T["sign_in_wrong"], IsRefusal: true),
    };

    // Only to pages of our own: an address from outside could lead anywhere.
    static string Back(string path, string home) => path.StartsWith("/desk/", StringComparison.Ordinal) && !path.Contains('\\') ? path : home;
}
