using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.People;

/// <summary>The accounts page.</summary>
/// <param name="Accounts">In the order of their names.</param>
public sealed record AccountsView(IReadOnlyList<DeskAccount> Accounts);

/// <summary>Where administrators add, disable and reset colleagues. A one-time password is shown once, on the answer to its own click.</summary>
static class AccountPages
{
    /// <summary>Maps them.</summary>
    public static void MapAccounts(this RouteGroupBuilder desk)
    {
        var group = desk.MapGroup("/accounts").Needs(Right.ManageAccounts);
        group.MapGet("", (DeskRequest request, DeskAccounts accounts) => ShowAsync(request, accounts, null));
        group.MapPost("", AddAsync);
        group.MapPost("/{name}", ChangeAsync);
    }

    static async Task<IResult> AddAsync(DeskRequest request, DeskAccounts accounts)
    {
        var form = await request.FormAsync();
        var role = form["role"] == nameof(Role.Administrator) ? Role.Administrator : Role.Agent;
        var language = form["language"] == nameof(Language.En) ? Language.En : Language.Zh;
        var name = form["name"].ToString();
        return await ShowAsync(request, accounts, Told(request, name, await accounts.AddAsync(name, form["title"].ToString(), role, language)));
    }

    static async Task<IResult> ChangeAsync(DeskRequest request, DeskAccounts accounts, string name)
    {
        var what = (await request.FormAsync())["what"].ToString();
        var change = what switch
        {
            "reset" => await accounts.ResetAsync(name),
            "disable" or "enable" => await accounts.DisableAsync(name, what == "disable", request.Me.Name),
            _ => throw new BadHttpRequestException("an account can be reset, disabled or enabled"),
        };
        return await ShowAsync(request, accounts, Told(request, name, change));
    }

    static Notice Told(DeskRequest request, string name, AccountChange change) => change switch
    {
        { Refusal: { } refusal } => request.Refused(refusal),
        { OneTime: { } password } => new Notice(request.T.Say("account_one_time", ("name", name)), IsRefusal: false, password),
        _ => new Notice(request.T["saved"], IsRefusal: false),
    };

    static async Task<IResult> ShowAsync(DeskRequest request, DeskAccounts accounts, Notice? notice) =>
        DeskRequest.Page<AccountsPage>(request.Frame(notice), new AccountsView(await accounts.AllAsync()));
}
