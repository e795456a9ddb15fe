using NodaTime;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

/// <summary>When an account is said to fail, and when to work again.</summary>
public sealed class SendRunTests
{
    static readonly Instant Start = Instant.FromUtc(2026, 3, 4, 0, 0);

    // Each try: what it came to, and the minute it ended.
    public static TheoryData<string, SendNews[]> Runs => new()
    {
        { "ProviderDown 0, ProviderDown 3, ProviderDown 6, ProviderDown 9, ProviderDown 10", [SendNews.Down] },
        { "ProviderDown 0, Unknown 3, ProviderDown 6, ProviderDown 9, Unknown 12, ProviderDown 13, Sent 14", [SendNews.Down, SendNews.Works] },
        { "ProviderDown 0, ProviderDown 1, ProviderDown 2, ProviderDown 3, ProviderDown 4, ProviderDown 5", [] },
        { "ProviderDown 0, ProviderDown 60, ProviderDown 120, ProviderDown 180", [] },
        { "ProviderDown 0, ProviderDown 4, Sent 5, ProviderDown 6, ProviderDown 9, ProviderDown 12, ProviderDown 15", [] },
        { "ProviderDown 0, ProviderDown 4, BadAddress 5, ProviderDown 6, ProviderDown 9, ProviderDown 12, ProviderDown 15", [] },
        { "ProviderDown 0, RateLimited 4, TooOld 5, WindowClosed 5, Obsolete 5, ProviderDown 6, ProviderDown 9, ProviderDown 12, ProviderDown 15", [SendNews.Down] },
        { "ProviderDown 0, ProviderDown 3, ProviderDown 6, ProviderDown 9, ProviderDown 10, ProviderDown 69, ProviderDown 70, ProviderDown 71", [SendNews.Down, SendNews.Down] },
        { "Misconfigured 0, Misconfigured 0, Misconfigured 0, Misconfigured 1, Sent 2", [SendNews.Misconfigured, SendNews.Works] },
        { "Misconfigured 0, Misconfigured 0, Sent 1, Misconfigured 2", [] },
        { "Sent 0, RateLimited 1, RateLimited 30, RateLimited 60, RateLimited 90, RateLimited 100", [] },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_account_fails_after_ten_minutes_without_its_provider_or_three_refusals_of_its_keys(string tries, SendNews[] told)
    {
        var (run, news) = (new SendRun(), new List<SendNews>());
        foreach (var parts in tries.Split(", ").Select(one => one.Split(' ')))
        {
            SendOutcome outcome = parts[0] == "Sent" ? new SendOutcome.Sent(null) : new SendOutcome.Failed(Enum.Parse<SendError>(parts[0]));
            (run, var now) = run.After(outcome, Start + Duration.FromMinutes(int.Parse(parts[1])));
            if (now != SendNews.None) news.Add(now);
        }
        Assert.Equal(told, news);
    }

    [Fact]
    public void Whatever_the_chance_a_pause_stays_within_a_quarter_of_its_step_and_never_passes_75_s()
    {
        var random = new Random(4);
        for (var tries = 0; tries < 200; tries++)
            for (var i = 0; i < 50; i++)
            {
                var pause = SendTimes.Pause(tries, i switch { 0 => 0, 1 => 0.999999, _ => random.NextDouble() }).TotalSeconds;
                var step = Math.Min(60, Math.Pow(2, tries));
                Assert.InRange(pause, 0.75 * step, 1.25 * step);
                Assert.InRange(pause, 0.75, 75);
            }
    }

    [Theory]
    [InlineData(Lane.Emergency, 12)]
    [InlineData(Lane.CheckIn, 12)]
    [InlineData(Lane.Reply, 12)]
    [InlineData(Lane.Notice, 24)]
    public void Every_lane_has_an_end_even_where_the_message_names_none(Lane lane, int hours)
    {
        var message = new Outgoing { Id = "1", Account = "sms", To = new Address("sms:+12025550101"), Lane = lane, Purpose = Purpose.Service, Text = "x", At = Start };
        Assert.Equal(Start + Duration.FromHours(hours), SendTimes.Last(message));
        Assert.Equal(Start + Duration.FromMinutes(5), SendTimes.Last(message with { NotAfter = Start + Duration.FromMinutes(5) }));
    }
}
