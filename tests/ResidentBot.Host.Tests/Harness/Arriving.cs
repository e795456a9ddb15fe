using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Tests.Desk;

namespace ResidentBot.Host.Tests.Harness;

/// <summary>Waiting for pages that a click leads to. A page that is shown does not listen yet: keys and forms are the scripts' from its end on.</summary>
static class Arriving
{
    /// <summary>Signs a new account in at the desk, up to its first page.</summary>
    public static async Task SignInAsync(this IPage page, HostApp app, string title, Role role = Role.Agent)
    {
        var (name, password) = await DeskClient.NewAccountAsync(app, title, role);
        await page.GotoAsync(app.Address + "desk/sign-in");
        await page.FillAsync("input[name=name]", name);
        await page.FillAsync("input[name=password]", password);
        await page.ClickAsync("main button");
        await page.ArriveAsync("/tickets");
    }

    /// <summary>Waits until the page is at an address that fits, and its scripts listen.</summary>
    /// <param name="page">The page.</param>
    /// <param name="address">A regular expression that does not fit where the page comes from.</param>
    public static async Task ArriveAsync(this IPage page, string address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(address, RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.ListensAsync();
    }

    /// <summary>Waits until the scripts of the page that is shown listen. Asked again and again: the pages' own policy lets nothing wait inside them.</summary>
    public static Task ListensAsync(this IPage page) => RunningHost.UntilAsync("the page listens", async () =>
    {
        try
        {
            return await page.EvaluateAsync<string>("document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            // Another page came while it was asked.
            return false;
        }
    });
}
