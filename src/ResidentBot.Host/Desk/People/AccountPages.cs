using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.People;

/// <summary>The accounts page.</summary>
/// <param name="Accounts">In the order of their names; those whom who asks may manage.</param>
/// <param name="Places">Where an account can work, as who asks may give it.</param>
public sealed record AccountsView(IReadOnlyList<DeskAccount> Accounts, IReadOnlyList<PlaceChoice> Places);

/// <summary>One place of work to choose.</summary>
/// <param name="Value">As the form carries it: <c>*</c>, <c>oak</c>, <c>oak/e1</c>.</param>
/// <param name="Community">The community; null for every one.</param>
/// <param name="Name">As staff read it: the node; null for the whole community.</param>
/// <param name="Depth">How far down the tree, from 0.</param>
public sealed record PlaceChoice(string Value, Community? Community, string? Name, int Depth);

/// <summary>
/// Where administrators add, change, disable and reset colleagues. A one-time password is shown once, on the answer to its own click. An administrator
/// of a part of the desk sees and manages the accounts of that part.
/// </summary>
static class AccountPages
{
    /// <summary>Maps them.</summary>
    public static void MapAccounts(this RouteGroupBuilder desk)
    {
        var group = desk.MapGroup("/accounts").Needs(Right.ManageAccounts);
        group.MapGet("", (DeskRequest request, DeskAccounts accounts, RunningCommunities communities) => ShowAsync(request, accounts, communities, null));
        group.MapPost("", AddAsync);
        group.MapPost("/{name}", ChangeAsync);
    }

    /// <summary>The scopes of an account as the form's values.</summary>
    public static IEnumerable<string> Values(DeskAccount account) =>
        account.Grant.Scopes.IsEmpty ? ["*"] : account.Grant.Scopes.Select(Value);

    static string Value(Scope scope) => scope.Place is null ? scope.Community : $"{scope.Community}/{scope.Place}";

    static async Task<IResult> AddAsync(DeskRequest request, DeskAccounts accounts, RunningCommunities communities, DeskLog log)
    {
        var form = await request.FormAsync();
        var (name, language) = (form["name"].ToString().Trim().ToLowerInvariant(), form["language"] == nameof(Language.En) ? Language.En : Language.Zh);
        var (grant, refusal) = Read(request, form, communities);
        if (grant is null) return await ShowAsync(request, accounts, communities, request.Refused(refusal));
        var change = await accounts.AddAsync(name, form["title"].ToString(), grant, language);
        if (change.Refusal is null) await log.WriteAsync(request.Me.Name, "account added", name, Told(grant), grant);
        return await ShowAsync(request, accounts, communities, Told(request, name, change));
    }

    static async Task<IResult> ChangeAsync(DeskRequest request, DeskAccounts accounts, RunningCommunities communities, DeskLog log, string name)
    {
        var form = await request.FormAsync();
        if (await accounts.KnownAsync(name) is not { } before || !MayManage(request, before.Grant, communities)) return TypedResults.NotFound();
        var what = form["what"].ToString();
        if (what == "save") return await GrantAsync(request, accounts, communities, log, before, form);
        var change = what switch
        {
            "reset" => await accounts.ResetAsync(name),
            "disable" or "enable" => await accounts.DisableAsync(name, what == "disable", request.Me.Name),
            _ => throw new BadHttpRequestException("an account can be saved, reset, disabled or enabled"),
        };
        if (change.Refusal is null) await log.WriteAsync(request.Me.Name, what == "reset" ? "account reset" : $"account {what}d", name, null, before.Grant);
        return await ShowAsync(request, accounts, communities, Told(request, name, change));
    }

    static async Task<IResult> GrantAsync(
        DeskRequest request, DeskAccounts accounts, RunningCommunities communities, DeskLog log, DeskAccount before, IFormCollection form)
    {
        var (grant, refusal) = Read(request, form, communities);
        if (grant is null) return await ShowAsync(request, accounts, communities, request.Refused(refusal));
        var change = await accounts.GrantAsync(before.Name, form["title"].ToString(), grant, request.Me.Name);
        // Both those who lose him and those who get him read of it.
        if (change.Refusal is null)
            await log.WriteAsync(request.Me.Name, "account changed", before.Name, $"{Told(before.Grant)} -> {Told(grant)}", before.Grant, grant);
        return await ShowAsync(request, accounts, communities, Told(request, before.Name, change));
    }

    // Nothing chosen is not "everywhere": that is chosen by its own line.
    static (Grant? Grant, string Refusal) Read(DeskRequest request, IFormCollection form, RunningCommunities communities)
    {
        if (!Enum.TryParse<Role>(form["role"], out var role) || !Enum.IsDefined(role)) throw new BadHttpRequestException("an account has a role");
        var chosen = form["scopes"].OfType<string>().ToList();
        if (chosen.Count == 0) return (null, "account_scope");
        var scopes = ImmutableArray.CreateBuilder<Scope>();
        foreach (var value in chosen.Where(value => value != "*"))
        {
            var (id, place) = value.Split('/', 2) is [var first, var second] ? (first, second) : (value, null);
            if (communities.Find(id) is not { } community || (place is not null && !community.World.Community.Places.ContainsKey(place))) return (null, "account_scope");
            scopes.Add(new Scope(id, place));
        }
        var grant = new Grant(role, chosen.Contains("*") ? [] : scopes.ToImmutable());
        return MayManage(request, grant, communities) ? (grant, "") : (null, "account_beyond");
    }

    static bool MayManage(DeskRequest request, Grant grant, RunningCommunities communities) =>
        Entitlements.MayManage(request.Me.Grant, grant, id => communities.Find(id)?.World.Community);

    static string Told(Grant grant) => $"{grant.Role} {(grant.Scopes.IsEmpty ? "*" : string.Join(' ', grant.Scopes.Select(Value)))}";

    static Notice Told(DeskRequest request, string name, AccountChange change) => change switch
    {
        { Refusal: { } refusal } => request.Refused(refusal),
        { OneTime: { } password } => new Notice(request.T.Say("account_one_time", ("name", name)), IsRefusal: false, password),
        _ => new Notice(request.T["saved"], IsRefusal: false),
    };

    static async Task<IResult> ShowAsync(DeskRequest request, DeskAccounts accounts, RunningCommunities communities, Notice? notice)
    {
        var shown = (await accounts.AllAsync()).Where(account => MayManage(request, account.Grant, communities)).ToList();
        var places = Choices(communities).Where(choice =>
            MayManage(request, new Grant(Role.Agent, choice.Value == "*" ? [] : [ScopeOf(choice)]), communities));
        return DeskRequest.Page<AccountsPage>(request.Frame(notice), new AccountsView(shown, [.. places]));
    }

    static Scope ScopeOf(PlaceChoice choice) => new(choice.Community!.Id, choice.Name is null ? null : choice.Value[(choice.Community.Id.Length + 1)..]);

    static IEnumerable<PlaceChoice> Choices(RunningCommunities communities)
    {
        yield return new PlaceChoice("*", null, null, 0);
        foreach (var community in communities.All.Select(one => one.World.Community))
        {
            yield return new PlaceChoice(community.Id, community, null, 0);
            foreach (var choice in Below(community, null, 1)) yield return choice;
        }
    }

    static IEnumerable<PlaceChoice> Below(Community community, string? parent, int depth)
    {
        foreach (var place in community.Places.Values.Where(place => place.Parent == parent).OrderBy(place => place.Id, StringComparer.Ordinal))
        {
            yield return new PlaceChoice($"{community.Id}/{place.Id}", community, place.Name, depth);
            foreach (var choice in Below(community, place.Id, depth + 1)) yield return choice;
        }
    }
}
