using System.Net;
using AngleSharp.Html.Dom;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Desk.Rights;

/// <summary>The table of who sees what, page by page, on a real host.</summary>
public sealed class WhoSeesWhat(SharedRedis redis)
{
    const string Pages = """
                                 Agent  Administrator  Supervisor  GridWorker  Counsellor  Property  Auditor
        tickets                  200    200            200         200         200         200       403
        residents                200    200            200         200         200         403       403
        residents?person=adult   200    200            200         200         200         403       403
        residents?person=child   404    404            200         404         200         403       403
        residents?person=no-one  404    404            404         404         404         403       403
        checkins                 200    200            200         200         200         403       403
        posts                    200    200            200         403         403         403       403
        dialogs                  403    200            200         403         403         403       403
        dialogs/menu             403    200            200         403         403         403       403
        dialogs/nothing          403    404            404         403         403         403       403
        examples                 403    200            200         403         403         403       403
        rehearsal                403    200            200         403         403         403       403
        audit                    403    200            200         403         403         403       200
        dead                     403    200            403         403         403         403       403
        """;

    // x: in the list and open; a dash: as if it did not exist. Of a stranger only those know who have the whole community.
    const string Tickets = """
                              Agent  Administrator  Supervisor  GridWorker  Counsellor  Property  Auditor
        talk-ordinary-b1      x      x              x           x           x           -         -
        talk-sensitive-b1     x      x              x           x           x           -         -
        talk-child-b1         -      -              x           -           x           -         -
        talk-confidential-b1  -      -              -           -           x           -         -
        talk-legal-b1         -      -              x           -           -           -         -
        request-b1            x      x              x           x           x           x         -
        request-b2            b2     b2             b2          b2          b2          b2        -
        talk-b2               b2     b2             b2          b2          b2          -         -
        alert-stranger        b2     b2             b2          b2          b2          -         -
        """;

    [Fact]
    public async Task Every_page_answers_each_role_as_the_table_says()
    {
        await using var seen = await Seen.StartAsync(redis, "pages");
        foreach (var (page, role, expected) in Rows(Pages))
        {
            using var client = await seen.SignInAsync(role);
            using var answer = await client.GetAsync($"{seen.Desk}/{page}");
            Assert.True(expected == ((int)answer.StatusCode).ToString(), $"{role} {page}: {(int)answer.StatusCode}");
        }
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await seen.SignInAsync(role);
            using var accounts = await client.GetAsync("/desk/accounts");
            Assert.Equal(role == Role.Administrator ? HttpStatusCode.OK : HttpStatusCode.Forbidden, accounts.StatusCode);
        }
    }

    [Theory]
    [InlineData(Role.Agent)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.GridWorker)]
    [InlineData(Role.Counsellor)]
    [InlineData(Role.Property)]
    public async Task A_ticket_is_shown_found_counted_and_worked_on_by_those_of_the_table_alone(Role role)
    {
        await using var seen = await Seen.StartAsync(redis, "tickets");
        foreach (var place in (string?[])[null, "b1"])
        {
            using var client = await seen.SignInAsync(role, place);
            var expected = Rows(Tickets).Where(row => row.Role == role && (row.Cell == "x" || (row.Cell == "b2" && place is null))).Select(row => row.Name).ToHashSet();
            var list = await client.PageAsync($"{seen.Desk}/tickets");
            Assert.Equal(expected.Order(), list.QuerySelectorAll(".row-link .summary").Select(row => row.TextContent).Order());
            Assert.Equal(
                expected.Select(name => seen.Numbers[name]).Order(), list.QuerySelector("#waiting")!.GetAttribute("data-waiting")!.Split(',').Order());
            var form = (IHtmlFormElement)(await client.PageAsync($"{seen.Desk}/tickets?ticket={seen.Numbers[expected.First()]}")).QuerySelector("form[data-form=note]")!;
            var forgery = ((IHtmlInputElement)form.QuerySelector("input[name=forgery]")!).Value;
            foreach (var (name, number) in seen.Numbers)
            {
                using var pane = await client.GetAsync($"{seen.Desk}/tickets?ticket={number}");
                Assert.True((pane.StatusCode == HttpStatusCode.OK) == expected.Contains(name), $"{role} at {place} opens {name}: {pane.StatusCode}");
                if (!expected.Contains(name)) Assert.DoesNotContain(name, await pane.Content.ReadAsStringAsync());
                using var found = await client.GetAsync($"{seen.Desk}/tickets?find={number}");
                Assert.True((found.StatusCode == HttpStatusCode.SeeOther) == expected.Contains(name), $"{role} at {place} finds {name}: {found.StatusCode}");
                using var noted = await client.PostAsync($"{seen.Desk}/tickets/{number}/note", new Dictionary<string, string>
                {
                    ["forgery"] = forgery,
                    ["click"] = Guid.NewGuid().ToString("N"),
                    ["text"] = "看过",
                });
                Assert.Equal(expected.Contains(name) ? HttpStatusCode.SeeOther : HttpStatusCode.NotFound, noted.StatusCode);
            }
        }
    }

    [Fact]
    public async Task What_does_not_exist_and_what_one_may_not_see_answer_alike()
    {
        await using var seen = await Seen.StartAsync(redis, "alike");
        using var client = await seen.SignInAsync(Role.Agent);
        var hidden = seen.Numbers["talk-confidential-b1"];
        foreach (var path in (string[])["tickets?ticket={0}", "tickets?find={0}", "media/abcdef0123456789?ticket={0}"])
            Assert.Equal(await TextAsync(client, seen, path, Core.Tickets.TicketNumber.Of(900)), await TextAsync(client, seen, path, hidden));
    }

    [Fact]
    public async Task Secret_lines_of_an_open_talk_are_counted_and_not_shown_and_neither_are_their_pictures()
    {
        await using var seen = await Seen.StartAsync(redis, "lines");
        var number = seen.Numbers["talk-ordinary-b1"];
        using var agent = await seen.SignInAsync(Role.Agent);
        var page = await agent.PageAsync($"{seen.Desk}/tickets?ticket={number}");
        Assert.Contains("普通的话", page.Body!.TextContent);
        Assert.DoesNotContain("悄悄话", page.Body.TextContent);
        Assert.Equal("2 条保密内容", page.QuerySelector(".secret-lines")!.TextContent);
        Assert.DoesNotContain(seen.Pictures.Secret, page.DocumentElement.OuterHtml);
        using var counsellor = await seen.SignInAsync(Role.Counsellor);
        var whole = await counsellor.PageAsync($"{seen.Desk}/tickets?ticket={number}");
        Assert.Contains("悄悄话一", whole.Body!.TextContent);
        Assert.Contains("悄悄话二", whole.Body.TextContent);
        Assert.Contains($"media/{seen.Pictures.Secret}?ticket={number}", whole.DocumentElement.OuterHtml);
        using var property = await seen.SignInAsync(Role.Property);
        using var elsewhere = await seen.SignInAsync(Role.Counsellor, "b2");
        Assert.Equal(200, await StatusAsync(agent, seen.Pictures.Ordinary, number));
        Assert.Equal(404, await StatusAsync(agent, seen.Pictures.Secret, number));
        Assert.Equal(404, await StatusAsync(agent, seen.Pictures.Ordinary, seen.Numbers["talk-confidential-b1"]));
        Assert.Equal(404, await StatusAsync(agent, seen.Pictures.Ordinary, ""));
        Assert.Equal(200, await StatusAsync(counsellor, seen.Pictures.Secret, number));
        Assert.Equal(404, await StatusAsync(elsewhere, seen.Pictures.Ordinary, number));
        Assert.Equal(403, await StatusAsync(property, seen.Pictures.Ordinary, seen.Numbers["request-b1"]));

        async Task<int> StatusAsync(DeskClient client, string hash, string ticket)
        {
            using var answer = await client.GetAsync($"{seen.Desk}/media/{hash}?ticket={ticket}");
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task Whoever_repairs_sees_the_request_and_the_door_and_no_talk_and_no_people()
    {
        await using var seen = await Seen.StartAsync(redis, "repair");
        using var client = await seen.SignInAsync(Role.Property);
        var page = await client.PageAsync($"{seen.Desk}/tickets?ticket={seen.Numbers["request-b1"]}");
        var text = page.Body!.TextContent;
        Assert.Contains("水管", text);
        Assert.Contains("1栋101", text);
        Assert.DoesNotContain("安大人", text);
        Assert.DoesNotContain("普通的话", text);
        Assert.NotNull(page.QuerySelector("form[data-form=reply] input[type=file][data-most]"));
        Assert.DoesNotContain("web:", page.DocumentElement.OuterHtml);
        Assert.Equal(["工单"], page.QuerySelectorAll(".nav a").Select(entry => entry.TextContent));
        using var sent = await client.SendAsync($"{seen.Desk}/tickets?ticket={seen.Numbers["request-b1"]}", "form[data-form=reply]", ("text", "师傅下午到"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
    }

    [Fact]
    public async Task A_child_has_no_name_for_whoever_may_not_know_of_children()
    {
        await using var seen = await Seen.StartAsync(redis, "child");
        using var agent = await seen.SignInAsync(Role.Agent);
        using var counsellor = await seen.SignInAsync(Role.Counsellor);
        foreach (var path in (string[])["residents", "residents?q=1栋", "residents?q=child", "residents?person=adult", $"tickets?ticket={seen.Numbers["talk-ordinary-b1"]}"])
            Assert.DoesNotContain("童小宝", (await agent.PageAsync($"{seen.Desk}/{path}")).DocumentElement.OuterHtml);
        Assert.Contains("童小宝", (await counsellor.PageAsync($"{seen.Desk}/residents?person=adult")).Body!.TextContent);
    }

    [Fact]
    public async Task What_is_held_about_somebody_holds_no_confidence_that_whoever_prepares_it_may_not_read()
    {
        await using var seen = await Seen.StartAsync(redis, "held");
        using var client = await seen.SignInAsync(Role.Supervisor);
        foreach (var page in (string[])["held", "held.json"])
        {
            using var answer = await client.GetAsync($"{seen.Desk}/residents/adult/{page}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Contains("普通的话", text);
            Assert.DoesNotContain("悄悄话", text);
        }
    }

    [Fact]
    public async Task A_supervisor_of_one_building_pairs_no_phone_of_somebody_who_looks_after_another_too()
    {
        await using var seen = await Seen.StartAsync(redis, "pairing");
        using var part = await seen.SignInAsync(Role.Supervisor, "b1");
        using var whole = await seen.SignInAsync(Role.Supervisor);
        Assert.Null((await part.PageAsync($"{seen.Desk}/coverage")).QuerySelector("form[action$='/floor/code']"));
        Assert.NotNull((await whole.PageAsync($"{seen.Desk}/coverage")).QuerySelector("form[action$='/floor/code']"));
    }

    [Fact]
    public async Task An_account_of_one_building_sees_its_people_alone()
    {
        await using var seen = await Seen.StartAsync(redis, "building");
        using var client = await seen.SignInAsync(Role.GridWorker, "b1");
        // Written past the register, they are told of as it tells: the search follows the feed.
        var store = seen.Host.Community.Store;
        await store.Link.CommitAsync(new Commit().AppendEntry(store.Keys.Feed, Codec.Write<List<string>>(["person:adult", "person:child", "person:distant", "household:near"])));
        var page = await client.PageAsync($"{seen.Desk}/residents");
        Assert.Equal(["安大人", "无名"], page.QuerySelectorAll(".person-row .summary").Select(row => row.TextContent).Order(StringComparer.Ordinal));
        foreach (var path in (string[])["residents?person=distant", "residents?person=child"])
        {
            using var answer = await client.GetAsync($"{seen.Desk}/{path}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData(Role.Agent, null, "talk-ordinary-b1 talk-sensitive-b1 request-b1 request-b2 talk-b2 alert-stranger person:adult person:distant thread household:far post:p other:x")]
    [InlineData(Role.Agent, "b1", "talk-ordinary-b1 talk-sensitive-b1 request-b1 person:adult thread post:p")]
    [InlineData(Role.Counsellor, "b1", "talk-ordinary-b1 talk-sensitive-b1 talk-child-b1 talk-confidential-b1 request-b1 person:adult person:child thread")]
    [InlineData(Role.Property, null, "request-b1 request-b2")]
    [InlineData(Role.Auditor, null, "")]
    public async Task The_news_tell_nobody_of_what_he_may_not_see(Role role, string? place, string expected)
    {
        await using var seen = await Seen.StartAsync(redis, "news");
        var store = seen.Host.Community.Store;
        using var client = await seen.SignInAsync(role, place);
        using var stream = await client.StreamAsync($"{seen.Desk}/events");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        await ReadUntilAsync(reader, "hello");
        List<string> news = [.. seen.Numbers.Values.Select(number => $"ticket:{number}"), "person:adult", "person:child", "person:distant", $"thread:{Seen.Talk}", "household:far", "post:p", "other:x"];
        await store.Link.CommitAsync(new ResidentBot.Store.Commit().AppendEntry(store.Keys.Feed, Core.Turns.Codec.Write(news)));
        // Whoever is told nothing hears the beat alone.
        var heard = expected.Length == 0 ? await ReadUntilAsync(reader, "still here") : await ReadUntilAsync(reader, "data:");
        var named = seen.Numbers.ToDictionary(one => $"ticket:{one.Value}", one => one.Key);
        var told = expected.Length == 0 ? [] : System.Text.Json.JsonSerializer.Deserialize<List<string>>(heard[5..])!;
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), told.Select(what => named.GetValueOrDefault(what, what.StartsWith("thread", StringComparison.Ordinal) ? "thread" : what)));
    }

    static async Task<string> ReadUntilAsync(StreamReader reader, string mark)
    {
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line.Contains(mark, StringComparison.Ordinal)) return line;
            // The seeding of the register is old news; what the test writes comes as one entry with many.
            Assert.False(mark == "still here" && line.StartsWith("data:", StringComparison.Ordinal), line);
        }
        throw new EndOfStreamException(mark);
    }

    [Fact]
    public async Task A_community_one_does_not_work_in_is_as_if_it_were_not_there()
    {
        await using var seen = await Seen.StartAsync(redis, "elsewhere");
        using var client = await DeskClient.SignedInAsync(seen.Host.App, "外人", Role.Administrator, new Scope("elsewhere", null));
        foreach (var page in (string[])["tickets", "residents", "events", "media/abcdef0123456789"])
        {
            using var answer = await client.GetAsync($"{seen.Desk}/{page}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    static async Task<string> TextAsync(DeskClient client, Seen seen, string path, string number)
    {
        using var answer = await client.GetAsync($"{seen.Desk}/{string.Format(path, number)}");
        var page = await DeskClient.ReadAsync(answer);
        return $"{answer.StatusCode} {page.QuerySelector("main")?.TextContent} {page.QuerySelector(".notice")?.TextContent.Replace(number, "N", StringComparison.Ordinal)}";
    }

    static IEnumerable<(string Name, Role Role, string Cell)> Rows(string table)
    {
        var lines = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var roles = lines[0].Select(Enum.Parse<Role>).ToList();
        return lines.Skip(1).SelectMany(line => roles.Zip(line.Skip(1), (role, cell) => (line[0], role, cell)));
    }
}
