using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Whatever people send and however files are mangled, nothing throws and every turn ends in a question, an end or a person.</summary>
public sealed class RandomTests
{
    static readonly string[] Likely =
    [
        "1", "2", "３", "第一个", "是", "不", "水管", "漏水", "跳过", "明天", "十五", "yes", "no", "skip", "{answers.place}", "", " ", "。", "👍", "\ud83d", "0", "-1", "3栋2单元501", "一二三四五六七八九十百千", "no photo", "cancel",
    ];

    static Gen<DialogInput> Inputs => Gen.OneOf(
        Gen.Elements(Likely).Select(Books.Input),
        ArbMap.Default.GeneratorFor<string>().Select(text => Books.Input(text ?? "")),
        Gen.Elements("photo", "voice", "file").Select(kind => Books.Input("") with { Media = [new Media(kind, "x")] }),
        Gen.Choose(-90, 90).Select(degrees => Books.Input("") with { Location = new GeoPoint(degrees, degrees) }),
        Gen.Elements("x", ".", "", "token.yes", "TOKEN.yes", "TOKEN.skip", "TOKEN.plumbing", "TOKEN.").Select(tap => Books.Input("") with { Tap = tap }));

    static Gen<(string Dialog, string Opening, DialogInput[] Inputs, int Hours)> Talks =>
        from dialog in Gen.Elements(Books.Shipped.Dialogs.Keys.Order().ToArray())
        from opening in Gen.Elements(Likely)
        from inputs in Inputs.ArrayOf(20)
        from hours in Gen.Choose(0, 20)
        select (dialog, opening, inputs, hours);

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

    static void Go(DialogBook book, string dialog, string opening, DialogInput[] inputs, int hours)
    {
        var now = Instant.FromUtc(2026, 3, 4, 1, 0);
        var turn = Checked(DialogRun.Start(book, dialog, Books.Context("turn", now: now), opening));
        for (var i = 0; i < inputs.Length && turn.Session is not null; i++)
        {
            now += Duration.FromHours(hours);
            var session = Talk.Restored(turn.Session)!;
            var context = Books.Context($"turn-{i}", now: now);
            var input = inputs[i] with { Tap = inputs[i].Tap?.Replace("TOKEN", session.Token, StringComparison.Ordinal) };
            turn = Checked(now >= session.WaitUntil ? DialogRun.TimedOut(book, session, context) : DialogRun.Resume(book, session, input, context));
            Assert.False(turn.Session?.Tries > 4);
        }
    }

    static DialogTurn Checked(DialogTurn turn)
    {
        Assert.Equal(turn.End == DialogEnd.Waiting, turn.Session is not null);
        Assert.Equal(turn.End == DialogEnd.HandedOff, turn.Effects.Any(effect => effect is DialogEffect.HandOff));
        Assert.All(turn.Effects.OfType<DialogEffect.Say>(), say => Assert.NotEqual("", say.Text.Trim()));
        return turn;
    }
}
