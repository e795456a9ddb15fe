using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>How somebody is asked who reads little, or not at all.</summary>
public sealed class ReadingTests : CallScene
{
    const string Line = "voice:+12025550105";
    const string Huang = "sms:+12025550105";

    static void Reads(Desk desk, string person, Literacy literacy) =>
        desk.Acts(new StaffAction.EditPerson("sam", "小山", person, new PersonEdit { Literacy = new(literacy) }, ""));

    [Fact]
    public void Who_does_not_read_is_rung_up_first_and_hears_the_question()
    {
        var desk = AtEight();
        Reads(desk, "huang-shulan", Literacy.VoiceOnly);
        desk.Opens("huang-shulan");

        Assert.Equal((0, 1), (desk.CountTo(Huang), desk.CountTo(Line)));
        Assert.StartsWith("您好，黄淑兰", desk.LastTo(Line));
        Assert.Equal(3, desk.LastMessageTo(Line).Choices.Length);
        Calls(desk, ArrivalKind.Message, from: Line, text: "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn("huang-shulan").State);
    }

    [Fact]
    public void Who_does_not_pick_up_gets_the_short_text()
    {
        var desk = AtEight();
        Reads(desk, "huang-shulan", Literacy.VoiceOnly);
        desk.Opens("huang-shulan");
        desk.Fails(desk.LastMessageTo(Line), SendError.Unreachable);

        Assert.Equal("黄淑兰，您好吗？", desk.LastTo(Huang));
        Assert.Empty(desk.All<Tickets.Ticket>());
    }

    [Fact]
    public void Without_a_telephone_account_the_texts_are_short()
    {
        var desk = Desk.AtEight();
        Reads(desk, "huang-shulan", Literacy.VoiceOnly);
        desk.Opens("huang-shulan");
        Assert.Equal("黄淑兰，您好吗？", desk.LastTo(Huang));
        desk.Writes(Huang, "1");
        Assert.EndsWith("好，放心了。", desk.LastTo(Huang));
    }

    [Fact]
    public void Who_reads_a_little_is_written_to_in_short_and_rung_up_before_somebody_is_sent()
    {
        var desk = AtEight();
        Reads(desk, "huang-shulan", Literacy.TextAndVoice);
        desk.Opens("huang-shulan");
        Assert.Equal(("黄淑兰，您好吗？", 0), (desk.LastTo(Huang), desk.CountTo(Line)));
        desk.Until(desk.At(9, 30));
        Assert.Equal(1, desk.CountTo(Line));
    }

    [Fact]
    public void Who_reads_is_written_to_and_never_rung_up_at_a_number_he_is_only_written_to()
    {
        var desk = AtEight();
        desk.Opens("huang-shulan");
        desk.Until(desk.At(9, 59));
        Assert.Equal(0, desk.CountTo(Line));
        Assert.Contains("早安", desk.Sent.First(sent => sent.To.Value == Huang).Text);
    }

    [Fact]
    public void The_call_to_a_number_that_is_only_written_to_may_still_leave()
    {
        var desk = AtEight();
        Reads(desk, "huang-shulan", Literacy.VoiceOnly);
        desk.Opens("huang-shulan");
        var call = desk.LastMessageTo(Line);
        object?[] documents = [desk.Talk(Line), desk.Person("huang-shulan"), desk.CheckIn("huang-shulan")];
        Assert.IsType<Conversations.Leaving.Now>(Conversations.StillTrue.Look(call, documents, desk.World, desk.Now));
    }
}
