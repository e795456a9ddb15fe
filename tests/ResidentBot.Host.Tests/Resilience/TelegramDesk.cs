using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.StandIns;
using ResidentBot.Store;
using Xunit;

namespace ResidentBot.Host.Tests.Resilience;

/// <summary>A community that residents reach over Telegram, and the verdict on what became of their messages, taken from Redis and the stand-in alone.</summary>
sealed class TelegramDesk : IAsyncDisposable
{
    const string Secret = "hook-secret_1";

    /// <summary>Reporting a fault, from the first word to the ticket's number.</summary>
    public static readonly string[] Talk = ["你好", "厨房水管漏水了", "跳过", "1栋2单元301", "1"];

    const int Residents = 300;

    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    readonly RedisLink _link;

    TelegramDesk(TelegramStandIn telegram, TestCommunity files, string redis, Dictionary<string, string> environment)
    {
        (Telegram, Files, Environment) = (telegram, files, environment);
        _link = new RedisLink(redis, null, NullLogger.Instance);
        Store = new CommunityStore(_link, files.Id);
    }

    public TelegramStandIn Telegram { get; }

    public TestCommunity Files { get; }

    /// <summary>A look at Redis that no host shares.</summary>
    public CommunityStore Store { get; }

    /// <summary>What hosts read their secrets from; of all desks that share a folder.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>
    /// Writes the community's files, in the folder of <paramref name="beside"/> if there is one, which then has another <paramref name="variable"/> for
    /// its token. <paramref name="api"/> is where hosts find the provider, if not at the stand-in itself.
    /// </summary>
    public static async Task<TelegramDesk> WriteAsync(string about, string redis, Func<Uri, Uri>? api = null, TelegramDesk? beside = null, string variable = "TELEGRAM", string mode = "webhook")
    {
        var telegram = await TelegramStandIn.StartAsync($"123456:AAE-{variable}");
        var root = api?.Invoke(telegram.Root) ?? telegram.Root;
        var files = new TestFiles
        {
            Host = "public_url: https://desk.example\n" + new TestFiles().Host,
            // Nobody is a stranger: a talk ends with its number, one message for each of theirs.
            Residents = "households:\n" + string.Concat(Enumerable.Range(1, Residents).Select(i =>
                $"  - {{id: h{i}, place: b1, unit: 1栋{i}, persons: [{{id: p{i}, name: 雷{i}, addresses: \"telegram:{i}\"}}]}}\n")),
            Accounts = $$"""
                accounts:
                  - {id: web, channel: web, purposes: [service, welfare, jobs], origins: []}
                  - {id: telegram, channel: telegram, purposes: [service, welfare, jobs], token_env: {{variable}}, secret_env: SECRET, mode: {{mode}}, api: "{{root}}", rate: 1000}
                  - {id: sms, channel: sms, purposes: [service, welfare], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE, rate: 1000}
                  - {id: sms-jobs, channel: sms, purposes: [jobs], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE2, rate: 1000}
                """,
        };
        var environment = beside?.Environment ?? new Dictionary<string, string> { ["SECRET"] = Secret };
        environment[variable] = telegram.Token;
        return new TelegramDesk(telegram, TestCommunity.Write(about, files, beside?.Files), redis, environment);
    }

    public Task<RunningHost> StartHostAsync(string redis) => RunningHost.StartAsync(Files, redis, environment: Environment);

    /// <summary>Delivers an update once, as Telegram does; null when no answer came.</summary>
    public async Task<HttpStatusCode?> DeliverAsync(Uri host, string update)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, $"/hooks/{Files.Id}/telegram"));
        request.Content = new StringContent(update, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", Secret);
        try
        {
            using var response = await _http.SendAsync(request);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>
    /// A resident has the whole talk, with an odd chat not waiting for answers; what got no 200 is delivered again.
    /// </summary>
    public async Task TalkAsync(Uri host, long chat)
    {
        var answered = 0;
        foreach (var text in Talk)
        {
            var update = Telegram.MessageUpdate(chat, text);
            await RunningHost.UntilAsync("a 200", async () =>
            {
                var status = await DeliverAsync(host, update);
                if (status == HttpStatusCode.OK) return true;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                await Task.Delay(100);
                return false;
            }, 90);
            answered++;
            if (chat % 2 == 0) await RunningHost.UntilAsync("an answer", () => Task.FromResult(Answers(chat) >= answered), 90);
        }
    }

    /// <summary>How many messages a chat received so far.</summary>
    public int Answers(long chat) => Telegram.Sent.Count(sent => sent.Chat == chat);

    /// <summary>Waits until all that was accepted is decided and all that was decided has left.</summary>
    public Task SettledAsync(int seconds = 60) => RunningHost.UntilAsync("everything decided and sent", IsSettledAsync, seconds);

    /// <summary>Whether it is so now; false too while Redis is away.</summary>
    public async Task<bool> IsSettledAsync()
    {
        try
        {
            var cursor = Host.Turns.Cursor.Parse(await Store.GetAsync(Store.Keys.Cursor));
            foreach (var (stream, decided) in ((string, string)[])[(Store.Keys.Inbox, cursor.Inbox), (Store.Keys.Reports, cursor.Reports)])
                if (await Store.LastIdAsync(stream) is { Length: > 0 } last && last != decided) return false;
            foreach (var lane in Enum.GetValues<Lane>())
                if (await Store.CountAsync(Store.Keys.Outbox("telegram", lane)) > 0) return false;
            return true;
        }
        catch (StoreDownException)
        {
            return false;
        }
    }

    /// <summary>
    /// Every message was decided once and in order, every decided reply arrived once and in order, and the talk ended in one ticket. <paramref name="again"/>
    /// says that the last reply sent before a kill may have been repeated. Answers the ticket's number.
    /// </summary>
    public async Task<string> FindTalkWholeAsync(long chat, bool again = false)
    {
        var thread = await Store.ThreadAsync(new Address($"telegram:{chat}"));
        Assert.Equal(Talk, thread.Where(line => line.Kind == ThreadKind.In).Select(line => line.Text));
        var said = thread.Where(line => line.Kind == ThreadKind.Out).Select(line => line.Text!).ToList();
        var came = Telegram.Sent.Where(sent => sent.Chat == chat).Select(sent => sent.Text).ToList();
        if (again && came.Count == said.Count + 1)
        {
            var repeated = Enumerable.Range(1, came.Count - 1).First(i => came[i] == came[i - 1]);
            came.RemoveAt(repeated);
        }
        Assert.Equal(said, came);
        var opened = thread.Where(line => line.Kind == ThreadKind.Out).SelectMany(line => System.Text.RegularExpressions.Regex.Matches(line.Text!, @"编号是 (\d{4,})")).ToList();
        return Assert.Single(opened).Groups[1].Value;
    }

    /// <summary>As <see cref="FindTalkWholeAsync"/> for many residents; no number was given twice and none was skipped.</summary>
    public async Task FindAllWholeAsync(IEnumerable<long> chats)
    {
        var numbers = new List<string>();
        foreach (var chat in chats) numbers.Add(await FindTalkWholeAsync(chat));
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(count => TicketNumber.Of(count)), numbers.Order(StringComparer.Ordinal));
        Assert.Equal(0, await Store.CountAsync(Store.Keys.Dead));
        Assert.Empty(Telegram.Violations);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _link.DisposeAsync();
        await Telegram.DisposeAsync();
    }
}
