using System.Collections.Frozen;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>Pictures and documents of staff: sent where they can be shown, told in words where they cannot.</summary>
public sealed class ShowingTests
{
    // Wu Min's chat, and the basic phone that stands behind it in the register.
    const string Chat = "telegram:4500000000000201";
    const string Phone = "sms:+12025550103";

    static Media Picture(string type = "image/jpeg", int megabytes = 1) => new("photo", "stored:ab12", type, "大门.jpg") { Size = megabytes << 20 };

    static (string Number, Decision Decision) Answer(Desk desk, string from, Media? media, string text = "")
    {
        desk.Writes(from, "转人工");
        var number = desk.OpenTicket.Number;
        return (number, desk.Acts(new StaffAction.Reply("sam", "小山", number, text) { Media = media }));
    }

    static Desk With(Func<Capabilities, Capabilities> change)
    {
        var desk = Desk.AtEight();
        var account = desk.World.Community.Accounts.Values.Single(one => one.Channel == "telegram");
        desk.World = desk.World with { Community = desk.World.Community with { Accounts = desk.World.Community.Accounts.SetItem(account.Id, account with { Can = change(account.Can) }) } };
        return desk;
    }

    [Theory]
    [InlineData("请看大门")]
    [InlineData("")]
    public void It_leaves_with_its_words_or_without_and_stands_in_the_thread_and_the_log(string text)
    {
        var desk = Desk.AtEight();
        var (number, decision) = Answer(desk, Chat, Picture(), text);
        Assert.Null(decision.Refusal);
        Assert.Equal((text, Picture()), (desk.LastMessageTo(Chat).Text, desk.LastMessageTo(Chat).Media));
        Assert.Equal(Picture(), Assert.Single(desk.Thread.Last(line => line.Entry.Kind == ThreadKind.Out).Entry.Media));
        Assert.Contains(desk.Log, line => line is { Who: "sam", What: "sent picture" } && line.About == number);
        Assert.Equal((TicketState.Claimed, "sam"), (desk.OpenTicket.State, desk.OpenTicket.Owner));
    }

    /// <summary>Who is written to, what is sent, and the refusal.</summary>
    public static TheoryData<string, Media, string> Refusals => new()
    {
        { Desk.Yang, Picture(), "show_nothing" },
        { Chat, Picture("image/tiff"), "show_kind" },
        { Chat, Picture(megabytes: 21), "show_large" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void What_cannot_be_shown_there_is_refused_by_the_name_of_the_channel(string to, Media media, string why)
    {
        var desk = Desk.AtEight();
        var (_, decision) = Answer(desk, to, media, "请看");
        Assert.Equal(new Refusal(why, to.Split(':')[0]), decision.Refusal);
        Assert.Empty(decision.Outbox);
        Assert.Equal(TicketState.Waiting, desk.OpenTicket.State);
    }

    [Fact]
    public void A_closed_window_takes_words_alone()
    {
        var desk = With(can => can with { Window = Duration.FromMinutes(10), Templates = true });
        desk.Writes(Chat, "转人工");
        desk.After(11);
        var answer = new StaffAction.Reply("sam", "小山", desk.OpenTicket.Number, "请看") { Media = Picture() };
        Assert.Equal("show_closed", desk.Acts(answer).Refusal?.Text);
    }

    [Fact]
    public void Neither_words_nor_a_picture_is_nothing() => Assert.Equal("empty_reply", Answer(Desk.AtEight(), Chat, null).Decision.Refusal?.Text);

    [Theory]
    [InlineData("师傅说要换这个", "师傅说要换这个\n")]
    [InlineData("", "")]
    public void At_a_basic_phone_words_say_that_there_is_a_picture_and_what_to_do(string text, string start)
    {
        var desk = Desk.AtEight();
        Answer(desk, Chat, Picture(), text);
        Fails(desk, desk.LastMessageTo(Chat));
        var told = desk.LastMessageTo(Phone);
        Assert.Equal(start + desk.Text("not_shown", ("phone", desk.World.Community.Phone)), told.Text);
        Assert.Null(told.Media);
    }

    [Fact]
    public void At_another_chat_it_is_shown()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.EditPerson("sam", "小山", "yang-guizhen", new PersonEdit { AddAddress = new Address("telegram:701") }, "she told us"));
        desk.Writes(Desk.Yang, "转人工");
        var number = desk.OpenTicket.Number;
        desk.Acts(new StaffAction.Reply("sam", "小山", number, "好的"));
        var message = desk.LastMessageTo(Desk.Yang);
        // As if it had left by MMS.
        Fails(desk, message with { Media = Picture() }, Picture());
        Assert.Equal(("好的", Picture()), (desk.LastMessageTo("telegram:701").Text, desk.LastMessageTo("telegram:701").Media));
    }

    [Fact]
    public void Only_what_a_channel_shows_is_in_its_list()
    {
        var all = ChannelKinds.All.ToFrozenDictionary(pair => pair.Key, pair => string.Join(' ', pair.Value.Shows.Select(one => $"{one.Key.Split('/')[1]}:{one.Value >> 20}").Order(StringComparer.Ordinal)));
        Assert.Equal("", all["sms"] + all["voice"]);
        Assert.Equal("gif:20 jpeg:20 pdf:20 png:20 webp:20", all["telegram"]);
        Assert.Equal(all["telegram"], all["web"]);
        Assert.Equal("jpeg:5 pdf:16 png:5", all["whatsapp"]);
        Assert.Equal("gif:2 jpeg:2 png:2", all["wechat"]);
        Assert.Equal("gif:1 jpeg:1 png:1", all["botframework"]);
    }

    static void Fails(Desk desk, Outgoing message, Media? shown = null)
    {
        var line = desk.Thread.Last(one => one.Entry.Id == message.Id).Entry;
        desk.Decide(new TurnEvent.Reported(desk.Id(), desk.Now, new DeliveryReport
        {
            MessageId = message.Id,
            Account = message.Account,
            To = message.To,
            State = DeliveryState.Failed,
            Error = SendError.Refused,
            Concerns = message.Concerns,
            At = desk.Now,
        })
        {
            Line = shown is null ? line : line with { Media = [shown] },
        });
    }
}
