using ResidentBot.Core.Dialogs.Graphs;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs.Graphs;

/// <summary>The shipped dialogs as Mermaid text, compared with what was looked at and found right.</summary>
public sealed class MermaidTests
{
    static readonly Dictionary<string, Texts> Queues = new(StringComparer.Ordinal) { ["service"] = new("报修与办事", "Service requests"), ["handoff"] = new("转人工", "Talks") };

    [Theory]
    [InlineData("menu", Language.Zh)]
    [InlineData("service_request", Language.Zh)]
    [InlineData("service_request", Language.En)]
    [InlineData("job_interest", Language.En)]
    public void A_shipped_dialog_is_drawn_as_it_was_approved(string dialog, Language language)
    {
        var written = MermaidWriter.Write(DialogGraph.Of(Books.Shipped.Dialogs[dialog], Books.Shipped, Queues), language, id => id + ".mmd");
        var file = Path.Combine(Books.Root, "tests/ResidentBot.Core.Tests/Dialogs/Graphs/Golden", $"{dialog}.{language.ToString().ToLowerInvariant()}.mmd");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") File.WriteAllText(file, written);

        Assert.Equal(File.ReadAllText(file), written);
    }

    [Fact]
    public void What_an_author_writes_cannot_break_the_diagram()
    {
        var book = Books.Of("""
              - say: {zh: "说\"引号\"<b>和#号`", en: "say \"quotes\" <b> and # and `"}
            """);
        var written = MermaidWriter.Write(DialogGraph.Of(book.Dialogs["d"], book, Queues), Language.En);

        Assert.Contains("s0[\"Say<br/>say #quot;quotes#quot; #lt;b#gt; and #35; and #96;\"]", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_nobody_answers_has_a_dashed_way()
    {
        var book = Books.Of("""
              - ask: colour
                type: text
                text: {zh: 什么颜色？, en: What colour?}
                timeout: 90m
                on_timeout: hand_off
            """);
        var written = MermaidWriter.Write(DialogGraph.Of(book.Dialogs["d"], book, Queues), Language.Zh);

        Assert.Contains("s0 -.->|\"90分钟没人答\"| s0h", written, StringComparison.Ordinal);
        Assert.Contains("s0h{{\"交工作人员：默认队列\"}}", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_back_to_the_same_question_is_a_box_beside_it()
    {
        var book = Books.Of("""
              - ask: colour
                type: text
                text: {zh: 什么颜色？, en: What colour?}
                on_timeout: colour
            """);
        var graph = DialogGraph.Of(book.Dialogs["d"], book, Queues);

        Assert.Contains(graph.Edges, edge => edge is { From: "s0", To: "s0a", OnTimeout: true });
        Assert.Contains(graph.Nodes, node => node is { Id: "s0a", Kind: GraphNodeKind.Again });
    }

    [Fact]
    public void Every_intent_has_words_in_both_languages() =>
        Assert.All(Core.Understanding.KeywordUnderstanding.Known, intent => Assert.NotEqual(intent, Core.Understanding.IntentTexts.Of(intent).Zh));
}
