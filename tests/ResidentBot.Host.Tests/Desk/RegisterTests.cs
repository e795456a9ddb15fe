using System.Net;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
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
    [InlineData("yangguizhen", "杨桂珍")]
    [InlineData("ygz", "杨桂珍")]
    [InlineData("0101", "杨桂珍")]
    [InlineData("1-102", "Anna Miller")]
    public async Task People_are_found_by_name_door_and_phone(string query, string name)
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("search", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var page = await client.PageAsync($"/desk/{host.Community.Id}/residents?q={Uri.EscapeDataString(query)}");
        Assert.Equal(name, Assert.Single(page.QuerySelectorAll(".person-row .summary")).TextContent);
    }

    [Fact]
    public async Task Numbers_needs_and_sensitive_labels_are_hidden_until_somebody_says_why_he_looks()
    {
        var files = Files with
        {
            Labels = """
                classes:
                  - id: care
                    name: {zh: 关爱, en: Care}
                    subclasses:
                      - id: health
                        name: {zh: 健康, en: Health}
                        labels:
                          - {id: dialysis, name: {zh: 透析, en: Dialysis}, owner: floor, source: 医院, kept: 90, sensitive: true}
                          - {id: volunteer, name: {zh: 志愿者, en: Volunteer}, owner: floor, source: 本人}
                """,
        };
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("reveal", files), redis.Address);
        await host.ActAsync(new StaffAction.EditPerson("a", "小山", "yang", new PersonEdit { AddNeeds = ["坐轮椅"] }, ""));
        foreach (var label in (string[])["dialysis", "volunteer"]) await host.ActAsync(new StaffAction.PutLabel("a", "小山", "yang", label, "走访"));
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/residents?person=yang";
        var before = Card(await client.PageAsync(path));
        Assert.Contains("志愿者", before, StringComparison.Ordinal);
        Assert.All((string[])["2025550101", "坐轮椅", "透析"], secret => Assert.DoesNotContain(secret, before, StringComparison.Ordinal));
        using var silent = await client.SendAsync(path, "form.reveal-form", ("reason", " "));
        Assert.Equal(HttpStatusCode.Conflict, silent.StatusCode);
        using var shown = await client.SendAsync(path, "form.reveal-form", ("reason", "上门前核对"));
        var after = Card(await DeskClient.ReadAsync(shown));
        Assert.All((string[])["+12025550101", "坐轮椅", "透析"], secret => Assert.Contains(secret, after, StringComparison.Ordinal));
        var store = host.Community.Store;
        var log = (await store.ReadAsync(store.Keys.Log, "", 100)).Select(entry => Codec.Read<LogEntry>(entry.Data));
        Assert.Contains(log, entry => entry is { What: "revealed", About: "yang", Why: "上门前核对" });

        static string Card(AngleSharp.Dom.IDocument page) => string.Concat(page.QuerySelectorAll("[data-live=card]").Select(part => part.TextContent));
    }

    [Fact]
    public async Task A_card_says_how_long_somebody_may_be_written_to_freely()
    {
        var files = Files with
        {
            Accounts = Files.Accounts + "\n  - {id: gzh, channel: wechat, purposes: [service], app_id_env: NONE, app_secret_env: NONE, token_env: NONE, original_id: gh_7f083739789a}",
            Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: yang, name: 杨桂珍, addresses: wechat:oA1bC2}]}]",
        };
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("free", files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/residents?person=yang";
        Assert.Equal("只能发模板，等对方写来再直接写", (await client.PageAsync(path)).QuerySelector(".free-words")!.TextContent);
        using (await client.SendAsync(path, "form[action='/desk/language']", ("language", "en"))) Assert.Equal("templates only until they write", (await client.PageAsync(path)).QuerySelector(".free-words")!.TextContent);
        await host.WriteAsync(new Address("wechat:oA1bC2"), "你好", "gzh");
        await host.SettleAsync();
        Assert.Matches("^write freely until .*, [1-4] left$", (await client.PageAsync(path)).QuerySelector(".free-words")!.TextContent);
        using (await client.SendAsync(path, "form[action='/desk/language']", ("language", "zh"))) Assert.Matches("^可直接写到 .*，还剩 [1-4] 条$", (await client.PageAsync(path)).QuerySelector(".free-words")!.TextContent);
    }

    [Fact]
    public async Task A_form_changes_only_what_was_changed_by_hand()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("edit", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/residents?person=yang";
        var stale = (AngleSharp.Html.Dom.IHtmlFormElement)(await client.PageAsync(path)).QuerySelector("form[data-form=basics]")!;
        await host.ActAsync(new StaffAction.EditPerson("a", "小山", "yang", new PersonEdit { Literacy = new(Literacy.VoiceOnly) }, ""));
        using var saved = await client.SendAsync(path, stale, ("name", "杨桂贞"), ("born", "1944-05-06"), ("language", "Zh"), ("literacy", "Text"), ("alone", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var person = (await host.Community.Store.FindAsync<Person>("yang"))!;
        Assert.Equal(("杨桂贞", Literacy.VoiceOnly, 1944, true), (person.Name, person.Literacy, person.Born!.Value.Year, person.LivesAlone));
    }

    [Fact]
    public async Task Children_are_seen_by_those_who_know_of_children_alone()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("child", Files), redis.Address);
        await host.ActAsync(new StaffAction.EnterPerson("a", "小山", new Person { Id = "kid", Name = "小宝", Household = "h1", Born = new NodaTime.LocalDate(2020, 1, 1) }, "", ""));
        foreach (var (role, sees) in ((Role, bool)[])[(Role.Agent, false), (Role.Counsellor, true)])
        {
            using var client = await DeskClient.SignedInAsync(host.App, role: role);
            var list = await client.PageAsync($"/desk/{host.Community.Id}/residents?q=xiaobao");
            Assert.Equal(sees ? 1 : 0, list.QuerySelectorAll(".person-row").Length);
            using var card = await client.GetAsync($"/desk/{host.Community.Id}/residents?person=kid");
            Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, card.StatusCode);
            var parent = await client.PageAsync($"/desk/{host.Community.Id}/residents?person=yang");
            Assert.Equal(sees, parent.Body!.TextContent.Contains("小宝", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_held_is_prepared_and_erased_by_those_who_may()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("held", Files), redis.Address);
        var phone = new Address("sms:+12025550101");
        await host.WriteAsync(phone, "转人工，我想看我的资料", "sms");
        await host.SettleAsync();
        using var agent = await DeskClient.SignedInAsync(host.App);
        using var refused = await agent.GetAsync($"/desk/{host.Community.Id}/residents/yang/held");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var client = await DeskClient.SignedInAsync(host.App, "主管", Role.Supervisor);
        var file = (await client.PageAsync($"/desk/{host.Community.Id}/residents/yang/held")).Body!.TextContent;
        Assert.All((string[])["杨桂珍", "+12025550101", "转人工，我想看我的资料"], words => Assert.Contains(words, file, StringComparison.Ordinal));
        using var json = await client.GetAsync($"/desk/{host.Community.Id}/residents/yang/held.json");
        Assert.Contains("杨桂珍", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var path = $"/desk/{host.Community.Id}/residents/yang/erase";
        using var unsaid = await client.SendAsync(path, "form[data-form=erase]", ("reason", "本人要求"), ("words", "好"));
        Assert.Equal(HttpStatusCode.Conflict, unsaid.StatusCode);
        using var erased = await client.SendAsync(path, "form[data-form=erase]", ("reason", "本人要求"), ("words", "停止平安问候"));
        Assert.Equal(HttpStatusCode.SeeOther, erased.StatusCode);
        Assert.Null(await host.Community.Store.FindAsync<Person>("yang"));
        Assert.Equal(0, await host.Community.Store.ThreadLengthAsync(phone));
        var store = host.Community.Store;
        var log = (await store.ReadAsync(store.Keys.Log, "", 100)).Select(entry => Codec.Read<LogEntry>(entry.Data)).ToList();
        Assert.All((string[])["prepared file", "downloaded file", "erased person"], what => Assert.Contains(log, entry => entry.What == what && entry.About == "yang"));
    }

    [Fact]
    public async Task What_is_held_of_a_telephone_is_held_in_all_its_talks()
    {
        var files = Files with
        {
            Accounts = new TestFiles().Accounts + """

                  - {id: whatsapp, channel: whatsapp, purposes: [service], account_sid_env: NONE, auth_token_env: NONE, from: "+447700900123"}
                """,
        };
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("heldtwin", files), redis.Address);
        var chat = new Address("whatsapp:+12025550101");
        await host.WriteAsync(chat, "转人工，我的事只写在这里", "whatsapp");
        await host.SettleAsync();
        using var client = await DeskClient.SignedInAsync(host.App, "主管", Role.Supervisor);
        var file = (await client.PageAsync($"/desk/{host.Community.Id}/residents/yang/held")).Body!.TextContent;
        Assert.Contains("我的事只写在这里", file, StringComparison.Ordinal);
        using var erased = await client.SendAsync($"/desk/{host.Community.Id}/residents/yang/erase", "form[data-form=erase]", ("reason", "本人要求"), ("words", "停止平安问候"));
        Assert.Equal(HttpStatusCode.SeeOther, erased.StatusCode);
        Assert.Equal(0, await host.Community.Store.ThreadLengthAsync(chat));
    }

    [Fact]
    public async Task Two_entries_are_merged_after_a_look_and_parted_again()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("merge", Files), redis.Address);
        await host.ActAsync(new StaffAction.EnterPerson("a", "小山", new Person { Id = "twin", Name = "杨桂珍", Household = "h3", Enrolled = true }, "b1", "909"));
        using var client = await DeskClient.SignedInAsync(host.App);
        var path = $"/desk/{host.Community.Id}/residents/yang/merge";
        Assert.Contains("twin", (await client.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var merged = await client.SendAsync($"{path}?with=twin", "form[data-form=merge]", ("reason", "重复登记"));
        Assert.Equal(HttpStatusCode.SeeOther, merged.StatusCode);
        var card = $"/desk/{host.Community.Id}/residents?person=yang";
        Assert.True((await host.Community.Store.FindAsync<Person>("yang"))!.Enrolled);
        // The address of the entry that went leads to the one that stayed.
        Assert.Contains("yang", (await client.PageAsync(card.Replace("yang", "twin", StringComparison.Ordinal))).QuerySelector(".facts-block code")!.TextContent, StringComparison.Ordinal);
        using var undone = await client.SendAsync(card, "form[data-form^=unmerge]", ("reason", "两个人"));
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Null((await host.Community.Store.FindAsync<Person>("twin"))!.MergedInto);
    }

    [Fact]
    public async Task A_code_on_paper_is_printed_once_with_a_way_to_send_it()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("code", Files), redis.Address);
        using var client = await DeskClient.SignedInAsync(host.App);
        using var made = await client.SendAsync($"/desk/{host.Community.Id}/residents?person=yang", "form[data-form=code]");
        var page = await DeskClient.ReadAsync(made);
        var digits = page.QuerySelector(".digits")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal("yang", (await host.Community.Store.FindAsync<PaperCode>(digits))!.Person);
        Assert.NotNull(page.QuerySelector("svg.qr path"));
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
            ("address", sms.QuerySelector("form[data-form=talk] option")!.GetAttribute("value")!), ("text", "杨奶奶，明天停水"));
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
