using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A code on paper: whoever sends it is the person it was made for, once.</summary>
public sealed class PaperCodeTests
{
    const string Stranger = "sms:+12025559999";
    const string Code = "12345678";

    static Desk WithCode()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.MakePaperCode("sam", "小山", "cao-afu", Code));
        return desk;
    }

    static bool IsHis(Desk desk, string from = Stranger) => desk.Person("cao-afu").Addresses.Contains(new Address(from));

    [Theory]
    [InlineData(Stranger, "12345678", null)]
    [InlineData(Stranger, "１２３４ ５６７８", null)]
    [InlineData(Stranger, "code 12345678", null)]
    [InlineData(Stranger, "我的码是12345678", null)]
    [InlineData("web:abc", "1234-5678", null)]
    [InlineData("telegram:99", "/start 12345678", null)]
    [InlineData("telegram:99", "", "12345678")]
    public void It_registers_the_sender_at_once_and_does_not_stand_in_the_thread(string from, string text, string? payload)
    {
        var desk = WithCode();
        var decision = desk.Writes(from, text, payload, kind: payload is null ? null : ArrivalKind.Started);

        Assert.True(IsHis(desk, from));
        Assert.Contains(decision.Thread, line => line.Entry.Kind == ThreadKind.Out && line.Entry.Text!.Contains("曹阿福", StringComparison.Ordinal));
        Assert.Equal(PaperCodes.Masked, decision.Thread.Single(line => line.Entry.Kind == ThreadKind.In).Entry.Text);
        Assert.NotNull(desk.Find<PaperCode>(Code)!.UsedAt);
        Assert.Contains(desk.Log, line => line is { What: "used code", About: "cao-afu" });
    }

    [Fact]
    public void It_is_good_once_for_thirty_days_and_until_the_next_is_made()
    {
        var desk = WithCode();
        desk.Until(desk.At(9, 0, day: 31));
        desk.Writes(Stranger, Code);
        Assert.False(IsHis(desk));
        desk.Acts(new StaffAction.MakePaperCode("sam", "小山", "cao-afu", "11112222"));
        desk.Acts(new StaffAction.MakePaperCode("sam", "小山", "cao-afu", "33334444"));
        desk.Writes(Stranger, "11112222");
        Assert.False(IsHis(desk));
        desk.Writes(Stranger, "33334444");
        Assert.True(IsHis(desk));
        desk.Writes("sms:+12025559998", "33334444");

        Assert.False(IsHis(desk, "sms:+12025559998"));
        Assert.EndsWith(desk.Text("slip_wrong"), desk.LastTo("sms:+12025559998"));
    }

    [Fact]
    public void After_five_wrong_ones_a_day_none_is_looked_up()
    {
        var desk = WithCode();
        for (var i = 0; i < 5; i++) desk.Writes(Stranger, $"8765432{i}");
        desk.Writes(Stranger, Code);
        Assert.False(IsHis(desk));
        Assert.Equal(desk.Text("slip_enough"), desk.LastTo(Stranger));
        desk.Until(desk.At(8, 0, day: 1));
        desk.Writes(Stranger, Code);

        Assert.True(IsHis(desk));
    }

    [Fact]
    public void Eight_digits_that_answer_a_dialog_are_no_code()
    {
        var desk = WithCode();
        desk.Writes(Stranger, "厨房水管漏水了");
        desk.Writes(Stranger, "跳过");
        var decision = desk.Writes(Stranger, "66668888");

        Assert.NotNull(desk.Talk(Stranger).Session);
        Assert.Equal("66668888", decision.Thread[0].Entry.Text);
    }

    [Fact]
    public void A_dialog_is_no_place_to_guess()
    {
        var desk = WithCode();
        for (var i = 0; i < 5; i++)
        {
            desk.Writes(Stranger, "厨房水管漏水了");
            desk.Writes(Stranger, "跳过");
            desk.Writes(Stranger, $"6666888{i}");
            desk.Writes(Stranger, "取消");
        }
        desk.Writes(Stranger, "厨房水管漏水了");
        desk.Writes(Stranger, Code);

        Assert.False(IsHis(desk));
    }

    [Fact]
    public void Guesses_through_many_phones_end_all_codes_for_the_day_and_somebody_hears_of_it()
    {
        var desk = WithCode();
        for (var i = 0; i < 300; i++) desk.Writes($"web:r{i}", $"{20_000_000 + i}");
        Assert.Equal(("incidents", "codes"), (desk.OpenTicket.Queue, desk.OpenTicket.Cause));
        desk.Writes(Stranger, Code);
        Assert.False(IsHis(desk));
        Assert.Equal(desk.Text("slip_enough"), desk.LastTo(Stranger).Split('\n')[^1]);

        desk.Until(desk.At(9, 0, day: 1));
        desk.Writes(Stranger, Code);
        Assert.True(IsHis(desk));
    }

    [Fact]
    public void It_settles_the_question_who_is_writing()
    {
        var desk = WithCode();
        desk.Writes(Stranger, "人工");
        desk.Writes(Stranger, "曹阿福 西1栋302");
        desk.Writes(Stranger, Code);

        Assert.All(desk.All<Ticket>().Where(ticket => ticket.Cause == "identity"), ticket => Assert.Equal(TicketState.Closed, ticket.State));
        Assert.Equal("cao-afu", desk.OpenTicket.PersonId);
    }

    [Theory]
    [InlineData("cao-afu", "1234567", "code_form")]
    [InlineData("cao-afu", "1234567a", "code_form")]
    [InlineData("cao-afu", Code, "code_taken")]
    [InlineData("nobody", "55556666", "no_such_person")]
    public void The_desk_is_told_what_is_wrong(string person, string digits, string refusal) =>
        Assert.Equal(refusal, WithCode().Acts(new StaffAction.MakePaperCode("sam", "小山", person, digits)).Refusal!.Text);

    [Fact]
    public void A_person_who_was_disowned_there_comes_back_by_his_code()
    {
        var desk = WithCode();
        desk.Writes(Stranger, Code);
        desk.Writes(Stranger, "打错了");
        Assert.False(IsHis(desk));
        desk.Acts(new StaffAction.MakePaperCode("sam", "小山", "cao-afu", "33334444"));
        desk.Writes(Stranger, "33334444");

        Assert.True(IsHis(desk));
    }
}
