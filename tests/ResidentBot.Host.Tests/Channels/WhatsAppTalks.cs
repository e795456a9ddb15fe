using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>What people live through who write to us on WhatsApp.</summary>
public sealed class WhatsAppTalks(SharedRedis redis)
{
    const string Lei = "whatsapp:+12025550177";
    const string Us = "whatsapp:+15005550006";
    const string Template = "HX0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_leak_becomes_a_ticket_with_a_place_and_a_picture_and_a_person_answers()
    {
        await using var scene = await Scene.StartAsync(redis.Address);
        await scene.AskAsync(Lei, "厨房水管漏水了");
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        await scene.WriteAsync(Lei, "", [("image/jpeg", png)]);
        await scene.Host.Running.SettleAsync();
        var confirm = await scene.AskAsync(Lei, "", ("Latitude", "31.2304"), ("Longitude", "121.4737"));
        Assert.EndsWith("\n1 是\n2 要改\n3 不办了", confirm.Body);
        await scene.AskAsync(Lei, "1");
        Assert.NotEmpty((await scene.TalkAsync(Lei))!.Requests);
        Assert.Equal(png, scene.Host.Stored((await MediaKept.NewsAsync(scene.Host, new Address(Lei))).Media[0].Source));

        await scene.AskAsync(Lei, "人工");
        await scene.Host.AnswerAndCloseAsync((await scene.TalkAsync(Lei))!.Ticket!, "师傅下午三点到");
        var answer = scene.Heard(Lei).Single(sent => sent.Body.Contains("师傅下午三点到"));
        Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(answer, "read"));
        await scene.Host.Running.SettleAsync();
        Assert.Contains(await scene.Host.ThreadAsync(new Address(Lei)), line => line is { Kind: ThreadKind.News, State: DeliveryState.Seen });
    }

    [Fact]
    public async Task A_day_after_he_wrote_a_colleagues_words_leave_in_the_template_for_all_others()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.StartAsync(redis.Address, clock);
        await scene.AskAsync(Lei, "人工");
        var ticket = (await scene.TalkAsync(Lei))!.Ticket!;
        clock.Advance(TimeSpan.FromHours(25));
        await scene.Host.AnswerAndCloseAsync(ticket, "师傅下午三点到");

        var last = scene.Heard(Lei)[^1];
        Assert.Equal(Template, last.Content?.Sid);
        Assert.All(scene.Heard(Lei)[..1], sent => Assert.Null(sent.Content));
        Assert.Contains(scene.Heard(Lei), sent => sent.Content?.Variables?.Contains("师傅下午三点到", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_came_while_we_were_down_is_read_from_the_list_and_answered_once()
    {
        await using var scene = await Scene.StartAsync(redis.Address);
        await scene.AskAsync(Lei, "你好");
        await scene.Host.StopAsync();
        scene.Twilio.Missed(Lei, Us, "厨房水管漏水了");
        await scene.Host.StartAsync();
        await RunningHost.UntilAsync("the answer", () => Task.FromResult(scene.Heard(Lei).Count > 1));
        await scene.Host.Running.SettleAsync();
        Assert.Equal(2, scene.Heard(Lei).Count);
    }

    sealed class Scene : IAsyncDisposable
    {
        Scene(TwilioStandIn twilio, PublicHost host) => (Twilio, Host) = (twilio, host);

        public TwilioStandIn Twilio { get; }

        public PublicHost Host { get; }

        public static async Task<Scene> StartAsync(string redis, ManualClock? clock = null)
        {
            var twilio = await TwilioStandIn.StartAsync(clock);
            var files = TestCommunity.Write("whatsapp", new TestFiles
            {
                Host = PublicHost.HostFile,
                Accounts = $$"""
                    accounts:
                      - id: whatsapp
                        channel: whatsapp
                        purposes: [service, welfare, jobs]
                        account_sid_env: SID
                        auth_token_env: AUTH
                        from: "{{Us["whatsapp:".Length..]}}"
                        api: "{{twilio.Root}}"
                        rate: 1000
                        texts:
                          otherwise:
                            template: {{Template}}
                            params:
                              1: "{text}"
                    """,
                Staff = "staff: [{id: floor, name: 陈大姐, addresses: \"whatsapp:+12025550901\"}, {id: head, name: 王组长, addresses: \"whatsapp:+12025550902\"}, "
                    + "{id: area, name: 周明, addresses: \"whatsapp:+12025550903\"}, {id: duty, name: 值班室, addresses: \"whatsapp:+12025550904\"}]",
                Residents = "households: [{id: h1, place: b1, unit: 1栋101, persons: [{id: nobody, name: 无名, addresses: \"whatsapp:+12025550900\"}]}]",
            });
            var secrets = new Dictionary<string, string> { ["SID"] = twilio.AccountSid, ["AUTH"] = twilio.AuthToken };
            var scene = new Scene(twilio, new PublicHost(files, redis, secrets, clock));
            await scene.Host.StartAsync();
            return scene;
        }

        public async Task WriteAsync(string from, string body, (string Type, byte[] Bytes)[]? pictures = null, params (string Name, string Value)[] more)
        {
            using var answer = await Twilio.SmsAsync(Host.Running.Http, Host.Behind("whatsapp"), from, Us, body, Host.HookOf("whatsapp"), pictures: pictures, more: [("ProfileName", "李雷"), ("WaId", from["whatsapp:+".Length..]), .. more]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        public async Task<TwilioSent> AskAsync(string from, string body, params (string Name, string Value)[] more)
        {
            var before = Heard(from).Count;
            await WriteAsync(from, body, null, more);
            await RunningHost.UntilAsync("an answer on WhatsApp", () => Task.FromResult(Heard(from).Count > before));
            await Host.Running.SettleAsync();
            return Heard(from)[^1];
        }

        public async Task<HttpStatusCode> ReportAsync(TwilioSent sent, string status)
        {
            using var answer = await Twilio.StatusAsync(Host.Running.Http, Host.Running.App.Address, sent, status);
            return answer.StatusCode;
        }

        public Task<Conversation?> TalkAsync(string address) => Host.TalkAsync(new Address(address));

        public List<TwilioSent> Heard(string party) => [.. Twilio.Sent.Where(sent => sent.To == party)];

        public async ValueTask DisposeAsync()
        {
            try
            {
                Assert.Empty(Twilio.Violations);
            }
            finally
            {
                await Host.DisposeAsync();
                await Twilio.DisposeAsync();
            }
        }
    }
}
