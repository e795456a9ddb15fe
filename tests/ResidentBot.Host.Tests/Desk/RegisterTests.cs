using System.Net;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk;

/// <summary>The register, the welfare programme and the jobs, at the desk.</summary>
public sealed class RegisterTests(SharedRedis redis)
{
    static readonly TestFiles Files = new()
    {
        Residents = """
            households:
              - {id: h1, place: b1, unit: 1栋101, persons: [{id: yang, name: 杨桂珍, lives_alone: true, addresses: sms:+12025550101}]}
              - {id: h2, place: b1, unit: 1栋102, persons: [{id: anna, name: Anna Miller, language: en, addresses: telegram:501}]}
            """,
    };

    [Theory]
    [InlineData("桂珍", "杨桂珍")]
    [InlineData("miller", "Anna Miller")]
    [InlineData("1栋102", "Anna Miller")]
    [InlineData("202555 0101", "杨桂珍")]
    public async Task People_are_found_by_name_door_and_phone(string query, string name)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("search", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var page = await client.PageAsync($"/desk/{host.Community.Id}/residents?q={Uri.EscapeDataString(query)}");
        Assert.Equal(name, Assert.Single(page.QuerySelectorAll(".person-row .summary")).TextContent);
    }

    [Fact]
    public async Task Numbers_are_masked_until_somebody_asks_and_that_is_written_down()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("reveal", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/residents?person=yang";
        Assert.DoesNotContain("2025550101", (await client.PageAsync(path)).QuerySelector(".person")!.TextContent, StringComparison.Ordinal);
        using var shown = await client.SendAsync(path, "form[action*='/reveal?']");
        Assert.Contains("+12025550101", (await DeskClient.ReadAsync(shown)).QuerySelector(".person")!.TextContent, StringComparison.Ordinal);
        var store = host.Community.Store;
        var log = (await store.ReadAsync(store.Keys.Log, "", 100)).Select(entry => Codec.Read<LogEntry>(entry.Data));
        Assert.Contains(log, entry => entry is { What: "revealed addresses", About: "yang" });
    }

    [Fact]
    public async Task Nobody_is_taken_out_of_the_check_ins_without_a_reason()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("enrolled", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App, "小山");
        var path = $"/desk/{host.Community.Id}/residents?person=yang";
        using var silent = await client.SendAsync(path, "form[data-form=save]", ("reason", ""));
        Assert.Equal(HttpStatusCode.Conflict, silent.StatusCode);
        Assert.True((await host.Community.Store.FindAsync<Person>("yang"))!.Enrolled);
        using var paused = await client.SendAsync(path, "form[data-form=save]", ("enrolled", "yes"), ("until", "2099-01-31"), ("reason", "去女儿家"));
        Assert.Equal(HttpStatusCode.SeeOther, paused.StatusCode);
        var person = await host.Community.Store.FindAsync<Person>("yang");
        Assert.Equal(("小山", "去女儿家"), (person!.Pause!.By, person.Pause.Reason));
        using var past = await client.SendAsync(path, "form[data-form=save]", ("enrolled", "yes"), ("until", "2001-01-31"), ("reason", "去女儿家"));
        Assert.Equal(HttpStatusCode.Conflict, past.StatusCode);
    }

    [Fact]
    public async Task A_talk_is_begun_only_where_the_channel_allows_it()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("start", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var sms = await client.PageAsync($"/desk/{host.Community.Id}/residents?person=yang");
        Assert.NotNull(sms.QuerySelector("form[data-form=talk] select"));
        var telegram = await client.PageAsync($"/desk/{host.Community.Id}/residents?person=anna");
        Assert.Null(telegram.QuerySelector("form[data-form=talk] select"));
        using var begun = await client.SendAsync($"/desk/{host.Community.Id}/residents?person=yang", "form[data-form=talk]",
            ("address", "sms:+12025550101"), ("text", "杨奶奶，明天停水"));
        Assert.Contains("ticket=", begun.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("杨奶奶，明天停水", await host.SaidAsync(new Address("sms:+12025550101")));
    }

    [Fact]
    public async Task A_post_needs_everything_and_is_published_once()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("posts"), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/posts";
        List<(string, string)> typed =
        [
            ("title_zh", "保洁"), ("title_en", "Cleaner"), ("where_zh", "东门"), ("where_en", "East gate"), ("hours_zh", "8-16"), ("hours_en", "8-16"),
            ("pay_zh", "90 元/天"), ("pay_en", "90 yuan a day"), ("seats", "2"), ("until", "2099-01-31T18:00"),
        ];
        using var lacking = await client.SendAsync(path, "form[data-form=publish]", [.. typed.Where(field => field.Item1 != "pay_en")]);
        Assert.Equal(HttpStatusCode.Conflict, lacking.StatusCode);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await client.PageAsync(path)).QuerySelector("form[data-form=publish]")!;
        for (var i = 0; i < 2; i++) (await client.SendAsync(path, form, [.. typed])).Dispose();
        var post = Assert.Single(await host.Community.Store.ListAsync(Lists.Posts));
        Assert.Equal(2, (await host.Community.Store.FindAsync<Post>(post.Member))!.Seats);
        (await client.SendAsync(path, $"form[data-form=withdraw-{post.Member}]")).Dispose();
        Assert.True((await host.Community.Store.FindAsync<Post>(post.Member))!.Withdrawn);
    }
}
