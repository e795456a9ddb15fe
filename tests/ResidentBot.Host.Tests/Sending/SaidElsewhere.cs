using System.Net;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Channels;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Sending;

/// <summary>What a colleague wrote and the carrier did not deliver reaches the person at another number.</summary>
public sealed class SaidElsewhere(SharedRedis redis)
{
    const string Second = "+12025550199";

    [Theory]
    [InlineData("undelivered", 30005)]
    [InlineData("failed", 30003)]
    public async Task An_answer_that_the_carrier_gives_back_is_said_once_at_the_next_number(string status, int error)
    {
        await using var scene = await SmsScene.StartAsync(redis.Address);
        Assert.Null((await scene.Host.Running.ActAsync(new StaffAction.EditPerson("sam", "小山", "yang", new PersonEdit { AddAddress = SmsScene.Phone(Second) }, "she told us"))).Refusal);
        await scene.AskAsync(SmsScene.Alone, "转人工");
        var number = (await scene.Host.TalkAsync(SmsScene.Phone(SmsScene.Alone)))!.Ticket!;
        await scene.Host.Running.ActAsync(new StaffAction.Claim("sam", "小山", number));
        await scene.Host.Running.ActAsync(new StaffAction.Reply("sam", "小山", number, "师傅三点到"));
        await scene.Host.Running.SettleAsync();
        var answer = Assert.Single(scene.Heard(SmsScene.Alone), sent => sent.Body.Contains("师傅三点到", StringComparison.Ordinal));

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(answer, status, error));
        var again = await scene.Twilio.WaitForAsync(sent => sent.To == Second, TimeSpan.FromSeconds(60));
        await scene.Host.Running.SettleAsync();
        Assert.Contains("师傅三点到", again.Body, StringComparison.Ordinal);
        Assert.Single(scene.Heard(Second));
        Assert.Contains(await scene.Host.ThreadAsync(SmsScene.Phone(Second)), line => line is { Kind: ThreadKind.Out, By: "小山" });
        Assert.Contains(await scene.Host.ThreadAsync(SmsScene.Phone(SmsScene.Alone)), line => line is { Kind: ThreadKind.Mark, Text: "elsewhere" });

        Assert.Equal(HttpStatusCode.OK, await scene.ReportAsync(again, status, error));
        await scene.Host.Running.SettleAsync();
        Assert.Contains((await scene.Host.TicketAsync(number))!.History, line => line.What == "undelivered");
        Assert.Single(scene.Heard(Second));
    }
}
