using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>A telephone leaves somebody while he is asked there how he is: he is looked for at once, and whoever has it now answers for nobody.</summary>
public sealed class LostNumberTests : HandsetScene
{
    const string Yang = "yang-guizhen";
    const string Line = "voice:+12025550101";
    const string Stranger = "sms:+12025550177";

    static readonly string[] Phones = [Desk.Yang, YangChat, Line];

    static Desk Asked(bool byCall, params string[] addresses)
    {
        var desk = AtEight((Yang, addresses));
        if (byCall) desk.Acts(new StaffAction.EditPerson("sam", "小山", Yang, new PersonEdit { Literacy = new(Literacy.VoiceOnly) }, ""));
        desk.Opens(Yang);
        Assert.Equal([new Address(byCall ? Line : Desk.Yang)], desk.CheckIn(Yang).Asked);
        return desk;
    }

    static void IsForgotten(Desk desk) => Assert.All(Phones, phone =>
    {
        var talk = desk.Find<Conversations.Conversation>(phone);
        Assert.True(talk is null or { Persons.IsEmpty: true, CheckIns.IsEmpty: true });
    });

    [Theory]
    [InlineData(false, Desk.Yang)]
    [InlineData(false, YangChat)]
    [InlineData(true, Desk.Yang)]
    public void A_wrong_number_s_window_is_a_persons_matter_at_once(bool byCall, string from)
    {
        var desk = byCall ? Asked(true, Desk.Yang) : Asked(false, Desk.Yang, YangChat);
        desk.Writes(from, "打错了");

        Assert.Equal((CheckInState.Alert, desk.OpenTicket.Number), (desk.CheckIn(Yang).State, desk.CheckIn(Yang).Ticket));
        Assert.Empty(desk.CheckIn(Yang).Asked);
        IsForgotten(desk);
        desk.Until(desk.At(12));
        foreach (var phone in Phones) desk.Writes(phone, "好的");
        Assert.Equal(CheckInState.Alert, desk.CheckIn(Yang).State);
        IsForgotten(desk);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_new_number_is_asked_instead_and_the_old_one_never_again(bool byCall)
    {
        var desk = byCall ? Asked(true, Desk.Yang) : Asked(false, Desk.Yang, YangChat);
        desk.Writes(Stranger, "我换号了，我是杨桂珍，1栋101");
        desk.Writes(Desk.Chen, "1");
        var asked = Phones.Sum(desk.CountTo);

        Assert.Equal([new Address(byCall ? "voice:+12025550177" : Stranger)], desk.CheckIn(Yang).Asked);
        IsForgotten(desk);
        desk.Until(desk.At(9, 50));
        Assert.Equal(asked, Phones.Sum(desk.CountTo));
        IsForgotten(desk);
        desk.Writes(Desk.Yang, "好的");
        Assert.True(desk.CheckIn(Yang).IsOpen);
        desk.Writes(Stranger, "1");
        Assert.Equal(CheckInState.Fine, desk.CheckIn(Yang).State);
    }

    [Fact]
    public void An_entry_made_one_with_another_is_answered_for_by_every_talk_of_its_telephone()
    {
        var desk = Asked(true, Desk.Yang);
        desk.Acts(new StaffAction.MergePersons("sam", "小山", "xie-lan", Yang, "同一个人"));
        desk.Writes(Line, "1");

        Assert.Equal(CheckInState.Fine, desk.CheckIn(Yang).State);
    }

    [Fact]
    public void Of_an_entry_made_one_with_another_the_window_leaves_with_the_number_too()
    {
        var desk = Asked(false, Desk.Yang);
        desk.Acts(new StaffAction.MergePersons("sam", "小山", "xie-lan", Yang, "同一个人"));
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "xie-lan", new PersonEdit { RemoveAddress = new Address(Desk.Yang) }, "换号"));

        Assert.Equal([new Address("sms:+12025550111")], desk.CheckIn(Yang).Asked);
        Assert.Empty(desk.Talk(Desk.Yang).CheckIns);
    }
}
