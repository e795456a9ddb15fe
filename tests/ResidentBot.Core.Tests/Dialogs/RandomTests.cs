using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Whatever people send and however files are mangled, nothing throws and every turn ends in a question, an end or a person.</summary>
public sealed class RandomTests
{
    static readonly string[] Likely =
    [
        "1", "2", "３", "第一个", "是", "不", "水管", "漏水", "跳过", "明天", "十五", "yes", "no", "skip", "{answers.place}", "返回", "返回", "帮助", "进度", "找工作", "不对", "后天下午", "三块五", "3栋501", "4", "", " ", "。", "👍", "\ud83d", "0", "-1", "3栋2单元501", "一二三四五六七八九十百千", "no photo", "cancel",
    ];

    static Gen<DialogInput> Inputs => Gen.OneOf(
        Gen.Elements(Likely).Select(Books.Input),
        ArbMap.Default.GeneratorFor<string>().Select(text => Books.Input(text ?? "")),
        Gen.Elements("photo", "voice", "file").Select(kind => Books.Input("") with { Media = [new Media(kind, "x")] }),
        Gen.Choose(-90, 90).Select(degrees => Books.Input("") with { Location = new GeoPoint(degrees, degrees) }),
        Gen.Elements("x", ".", "", "token.yes", "TOKEN.yes", "TOKEN.skip", "TOKEN.plumbing", "TOKEN.").Select(tap => Books.Input("") with { Tap = tap }));

    // Most of them get on with a talk, so that it comes to its later steps, and back from there.
    static Gen<DialogInput> Willing => Gen.Frequency(
        (5, Gen.Elements("1", "2", "3栋501", "后天下午", "三块五").Select(Books.Input)),
        (4, Gen.Elements("返回", "返回", "返回", "返回", "帮助", "进度", "找工作", "不对", "3").Select(Books.Input)),
        (2, Inputs));

    static Gen<(string Dialog, string Opening, DialogInput[] Inputs, int Hours)> Talks => TalksOf(Inputs);

    static Gen<(string Dialog, string Opening, DialogInput[] Inputs, int Hours)> TalksOf(Gen<DialogInput> words) =>
        from dialog in Gen.Elements(Books.Shipped.Dialogs.Keys.Order().ToArray())
        from opening in Gen.Elements(Likely)
        from inputs in words.ArrayOf(20)
        from hours in Gen.Choose(0, 20)
        select (dialog, opening, inputs, hours);

    [Fact]
    public void Any_talk_through_every_kind_of_step_ends_in_a_question_an_end_or_a_person() =>
        Prop.ForAll(TalksOf(Willing).ToArbitrary(), talk => Go(RichBook.Now, "d", talk.Opening, talk.Inputs, talk.Hours % 4)).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    [Fact]
    public void Files_that_change_in_the_middle_lose_nobody() => Prop.ForAll(
        (from talk in TalksOf(Willing) from at in Gen.Choose(0, 10) from edit in Gen.Elements(RichBook.Edited) select (talk, at, edit)).ToArbitrary(),
        one => Go(RichBook.Now, "d", one.talk.Opening, one.talk.Inputs, one.talk.Hours % 4, (one.at, one.edit))).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void Any_talk_ends_in_a_question_an_end_or_a_person() =>
        Prop.ForAll(Talks.ToArbitrary(), talk => Go(Books.Shipped, talk.Dialog, talk.Opening, talk.Inputs, talk.Hours)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_mangled_file_is_reported_or_can_be_run() =>
        Prop.ForAll(Mangled.ToArbitrary(), text =>
        {
            var problems = new List<Problem>();
            var book = DialogBook.Read([new DialogFile("service_request.yml", text), Books.Texts], Books.Rules with { Texts = Books.OtherTexts }, problems);
            Assert.Equal(book is null, problems.Count > 0);
            if (book is not null) Go(book, "service_request", "厨房水管漏水了", [.. Likely.Select(Books.Input)], 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // Lines dropped, doubled, swapped or cut.
    static Gen<string> Mangled =>
        from edits in Gen.Choose(0, 3).Two().Select(two => two.Item1 * 10_000 + two.Item2).ArrayOf(2)
        from lines in Gen.Choose(0, 10_000).ArrayOf(2)
        select Mangle(File.ReadAllLines(Path.Combine(Books.Root, "dialogs/service_request.yml")).ToList(), edits, lines);

    static string Mangle(List<string> lines, int[] edits, int[] places)
    {
        foreach (var (edit, place) in edits.Zip(places))
        {
            var at = place % (lines.Count - 1);
            switch (edit % 4)
            {
                case 0: lines.RemoveAt(at); break;
                case 1: lines.Insert(at, lines[place * 7 % lines.Count]); break;
                case 2: (lines[at], lines[at + 1]) = (lines[at + 1], lines[at]); break;
                default: lines[at] = lines[at][..(lines[at].Length / 2)]; break;
            }
        }
        return string.Join('\n', lines);
    }

    static void Go(DialogBook book, string dialog, string opening, DialogInput[] inputs, int hours, (int At, DialogBook Book)? edit = null)
    {
        var now = Instant.FromUtc(2026, 3, 4, 1, 0);
        var turn = Checked(DialogRun.Start(book, dialog, Books.Context("turn", now: now), opening));
        for (var i = 0; i < inputs.Length && turn.Session is not null; i++)
        {
            now += Duration.FromHours(hours);
            var session = Talk.Restored(turn.Session)!;
            var context = Books.Context($"turn-{i}", now: now, data: new() { ["channel.pictures"] = hours % 2 == 0 ? "no" : "yes" }) with
            {
                ReadsLittle = hours % 3 == 0,
                FindAddress = words => DoorNumber.In(words).PlaceIn(Doors.Community, words),
            };
            var input = inputs[i] with { Tap = inputs[i].Tap?.Replace("TOKEN", session.Token, StringComparison.Ordinal) };
            if (edit is { } change && change.At == i) book = change.Book;
            turn = Checked(now >= session.WaitUntil ? DialogRun.TimedOut(book, session, context) : Turned(book, session, input, context));
            if (turn.Paused is { } paused) turn = Checked(DialogRun.Offer(book, Codec.Read<PausedTalk>(Codec.Write(paused)), context));
            Assert.False(turn.Session?.Tries > 4);
            Assert.False(turn.Session?.Trail.Length > 10);
        }
    }

    // What residents say to any question, and what may come between.
    static DialogTurn Turned(DialogBook book, DialogSession session, DialogInput input, DialogContext context) => input.Text switch
    {
        "返回" => DialogRun.Back(book, session, context),
        "帮助" => DialogRun.Help(book, session, context),
        "进度" => DialogRun.Repeat(book, session, context, isReturn: true),
        "找工作" => DialogRun.Start(book, book.Dialogs.Keys.Order().First(), context, input.Text, [], session),
        _ => DialogRun.Resume(book, session, input, context),
    };

    static DialogTurn Checked(DialogTurn turn)
    {
        Assert.Equal(turn.End == DialogEnd.Paused, turn.Paused is not null);
        Assert.Equal(turn.End == DialogEnd.Waiting, turn.Session is not null);
        Assert.Equal(turn.End == DialogEnd.HandedOff, turn.Effects.Any(effect => effect is DialogEffect.HandOff));
        Assert.All(turn.Effects.OfType<DialogEffect.Say>(), say => Assert.NotEqual("", say.Text.Trim()));
        return turn;
    }
}
