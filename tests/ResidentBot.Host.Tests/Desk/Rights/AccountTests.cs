using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk.Rights;

/// <summary>Administrators give out roles and places of work, no further than their own reach.</summary>
public sealed class AccountTests(SharedRedis redis)
{
    [Fact]
    public async Task A_colleague_gets_a_role_and_places_and_every_change_stands_in_the_log()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("give"), redis.Address);
        using var boss = await DeskClient.SignedInAsync(host.App, "主任", Role.Administrator, new Scope(host.Community.Id, null));
        var name = NewName();
        using var added = await AddAsync(boss, name, Role.GridWorker, $"{host.Community.Id}/b1");
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        var account = await FindAsync(host, name);
        Assert.Equal(Role.GridWorker, account.Role);
        Assert.Equal([new Scope(host.Community.Id, "b1")], account.Scopes!);
        using var changed = await ChangeAsync(boss, name, ("title", "小金"), ("role", "Counsellor"), ("scopes", host.Community.Id), ("what", "save"));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        account = await FindAsync(host, name);
        Assert.Equal((Role.Counsellor, "小金"), (account.Role, account.Title));
        Assert.Equal([new Scope(host.Community.Id, null)], account.Scopes!);
        (await ChangeAsync(boss, name, ("what", "disable"))).Dispose();
        var store = host.Community.Store;
        var log = (await store.ReadAsync(store.Keys.Log, "", 1000)).Select(entry => Codec.Read<LogEntry>(entry.Data)).Where(entry => entry.About == name).ToList();
        Assert.Equal(["account added", "account changed", "account disabled"], log.Select(entry => entry.What));
        Assert.Equal($"GridWorker {host.Community.Id}/b1 -> Counsellor {host.Community.Id}", log[1].Why);
    }

    [Fact]
    public async Task A_change_of_role_takes_effect_in_a_session_that_goes_on()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("effect"), redis.Address);
        using var boss = await DeskClient.SignedInAsync(host.App, "主任", Role.Administrator, new Scope(host.Community.Id, null));
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "小金", Role.Agent, new Scope(host.Community.Id, null));
        using var client = new DeskClient(host.App.Address);
        (await client.SignInAsync(name, password)).Dispose();
        await client.PageAsync($"/desk/{host.Community.Id}/residents");
        (await ChangeAsync(boss, name, ("title", "小金"), ("role", "Property"), ("scopes", host.Community.Id), ("what", "save"))).Dispose();
        await RunningHost.UntilAsync("the change takes effect", async () => await StatusAsync("residents") == HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("tickets"));

        async Task<HttpStatusCode> StatusAsync(string page)
        {
            using var answer = await client.GetAsync($"/desk/{host.Community.Id}/{page}");
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task An_administrator_of_a_part_sees_and_gives_no_more_than_that_part()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("part"), redis.Address);
        var here = host.Community.Id;
        using var boss = await DeskClient.SignedInAsync(host.App, "楼长", Role.Administrator, new Scope(here, "b1"));
        var (whole, _) = await DeskClient.NewAccountAsync(host.App, "全社区", Role.Agent, new Scope(here, null));
        var (everywhere, _) = await DeskClient.NewAccountAsync(host.App, "全部", Role.Agent);
        var (inside, _) = await DeskClient.NewAccountAsync(host.App, "本楼", Role.Agent, new Scope(here, "b1"));
        var page = await boss.PageAsync("/desk/accounts");
        Assert.Contains(inside, page.Body!.TextContent);
        Assert.DoesNotContain(whole, page.Body.TextContent);
        Assert.DoesNotContain(everywhere, page.Body.TextContent);
        Assert.Equal([$"{here}/b1"], page.QuerySelectorAll("form[action='/desk/accounts'] select[name=scopes] option").Select(option => option.GetAttribute("value")));
        foreach (var scope in (string[])["*", here, $"{here}/all"])
        {
            using var refused = await AddAsync(boss, NewName(), Role.Administrator, scope);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }
        foreach (var name in (string[])[whole, everywhere, "nobody-at-all"])
        {
            using var hidden = await PostAsync(boss, $"/desk/accounts/{name}", ("what", "reset"));
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }
        using var widened = await PostAsync(boss, $"/desk/accounts/{inside}", ("what", "save"), ("title", "本楼"), ("role", "Agent"), ("scopes", here));
        Assert.Equal(HttpStatusCode.Conflict, widened.StatusCode);
    }

    [Fact]
    public async Task Nothing_chosen_is_not_everywhere_and_nobody_changes_his_own_account()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("none"), redis.Address);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "主任", Role.Administrator, new Scope(host.Community.Id, null));
        using var boss = new DeskClient(host.App.Address);
        (await boss.SignInAsync(name, password)).Dispose();
        using var none = await boss.SendAsync("/desk/accounts", "form[action='/desk/accounts']", ("name", NewName()), ("title", "新人"), ("role", "Agent"), ("language", "Zh"));
        Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        Assert.Contains("请至少选一个工作范围", await none.Content.ReadAsStringAsync());
        using var own = await PostAsync(boss, $"/desk/accounts/{name}", ("what", "save"), ("title", "主任"), ("role", "Agent"), ("scopes", host.Community.Id));
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        Assert.Equal(Role.Administrator, (await FindAsync(host, name)).Role);
    }

    static string NewName() => $"n{Guid.NewGuid():N}"[..16];

    static async Task<DeskAccount> FindAsync(RunningHost host, string name) =>
        (await host.App.Services.GetRequiredService<DeskAccounts>().AllAsync()).Single(account => account.Name == name);

    static Task<HttpResponseMessage> AddAsync(DeskClient boss, string name, Role role, string scope) => boss.SendAsync(
        "/desk/accounts", "form[action='/desk/accounts']", ("name", name), ("title", "新人"), ("role", $"{role}"), ("language", "Zh"), ("scopes", scope));

    static Task<HttpResponseMessage> ChangeAsync(DeskClient boss, string name, params (string, string)[] typed) =>
        boss.SendAsync("/desk/accounts", $"form[action='/desk/accounts/{name}']", typed);

    static async Task<HttpResponseMessage> PostAsync(DeskClient boss, string path, params (string Name, string Value)[] typed)
    {
        var form = (IHtmlFormElement)(await boss.PageAsync("/desk/accounts")).QuerySelector("form[action='/desk/accounts']")!;
        var forgery = ((IHtmlInputElement)form.QuerySelector("input[name=forgery]")!).Value;
        return await boss.PostAsync(path, typed.Append(("forgery", forgery)).Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
    }
}
