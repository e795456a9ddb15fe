using NodaTime;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

/// <summary>The shipped community, read once for the tests that rehearse with it.</summary>
static class ShippedWorld
{
    static readonly Lazy<World> Read = new(() =>
        CheckedFiles.Read(Path.Combine(TestCommunity.Repository(), "config"), TestCommunity.Dialogs, _ => null).Communities.Single(one => one.World.Community.Id == "oak").World);

    public static World Oak => Read.Value;

    /// <summary>A talk of a resident of the files that begins on a Wednesday.</summary>
    public static RehearsedTalk Begin(string channel, string? person, string from = "2026-03-04 09:00") =>
        Record(channel, person, from).Talk;

    public static TalkRecord Record(string channel, string? person, string from = "2026-03-04 09:00")
    {
        var setting = new TalkSetting(channel, null, person, TalkSetting.Time.Parse(from).Value);
        var (talk, wrong) = setting.Begin(Oak);
        Assert.True(talk is not null, wrong);
        return new TalkRecord(setting, talk);
    }

    public static LocalDateTime Clock(this RehearsedTalk talk) => talk.World.Local(talk.Rehearsal.Now);
}
