using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>Who gets in, and who no longer does.</summary>
public sealed class SignInTests(SharedRedis redis)
{
    [Fact]
    public async Task A_wrong_password_opens_nothing()
    {
        await using var host = await StartAsync();
        var (name, _) = await DeskClient.NewAccountAsync(host.App, "小山");
        using var client = new DeskClient(host.App.Address);
        using var answer = await client.SignInAsync(name, "not it at all");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("账号或密码不对", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var page = await client.GetAsync($"/desk/{host.Community.Id}/tickets");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Contains("/desk/sign-in", page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_make_even_the_right_one_wait_and_the_wait_grows()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(clock);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "小山");
        var accounts = host.App.Services.GetRequiredService<DeskAccounts>();
        // All at once: guessing in parallel is no way around it.
        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => accounts.SignInAsync(name, $"guess number {i}")));
        Assert.Equal(5, guesses.Count(guess => guess is SignIn.Wrong));
        Assert.Equal(7, guesses.Count(guess => guess is SignIn.Locked));
        Assert.IsType<SignIn.Locked>(await accounts.SignInAsync(name, password));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.IsType<SignIn.Wrong>(await accounts.SignInAsync(name, "a sixth guess"));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.IsType<SignIn.Locked>(await accounts.SignInAsync(name, password));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.IsType<SignIn.Welcome>(await accounts.SignInAsync(name, password));
    }

    [Fact]
    public async Task The_first_start_makes_one_administrator_and_tells_the_password_once()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false));
        await using var link = new ResidentBot.Store.RedisLink(server.Address, null, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using var accounts = new DeskAccounts(new ResidentBot.Store.DeskStore(link), TimeProvider.System);
        var told = await Task.WhenAll(accounts.EnsureFirstAsync(), accounts.EnsureFirstAsync());
        var password = Assert.Single(told, one => one is not null)!;
        Assert.Null(await accounts.EnsureFirstAsync());
        var welcome = Assert.IsType<SignIn.Welcome>(await accounts.SignInAsync(DeskAccounts.FirstName, password));
        Assert.Equal((Role.Administrator, true), (welcome.Account.Role, welcome.Account.MustChange));
    }

    [Fact]
    public async Task The_first_password_is_told_at_every_start_until_it_has_been_changed()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions(Cluster: false));
        var files = TestCommunity.Write("told");
        string? first;
        await using (var host = await RunningHost.StartAsync(files, server.Address)) first = host.App.FirstPassword;
        await using (var host = await RunningHost.StartAsync(files, server.Address))
        {
            Assert.Equal(first, host.App.FirstPassword);
            var accounts = host.App.Services.GetRequiredService<DeskAccounts>();
            Assert.IsType<SignIn.Welcome>(await accounts.ChangePasswordAsync(DeskAccounts.FirstName, first!, "a quiet morning"));
        }
        await using (var host = await RunningHost.StartAsync(files, server.Address)) Assert.Null(host.App.FirstPassword);
        Assert.False(File.Exists(Path.Combine(files.Config, "data", "first-password")));
    }

    [Fact]
    public async Task A_one_time_password_must_be_changed_before_anything_else()
    {
        await using var host = await StartAsync();
        var accounts = host.App.Services.GetRequiredService<DeskAccounts>();
        var name = $"n{Guid.NewGuid():N}"[..16];
        var added = await accounts.AddAsync(name, "新同事", new Grant(Role.Agent, []), Language.Zh);
        using var client = new DeskClient(host.App.Address);
        (await client.SignInAsync(name, added.OneTime!)).Dispose();
        using var page = await client.GetAsync($"/desk/{host.Community.Id}/tickets");
        Assert.Equal("/desk/password", page.Headers.Location!.ToString());
        using var weak = await ChangeAsync("short", "short");
        Assert.Equal(HttpStatusCode.Conflict, weak.StatusCode);
        using var changed = await ChangeAsync("a quiet morning", "a quiet morning");
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        await client.PageAsync($"/desk/{host.Community.Id}/tickets");

        Task<HttpResponseMessage> ChangeAsync(string next, string again) =>
            client.SendAsync("/desk/password", "main form", ("current", added.OneTime!), ("next", next), ("again", again));
    }

    [Fact]
    public async Task A_disabled_colleague_is_out_at_once_and_cannot_come_back()
    {
        await using var host = await StartAsync();
        using var boss = await DeskClient.SignedInAsync(host.App, "主任", Role.Administrator);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "小金");
        using var client = new DeskClient(host.App.Address);
        (await client.SignInAsync(name, password)).Dispose();
        await client.PageAsync($"/desk/{host.Community.Id}/tickets");
        (await boss.SendAsync("/desk/accounts", $"form[action='/desk/accounts/{name}']", ("what", "disable"))).Dispose();
        using var page = await client.GetAsync($"/desk/{host.Community.Id}/tickets");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var again = await client.SignInAsync(name, password);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_reset_ends_the_colleagues_sessions_and_shows_a_one_time_password()
    {
        await using var host = await StartAsync();
        using var boss = await DeskClient.SignedInAsync(host.App, "主任", Role.Administrator);
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "小金");
        using var client = new DeskClient(host.App.Address);
        (await client.SignInAsync(name, password)).Dispose();
        using var reset = await boss.SendAsync("/desk/accounts", $"form[action='/desk/accounts/{name}']", ("what", "reset"));
        var shown = (await DeskClient.ReadAsync(reset)).QuerySelector(".secret")!.TextContent;
        using var page = await client.GetAsync($"/desk/{host.Community.Id}/tickets");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var welcome = await client.SignInAsync(name, shown);
        Assert.Equal("/desk/password", welcome.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Only_administrators_see_the_accounts()
    {
        await using var host = await StartAsync();
        using var client = await DeskClient.SignedInAsync(host.App);
        using var page = await client.GetAsync("/desk/accounts");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    [Fact]
    public async Task A_cookie_of_one_host_is_good_on_another()
    {
        var files = TestCommunity.Write("two");
        await using var first = await RunningHost.StartAsync(files, redis.Address);
        await using var second = await RunningHost.StartAsync(files, redis.Address);
        using var client = await DeskClient.SignedInAsync(first.App);
        var moved = new CookieContainer();
        foreach (Cookie cookie in client.Cookies.GetAllCookies()) moved.Add(second.App.Address, new Cookie(cookie.Name, cookie.Value, cookie.Path));
        using var there = new DeskClient(second.App.Address, moved);
        var page = await there.PageAsync($"/desk/{files.Id}/tickets");
        // A form of the first host's page is good there too.
        var form = (IHtmlFormElement)page.QuerySelector("form[action='/desk/sign-out']")!;
        using var gone = await there.SendAsync("", form);
        Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/desk/")]
    [InlineData("https://evil.example/")]
    [InlineData("/desk/\\evil.example")]
    public async Task A_sign_in_never_leads_elsewhere(string back)
    {
        await using var host = await StartAsync();
        var (name, password) = await DeskClient.NewAccountAsync(host.App, "小山");
        using var client = new DeskClient(host.App.Address);
        using var answer = await client.SendAsync($"/desk/sign-in?back={Uri.EscapeDataString(back)}", "form", ("name", name), ("password", password));
        Assert.DoesNotContain("evil", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    Task<RunningHost> StartAsync(TimeProvider? time = null) => RunningHost.StartAsync(TestCommunity.Write("signin"), redis.Address, time);
}
