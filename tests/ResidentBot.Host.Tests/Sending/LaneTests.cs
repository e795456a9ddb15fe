using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Sending;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>Who leaves first: a broadcast of twenty thousand never stands before a welfare text.</summary>
public sealed class LaneTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 8, 0);

    [Fact]
    public void An_emergency_and_a_check_in_leave_before_twenty_thousand_notices()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 20_000; i++) queue.Add(Of($"n{i}", Lane.Notice, i));
        queue.Add(Of("check-in", Lane.CheckIn, 30_001));
        queue.Add(Of("emergency", Lane.Emergency, 30_002));
        Assert.Equal(["emergency", "check-in", "n0", "n1"], Take(queue, 4));
    }

    [Fact]
    public void Check_ins_and_replies_leave_three_to_one_while_both_wait()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 6; i++) queue.Add(Of($"c{i}", Lane.CheckIn, i));
        for (var i = 0; i < 3; i++) queue.Add(Of($"r{i}", Lane.Reply, 10 + i));
        Assert.Equal(["c0", "c1", "c2", "r0", "c3", "c4", "c5", "r1", "r2"], Take(queue, 9));
    }

    [Fact]
    public void In_quiet_hours_notices_stay_and_everything_else_leaves()
    {
        var queue = new SendQueue();
        queue.Add(Of("notice", Lane.Notice, 1));
        queue.Add(Of("reply", Lane.Reply, 1));
        Assert.Equal(["reply"], Take(queue, 2, quiet: true));
        Assert.Equal(Now + Duration.FromHours(9), queue.NextHeld);
        queue.Free(Of("reply", Lane.Reply, 1));
        Assert.True(queue.TryTake(Now + Duration.FromHours(9), Day, out var notice));
        Assert.Equal("notice", notice.Id);
    }

    [Fact]
    public void A_notice_to_be_tried_again_waits_for_the_end_of_quiet_hours_and_holds_nobody_up()
    {
        var queue = new SendQueue();
        queue.Add(Of("notice", Lane.Notice, 1));
        queue.Add(Of("check-in", Lane.CheckIn, 2));
        Assert.True(queue.TryTake(Now, Day, out var checkIn));
        Assert.True(queue.TryTake(Now, Day, out var notice));
        queue.Hold(notice, Now);
        queue.Hold(checkIn, Now);
        queue.Add(Of("reply", Lane.Reply, 1));
        Assert.Equal(["check-in", "reply"], Take(queue, 3, quiet: true));
        queue.Free(Of("reply", Lane.Reply, 1));
        Assert.True(queue.TryTake(Now + Duration.FromHours(9), Day, out var late));
        Assert.Equal("notice", late.Id);
    }

    [Fact]
    public void A_notice_put_off_for_the_persons_own_quiet_hours_frees_its_address()
    {
        var queue = new SendQueue();
        queue.Add(Of("notice", Lane.Notice, 1));
        queue.Add(Of("check-in", Lane.CheckIn, 1));
        Assert.Equal(["check-in"], Take(queue, 1));
        queue.Free(Of("check-in", Lane.CheckIn, 1));
        Assert.True(queue.TryTake(Now, Day, out var notice));
        queue.PutOff(notice, Now + Duration.FromHours(2));
        queue.Add(Of("reply", Lane.Reply, 1));
        Assert.Equal(["reply"], Take(queue, 3));
        queue.Free(Of("reply", Lane.Reply, 1));
        Assert.True(queue.TryTake(Now + Duration.FromHours(2), Day, out var late));
        Assert.Equal(("notice", 1), (late.Id, queue.Count));
    }

    [Fact]
    public void What_waits_behind_a_retry_leaves_when_the_retry_is_done()
    {
        var queue = new SendQueue();
        queue.Add(Of("check-in", Lane.CheckIn, 1));
        Assert.True(queue.TryTake(Now, Day, out var checkIn));
        queue.Hold(checkIn, Now + Duration.FromSeconds(2));
        queue.Add(Of("rung", Lane.CheckIn, 2));
        queue.Add(Of("reply", Lane.Reply, 1));
        Assert.Equal(["rung"], Take(queue, 3));
        Assert.True(queue.TryTake(Now + Duration.FromSeconds(2), Day, out var again));
        Assert.Equal("check-in", again.Id);
        queue.Free(again);
        Assert.True(queue.TryTake(Now + Duration.FromSeconds(2), Day, out var reply));
        Assert.Equal("reply", reply.Id);
    }

    [Fact]
    public void Messages_to_one_address_keep_their_order_and_hold_nobody_else()
    {
        var queue = new SendQueue();
        queue.Add(Of("a1", Lane.Reply, 1));
        queue.Add(Of("a2", Lane.Reply, 1));
        queue.Add(Of("b1", Lane.Reply, 2));
        Assert.True(queue.TryTake(Now, Day, out var first));
        Assert.Equal(["b1"], Take(queue, 3));
        queue.Hold(first, Now + Duration.FromSeconds(5));
        Assert.Empty(Take(queue, 3));
        Assert.True(queue.TryTake(Now + Duration.FromSeconds(5), Day, out var again));
        Assert.Equal("a1", again.Id);
        queue.Free(again);
        Assert.True(queue.TryTake(Now + Duration.FromSeconds(5), Day, out var second));
        Assert.Equal("a2", second.Id);
    }

    [Fact]
    public void Notices_that_are_tried_again_do_not_stand_before_a_check_in()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 20; i++) queue.Add(Of($"n{i}", Lane.Notice, i));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(queue.TryTake(Now, Day, out var notice));
            queue.Hold(notice, Now);
        }
        for (var i = 0; i < 20; i++) queue.Add(Of($"more{i}", Lane.Notice, 100));
        queue.Add(Of("check-in", Lane.CheckIn, 5));
        queue.Add(Of("emergency", Lane.Emergency, 100));
        Assert.Equal(["emergency", "check-in", "n0"], Take(queue, 3));
    }

    [Fact]
    public void Notices_to_one_address_keep_their_order_and_no_word_waits_behind_them()
    {
        var queue = new SendQueue();
        queue.Add(Of("n1", Lane.Notice, 1));
        queue.Add(Of("n2", Lane.Notice, 1));
        Assert.True(queue.TryTake(Now, Day, out var first));
        Assert.Empty(Take(queue, 1));
        queue.Hold(first, Now + Duration.FromMinutes(1));
        queue.Add(Of("reply", Lane.Reply, 1));
        Assert.Equal(["reply"], Take(queue, 3));
        Assert.True(queue.TryTake(Now + Duration.FromMinutes(1), Day, out var again));
        Assert.Equal("n1", again.Id);
        queue.Free(again);
        Assert.Equal(["n2"], Take(queue, 1));
    }

    [Fact]
    public void What_was_never_tried_is_listed_beside_what_waits_to_be_tried_again()
    {
        var queue = new SendQueue();
        foreach (var (id, to) in (ReadOnlySpan<(string, int)>)[("tried", 1), ("behind", 1), ("untried", 2)]) queue.Add(Of(id, Lane.CheckIn, to));
        Assert.True(queue.TryTake(Now, Day, out var tried));
        queue.Hold(tried, Now + Duration.FromSeconds(30));
        Assert.Equal(["behind", "tried", "untried"], queue.All.Select(waiting => waiting.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_sends_no_faster_than_its_rate_and_a_long_text_is_paid_off_afterwards()
    {
        var pace = new Pace(1, Now);
        Assert.True(pace.IsReady(Now, out _));
        pace.Pay(3);
        Assert.False(pace.IsReady(Now + Duration.FromSeconds(2), out _));
        Assert.True(pace.IsReady(Now + Duration.FromSeconds(3), out _));
    }

    [Fact]
    public void One_address_gets_twenty_at_once_then_one_a_second_and_holds_nobody_else()
    {
        var queue = new SendQueue(addressRate: 1);
        for (var i = 0; i < 22; i++) queue.Add(Of($"a{i}", Lane.Reply, 1));
        queue.Add(Of("b", Lane.Reply, 2));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(queue.TryTake(Now, Day, out var next));
            Assert.Equal($"a{i}", next.Id);
            queue.Free(next);
        }
        Assert.Equal(["b"], Take(queue, 2));
        Assert.False(queue.TryTake(Now, Day, out _));
        Assert.False(queue.TryTake(Now + Duration.FromMilliseconds(900), Day, out _));
        Assert.True(queue.NextHeld <= Now + Duration.FromMilliseconds(1100));
        Assert.True(queue.TryTake(Now + Duration.FromMilliseconds(1100), Day, out var late));
        Assert.Equal("a20", late.Id);
        queue.Free(late);
        Assert.False(queue.TryTake(Now + Duration.FromMilliseconds(1100), Day, out _));
    }

    [Fact]
    public void An_emergency_does_not_wait_for_its_addresss_pace()
    {
        var queue = new SendQueue(addressRate: 1);
        for (var i = 0; i < 20; i++) queue.Add(Of($"a{i}", Lane.Reply, 1));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(queue.TryTake(Now, Day, out var next));
            queue.Free(next);
        }
        queue.Add(Of("emergency", Lane.Emergency, 1));
        queue.Add(Of("reply", Lane.Reply, 1));
        Assert.Equal(["emergency"], Take(queue, 3));
    }

    [Fact]
    public void An_emergency_does_not_wait_for_what_is_on_its_way_to_the_same_person()
    {
        var queue = new SendQueue();
        queue.Add(Shown("picture", 1));
        Assert.Equal(["picture"], Take(queue, 1));
        queue.Add(Of("reply", Lane.Reply, 1));
        queue.Add(Of("emergency", Lane.Emergency, 1));
        queue.Add(Of("second", Lane.Emergency, 1));
        Assert.Equal(["emergency"], Take(queue, 3));
    }

    [Fact]
    public void Four_pictures_are_on_their_way_at_a_time_and_words_pass_the_others()
    {
        var queue = new SendQueue();
        for (var i = 0; i < 6; i++) queue.Add(Shown($"p{i}", i));
        queue.Add(Of("words", Lane.Reply, 100));
        Assert.Equal(["p0", "p1", "p2", "p3", "words"], Take(queue, 9));
        Assert.Contains("p5", queue.All.Select(waiting => waiting.Id));
        queue.Free(Shown("p0", 0));
        Assert.Equal(["p4"], Take(queue, 9));
        queue.Hold(Shown("p1", 1), Now + Duration.FromSeconds(30));
        Assert.Equal(["p5"], Take(queue, 9));
    }

    static Instant? Day(Outgoing message) => null;

    static Instant? Night(Outgoing message) => Now + Duration.FromHours(9);

    static List<string> Take(SendQueue queue, int most, bool quiet = false)
    {
        var taken = new List<string>();
        while (taken.Count < most && queue.TryTake(Now, quiet ? Night : Day, out var next)) taken.Add(next.Id);
        return taken;
    }

    static Waiting Shown(string id, int who)
    {
        var words = Of(id, Lane.Reply, who);
        return words with { Message = words.Message with { Media = new Core.Messages.Media("photo", "stored:ab12", "image/jpeg") } };
    }

    static Waiting Of(string id, Lane lane, int who) => new(id, new Outgoing
    {
        Id = id,
        Account = "sms",
        To = new Address($"sms:+1202555{who}"),
        Lane = lane,
        Purpose = Purpose.Service,
        Text = id,
        At = Now,
    });
}
