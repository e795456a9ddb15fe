using System.Collections.Immutable;
using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Tests.Deciding.RandomTalks;

/// <summary>Makes up talks by chance: the same seed makes the same talk.</summary>
static class TalkMaker
{
    const int MostSteps = 14;

    static readonly string[] Addresses = [Desk.Yang, Desk.Shared, "telegram:4500000000000202", "sms:+12025550199", "web:chat-1"];

    static readonly string[] Short =
    [
        "1", "2", "3", "4", "7", "0", "9", "１", "二", "第一个", "12", "是", "不", "好", "好的", "不好", "没事", "跳过", "取消", "返回", "帮助", "人工", "报修", "找工作", "查询", "退订", "订阅", "谢谢", "你好", "中文", "english", "yes", "no", "skip",
        "cancel", "back", "help", "stop", "start", "jobs", "status", "水管", "3栋2单元501", "明天", "张三", "张三 1栋301", "打错了", "我换号了", "我的资料", "删除我的资料", "停问候", "停通知", "我心里难受，想找人说说", "都好", "12345678",
    ];

    static readonly string[] Strange = ["", " ", "。", "？？？", "👍", "😭", "🙏🙏", "\ud83d", "\u0000", "{answers.place}", "{{", "asdf qwer", "嗯嗯啊啊哦", "%s", "<b>1</b>", "٣", "1010", "1010 1", "1 2"];

    static readonly ImmutableArray<string> Examples =
    [
        .. Communities.Files.In("dialogs/understanding/examples", "*.tsv").SelectMany(file => file.Text.Split('\n').Skip(1)).Where(line => line.Length > 0).Select(line => line.Split('\t')[0]),
    ];

    static readonly string[] Verbs = ["claim", "claim", "release", "reply", "note", "done", "done", "close", "back"];
    static readonly SendError[] Errors = [SendError.Unreachable, SendError.OptedOut, SendError.Blocked, SendError.TooOld];
    static readonly int[] Spans = [1, 1, 3, 30, 61, 130, 13 * 60, 26 * 60, 4 * 24 * 60];

    /// <summary>Whose talk, and its steps.</summary>
    public static (string Address, ImmutableArray<TalkStep> Steps) Make(int seed)
    {
        var chance = new Random(seed);
        var address = Addresses[chance.Next(Addresses.Length)];
        return (address, [.. Enumerable.Range(0, chance.Next(2, MostSteps + 1)).Select(_ => Step(chance))]);
    }

    static TalkStep Step(Random chance) => chance.Next(100) switch
    {
        < 52 => new TalkStep.Says(Text(chance)),
        < 60 => new TalkStep.Taps(chance.Next(3) == 0 ? chance.Next(20) : chance.Next(4)),
        < 64 => new TalkStep.Sends(Any(chance, "photo", "photo", "voice", "file"), chance.Next(3) == 0 ? Text(chance) : ""),
        < 65 => new TalkStep.Shares(),
        < 66 => new TalkStep.Starts(),
        < 73 => new TalkStep.Waits(Any(chance, Spans)),
        < 77 => new TalkStep.WaitsForTimer(),
        < 78 => new TalkStep.Outage(Any(chance, Spans)),
        < 81 => new TalkStep.Edits(chance.Next(3) == 0 ? 0 : chance.Next(1, 1000)),
        < 87 => new TalkStep.WindowOpens(),
        < 89 => new TalkStep.Offers(),
        < 97 => new TalkStep.Staff(Any(chance, Verbs)),
        < 98 => new TalkStep.Fails(Any(chance, Errors)),
        _ => new TalkStep.Carrier(Any(chance, ArrivalKind.CarrierStop, ArrivalKind.CarrierStart, ArrivalKind.Blocked)),
    };

    static string Text(Random chance) => chance.Next(20) switch
    {
        < 9 => Examples[chance.Next(Examples.Length)],
        < 16 => Any(chance, Short),
        < 18 => Any(chance, Strange),
        18 => Gibberish(chance, chance.Next(1, 30)),
        _ => Gibberish(chance, 3000),
    };

    static string Gibberish(Random chance, int length)
    {
        var text = new StringBuilder();
        var isChinese = chance.Next(2) == 0;
        while (text.Length < length) text.Append(chance.Next(6) == 0 ? ' ' : isChinese ? (char)chance.Next(0x4e00, 0x9fa5) : (char)chance.Next('a', 'z' + 1));
        return text.ToString();
    }

    static T Any<T>(Random chance, params T[] all) => all[chance.Next(all.Length)];
}
