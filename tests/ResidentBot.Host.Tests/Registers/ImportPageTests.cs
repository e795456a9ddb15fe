using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Desk;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>Imports and exports at the desk.</summary>
public sealed class ImportPageTests(SharedRedis redis)
{
    [Fact]
    public async Task A_file_is_checked_then_started_then_taken_back()
    {
        await using var host = await RunningHost.StartAsync(ImportTown.Write("page"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, role: Role.Supervisor);
        var page = await UploadAsync(client, host, "place,unit,name,phones\nb1,901,高伟,'+447700900301\nb1,902,高芳,139\n");
        var shown = await client.PageAsync(page);
        Assert.Contains("139", shown.QuerySelector(".import-lines")!.TextContent, StringComparison.Ordinal);
        using var refused = await client.SendAsync(page, "form[data-form=start]");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        using var started = await client.SendAsync(page, "form[data-form=start]", ("skip", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        var id = page.Split('/')[^1];
        Assert.Equal(1, (await ImportTown.EndAsync(host.Community, id)).Done.Added);
        using var undone = await client.SendAsync(page, "form[data-form=undo]", ("reason", "错了"));
        await ImportTown.EndAsync(host.Community, id, ImportState.Undone);
        Assert.Contains("错了", (await client.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Agent)]
    [InlineData(Role.GridWorker)]
    [InlineData(Role.Property)]
    [InlineData(Role.Auditor)]
    public async Task Whoever_may_neither_import_nor_export_does_not_see_the_page(Role role)
    {
        await using var host = await RunningHost.StartAsync(ImportTown.Write("forbidden"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, role: role);
        using var answer = await client.GetAsync($"/desk/{host.Community.Id}/imports");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task An_export_leaves_out_children_from_those_who_may_not_know_of_them_and_is_written_down()
    {
        await using var host = await RunningHost.StartAsync(ImportTown.Write("export"), redis.Address);
        foreach (var (id, name, born) in ((string, string, NodaTime.LocalDate)[])[("p1", "高伟", new(1980, 1, 1)), ("p2", "高小宝", NodaTime.SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusYears(-9))])
            await host.ActAsync(new StaffAction.EnterPerson("sam", "小山", new Person { Id = id, Name = name, Household = "h1", Born = born, Needs = ["轮椅"] }, "", ""));
        foreach (var (role, child) in ((Role, bool)[])[(Role.Administrator, false), (Role.Supervisor, true)])
        {
            using var client = await DeskClient.SignedInAsync(host.App, role: role);
            var form = (IHtmlFormElement)(await client.PageAsync($"/desk/{host.Community.Id}/imports")).QuerySelector("form[action$='/exports']")!;
            using var answer = await client.SendAsync("", form, ("form", "csv"));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("高伟", text, StringComparison.Ordinal);
            Assert.Equal(child, text.Contains("高小宝", StringComparison.Ordinal));
        }
        var store = host.Community.Store;
        var log = (await store.ReadAsync(store.Keys.Log, "", 100)).Select(entry => Codec.Read<LogEntry>(entry.Data));
        Assert.Equal(2, log.Count(entry => entry.What == "exported"));
    }

    static async Task<string> UploadAsync(DeskClient client, RunningHost host, string text)
    {
        var path = $"/desk/{host.Community.Id}/imports";
        var form = (IHtmlFormElement)(await client.PageAsync(path)).QuerySelector("form[enctype]")!;
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>()) content.Add(new StringContent(input.Value), input.Name!);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(file, "file", "two.csv");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = client.Cookies }) { BaseAddress = host.App.Address };
        using var answer = await http.PostAsync(path, content);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }
}
