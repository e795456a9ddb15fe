using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Channels;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.StandIns;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>What waits to leave is looked at once more: what has ceased to be true stays here.</summary>
public sealed class LastLook(SharedRedis redis)
{
    const string Lei = "+12025550171";
    const string Mei = "+12025550172";

    [Fact]
    public async Task A_notice_held_by_quiet_hours_does_not_leave_to_whoever_stopped_meanwhile()
    {
        // 20:30 in Shanghai, for the two who want quiet from 20:00 on; the community's own hours have not begun.
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 12, 30, 0, TimeSpan.Zero));
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        await RegisterAsync(scene, "lei", Lei);
        await RegisterAsync(scene, "mei", Mei);
        await scene.Host.Running.ActAsync(new StaffAction.Publish("sam", "小山", new Post
        {
            Id = "p1",
            Title = new Texts("包装工", "Packer"),
            Where = new Texts("门口", "at the gate"),
            Hours = new Texts("8:00-16:00", "8:00-16:00"),
            Pay = new Texts("每天90元", "90 yuan a day"),
            Seats = 3,
            Until = NodaTime.Instant.FromDateTimeOffset(clock.GetUtcNow()) + NodaTime.Duration.FromDays(3),
            PostedBy = "sam",
            PostedAt = NodaTime.Instant.FromDateTimeOffset(clock.GetUtcNow()),
        }));
        var store = scene.Host.Running.Community.Store;
        await RunningHost.UntilAsync("everybody was asked", async () => (await store.FindAsync<Post>("p1"))!.OfferedToAll);
        Assert.Empty(scene.Heard(Lei));
        clock.Advance(TimeSpan.FromHours(2));
        await scene.TextAsync(Lei, "退订");
        await scene.Twilio.WaitForAsync(sent => sent.To == Lei && sent.Body.Contains("不再主动"), TimeSpan.FromSeconds(60));

        clock.Advance(TimeSpan.FromHours(11));

        await scene.Twilio.WaitForAsync(sent => sent.To == Mei && sent.Body.Contains("包装工"), TimeSpan.FromSeconds(60));
        await RunningHost.UntilAsync("the news that it stayed", async () => (await scene.Host.ThreadAsync(SmsScene.Phone(Lei))).Any(line => line.Error == SendError.Obsolete));
        Assert.DoesNotContain(scene.Heard(Lei), sent => sent.Body.Contains("包装工"));
    }

    [Fact]
    public async Task A_check_in_that_waits_does_not_leave_to_a_number_that_is_somebody_elses()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 23, 50, 0, TimeSpan.Zero));
        await using var scene = await SmsScene.StartAsync(redis.Address, clock);
        await scene.Host.Running.SettleAsync();
        scene.Twilio.Fault(TwilioFault.ServerError, times: 1);
        clock.Advance(TimeSpan.FromMinutes(11));
        var store = scene.Host.Running.Community.Store;
        await RunningHost.UntilAsync("the window", async () => await store.FindAsync<CheckIn>("yang:2026-11-23:morning") is not null);
        await scene.TextAsync(SmsScene.Alone, "打错了");
        await RunningHost.UntilAsync("nobody's number", async () => (await store.FindAsync<Person>("yang"))!.Addresses.IsEmpty);

        await RunningHost.UntilAsync("the answer", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(scene.Heard(SmsScene.Alone).Count > 0);
        });
        await scene.Host.Running.SettleAsync();

        Assert.DoesNotContain(scene.Heard(SmsScene.Alone), sent => sent.Body.Contains("杨桂珍"));
        var checkIn = await store.FindAsync<CheckIn>("yang:2026-11-23:morning");
        var ticket = await store.FindAsync<Ticket>(checkIn!.Ticket!);
        Assert.Equal((CheckInState.Alert, "number", TicketState.Waiting), (checkIn.State, ticket!.Cause, ticket.State));
        Assert.Contains(await scene.Host.ThreadAsync(SmsScene.Phone(SmsScene.Alone)), line => line is { Kind: ThreadKind.News, Error: SendError.Obsolete });
        Assert.True((await store.FindAsync<Person>("yang"))!.Enrolled);
    }

    static Task<Decision> RegisterAsync(SmsScene scene, string id, string number) => scene.Host.Running.ActAsync(new StaffAction.EnterPerson("sam", "小山", new Person
    {
        Id = id,
        Name = id,
        Household = "h1",
        WantsJobs = true,
        Addresses = [SmsScene.Phone(number)],
        Quiet = new QuietHours(new(20, 0), new(9, 0)),
    }, "", ""));
}
