using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Done is what the resident says is done.</summary>
public sealed class RequestTests
{
    static (Desk Desk, string Number) Done()
    {
        var desk = Desk.AtEight();
        foreach (var words in (string[])["厨房水管漏水了", "跳过", "1栋2单元301", "1"]) desk.Writes(Desk.Yang, words);
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Claim("sam", "小山", number));
        desk.Acts(new StaffAction.MarkDone("sam", "小山", number));
        return (desk, number);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("好了")]
    public void Fixed_closes_it(string answer)
    {
        var (desk, number) = Done();
        desk.Writes(Desk.Yang, answer);

        Assert.Equal((TicketState.Closed, "fixed", "resident"), (desk.Find<Ticket>(number)!.State, desk.Find<Ticket>(number)!.Outcome!.Code, desk.Find<Ticket>(number)!.Outcome!.By));
        desk.Writes(Desk.Yang, "4");
        Assert.Equal(("rated", "4"), (desk.Find<Ticket>(number)!.History[^1].What, desk.Find<Ticket>(number)!.History[^1].Text));
        Assert.Empty(desk.Timers);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("没修好")]
    public void Not_fixed_reopens_the_same_number_one_step_up_with_a_next_step(string answer)
    {
        var (desk, number) = Done();
        desk.Writes(Desk.Yang, answer);

        Assert.Equal((number, TicketState.Waiting, Urgency.Urgent), (desk.OpenTicket.Number, desk.OpenTicket.State, desk.OpenTicket.Urgency));
        Assert.Contains(number, desk.Lists[Turns.Lists.Queue("service")]);
        desk.Until(desk.OpenTicket.DueAt);
        Assert.Equal(1, desk.CountTo(Desk.Zhou));
    }

    [Fact]
    public void Three_days_without_a_word_and_a_person_calls_back()
    {
        var (desk, number) = Done();
        desk.Until(desk.At(7, 59, day: 3));
        Assert.Equal(TicketState.Done, desk.Find<Ticket>(number)!.State);
        desk.Until(desk.At(8, 0, day: 3));

        Assert.Equal((TicketState.Waiting, Urgency.Low), (desk.Find<Ticket>(number)!.State, desk.Find<Ticket>(number)!.Urgency));
        Assert.NotNull(desk.Find<Ticket>(number)!.Climb?.NextAt);
        Assert.Contains(desk.Timers.Values, timer => timer.Timer.Kind == "climb" && timer.Timer.About == number);
    }

    [Fact]
    public void Only_the_requesters_own_phone_may_say_so()
    {
        var (desk, number) = Done();
        desk.Writes(Desk.Shared, "", tap: $"t:{number}:fixed");

        Assert.Equal(TicketState.Done, desk.Find<Ticket>(number)!.State);
    }

    [Fact]
    public void How_it_stands_is_told_at_any_time()
    {
        var (desk, number) = Done();
        desk.Writes(Desk.Yang, "查询");

        Assert.Contains(number, desk.LastTo(Desk.Yang));
        Assert.Contains(desk.Text("state_done"), desk.LastTo(Desk.Yang));
    }
}
