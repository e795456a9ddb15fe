using System.Collections.Immutable;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Dialogs.Graphs;
using ResidentBot.Core.Dialogs.Graphs.Layout;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs.Graphs;

/// <summary>Whatever a dialog looks like, its picture can be read.</summary>
public sealed class PictureTests
{
    static readonly string[] Words = ["好", "请看一下对不对：类别、情况、地点。可以报上去吗？", "What is wrong with it, in a few words?", "一二三四五六七八九十一二三四五六七八九十", "Donaudampfschifffahrtsgesellschaftskapitän", "3栋2单元501 or so\nand a second line", "👍🏽👍🏽"];
    static readonly Dictionary<string, Texts> Queues = new(StringComparer.Ordinal);

    static Gen<Step> Steps(int count) =>
        from kind in Gen.Choose(0, 8)
        from text in Gen.Elements(Words)
        from ways in Gen.Choose(0, count).ArrayOf(3)
        select OfKind(kind, Filled(text), [.. ways.Select(way => way == count ? "end" : $"i{way}")]);

    static Gen<Dialog> Dialogs =>
        from count in Gen.Choose(1, 24)
        from steps in Steps(count).ArrayOf(count)
        select new Dialog
        {
            Id = "d",
            Title = new Texts("题", "Title"),
            StartsOn = ["greeting"],
            Timeout = Duration.FromHours(2),
            Queue = "service",
            Steps = [.. steps.Select((step, i) => step with { Id = $"i{i}" })],
        };

    static Gen<(Dialog Dialog, SvgOptions Options)> Pictures =>
        from dialog in Dialogs
        from language in Gen.Elements(Language.Zh, Language.En)
        from columns in Gen.Choose(1, 4)
        from width in Gen.Choose(120, 300)
        select (dialog, new SvgOptions(language, columns, width));

    [Fact]
    public void No_box_or_label_overlaps_another_and_every_step_appears() =>
        Prop.ForAll(Pictures.ToArbitrary(), given => Check(given.Dialog, Books.Shipped, given.Options)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_shipped_dialogs_are_drawn_clearly(int columns) =>
        Assert.All(Books.Shipped.Dialogs.Values, dialog => Check(dialog, Books.Shipped, new SvgOptions(Language.Zh, columns)));

    static void Check(Dialog dialog, DialogBook book, SvgOptions options)
    {
        var graph = DialogGraph.Of(dialog, book, Queues);
        var picture = Picture.Of(graph, options);
        Box[] boxes = [.. picture.Boxes, .. picture.Routes.Select(route => route.Label).OfType<Box>()];
        for (var i = 0; i < boxes.Length; i++)
        {
            Assert.True(boxes[i].X >= 0 && boxes[i].Y >= 0 && boxes[i].X + boxes[i].Width <= picture.Room.Width && boxes[i].Bottom <= picture.Room.Height, "outside the picture");
            for (var j = i + 1; j < boxes.Length; j++) Assert.False(boxes[i].Overlaps(boxes[j]), $"{boxes[i]} overlaps {boxes[j]}");
        }
        foreach (var route in picture.Routes)
            for (var i = 1; i < route.Points.Length; i++) AssertFree(route.Points[i - 1], route.Points[i], picture.Boxes);
        var svg = XDocument.Parse(SvgWriter.Write(graph, options));
        var drawn = svg.Descendants().Select(element => element.Attribute("data-step")?.Value).OfType<string>().Select(int.Parse).Order();
        Assert.Equal(dialog.Steps.Select((step, i) => (step, i)).Where(pair => pair.step is not Step.Go).Select(pair => pair.i), drawn);
        Assert.All(graph.Edges, edge => Assert.True(edge.From != edge.To && graph.Nodes.Any(node => node.Id == edge.To), $"{edge} leads nowhere"));
    }

    // A way bends only between rows: it stays in the room between the heights of its two points, where no box stands, or runs straight down beside boxes.
    static void AssertFree(Point from, Point to, ImmutableArray<Box> boxes)
    {
        var room = new Box(Math.Min(from.X, to.X) - 1, Math.Min(from.Y, to.Y) + 0.5, Math.Abs(from.X - to.X) + 2, Math.Max(0, Math.Abs(from.Y - to.Y) - 1));
        Assert.All(boxes, box => Assert.False(box.Overlaps(room), $"a way goes through {box}"));
    }

    static Step OfKind(int kind, TextTemplate text, string[] ways) => kind switch
    {
        0 => new Step.Say(text),
        1 => new Step.Ask { Name = "a", Type = AskType.Choice, Text = text, Choices = [.. Words.Select((word, i) => new DialogChoice($"c{i}", new Texts(word, word), []))] },
        2 => new Step.Ask { Name = "b", Type = AskType.Text, Text = text, Optional = true, OnTimeout = ways[0] == "end" ? "hand_off" : ways[0] },
        3 => new Step.Set([("person.jobs", text.Zh)]),
        4 => new Step.When([(new Expression.In("d.a", ["c1", "c2", "c4"]), ways[0]), (new Expression.IsEmpty("person.place"), ways[1])], ways[2]),
        5 => new Step.Go(ways[0]),
        6 => new Step.Call("menu"),
        7 => new Step.HandOff("service", text.En),
        _ => new Step.End(ways[0] == "end" ? null : text),
    };

    static TextTemplate Filled(string text) => new(Template.Parse(text, _ => { }), Template.Parse(text, _ => { }));
}
