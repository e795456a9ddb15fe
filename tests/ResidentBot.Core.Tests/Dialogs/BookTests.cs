using System.Xml.Linq;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Dialogs.Reading;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>What files may hold, and that every mistake in them is found at once and in its place.</summary>
public sealed class BookTests
{
    static readonly string Broken = Path.Combine("tests", "ResidentBot.Core.Tests", "Dialogs", "Broken");

    [Fact]
    public void Every_mistake_in_a_folder_is_reported_at_its_line_and_column_in_one_run()
    {
        var files = Directory.GetFiles(Path.Combine(Books.Root, Broken), "*.yml").Order().Select(path => Books.File(Path.Combine(Broken, Path.GetFileName(path)))).ToArray();
        var problems = new List<Problem>();

        // What the folder says nothing of.
        var others = TextCatalogue.Required.Keys.Except(["dialog_timed_out"]).Select(id => $"{id}: {{zh: 甲, en: A}}\n");
        var book = DialogBook.Read([.. files, new DialogFile("oak/texts.yml", string.Concat(others), 1)], Books.Rules, problems);

        Assert.Null(book);
        var expected = files.SelectMany(Expected).ToArray();
        Assert.True(expected.Length > 40, $"only {expected.Length} mistakes in the folder");
        var wrong = problems.Where(problem => !expected.Any(mark => Fits(mark, problem))).Select(problem => $"not expected: {problem}")
            .Concat(expected.Where(mark => problems.Count(problem => Fits(mark, problem)) != 1).Select(mark => $"not found once: {mark}"));
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    static bool Fits(Problem mark, Problem problem) =>
        (problem.File, problem.Line, problem.Column) == (mark.File, mark.Line, mark.Column) && problem.Message.Contains(mark.Message);

    // `#! 5 unknown key; 9 another` at a line's end: column and part of the message. `#^` speaks of the line above.
    static IEnumerable<Problem> Expected(DialogFile file)
    {
        var lines = file.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            foreach (var (mark, line) in new[] { ("#! ", i + 1), ("#^ ", i) })
                if (lines[i].IndexOf(mark, StringComparison.Ordinal) is var at and >= 0)
                    foreach (var part in lines[i][(at + 3)..].Split("; "))
                        yield return new Problem(file.Path, line, int.Parse(part.Split(' ')[0]), part[(part.IndexOf(' ') + 1)..]);
    }

    [Fact]
    public void Every_kind_of_step_has_an_example_that_can_be_read()
    {
        var documented = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "ResidentBot.Core.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")?.Element("code")?.Value);
        var kinds = StepReader.Kinds.Keys.ToDictionary(kind => kind, kind => $"T:ResidentBot.Core.Dialogs.Step.{string.Concat(kind.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}");
        var examples = kinds.Select(kind => (kind.Key, Text: documented[kind.Value] ?? throw new InvalidOperationException($"{kind.Value} has no example"))).ToArray();

        var book = Books.Read([.. examples.Select(example => new DialogFile($"{Id(example.Text)}.yml", example.Text))]);

        Assert.All(examples, example => Assert.Contains(book.Dialogs[Id(example.Text)].Steps, step => step.GetType().Name == kinds[example.Key].Split('.')[^1]));
        static string Id(string text) => text[(text.IndexOf("dialog: ", StringComparison.Ordinal) + 8)..].Split('\n')[0].Trim();
    }

    [Fact]
    public void Every_kind_of_step_is_listed() =>
        Assert.Equal(typeof(Step).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Step))).Select(type => type.Name).Order(),
            StepReader.Kinds.Keys.Select(kind => string.Concat(kind.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))).Order());

    [Fact]
    public void A_community_replaces_a_dialog_and_a_text_by_id()
    {
        var book = Books.Read(
            Books.Dialog("  - say: {zh: 甲, en: A}"), Books.Dialog("  - say: {zh: 乙, en: B}", layer: 1),
            Books.Texts, new DialogFile("oak/texts.yml", "dialog_yes: {zh: 好, en: Fine}", 1));

        Assert.Equal("乙", Assert.IsType<DialogEffect.Say>(DialogRun.Start(book, "d", Books.Context(), null).Effects[0]).Text);
        Assert.Equal("Fine", book.Texts.Say("dialog_yes", Language.En));
        Assert.Equal("否", book.Texts.Say("dialog_no", Language.Zh));
    }

    [Theory]
    [InlineData("two dialogs on one intent", "the intent `thanks` starts `a` already")]
    [InlineData("one id twice in a layer", "stands in a.yml already")]
    [InlineData("call in a circle", "leads back to")]
    public void Files_are_checked_against_each_other(string mistake, string message)
    {
        string Dialog(string id, string rest) => $"dialog: {id}\ntitle: {{zh: 题, en: T}}\n{rest}";
        DialogFile[] files = mistake switch
        {
            "two dialogs on one intent" => [new("a.yml", Dialog("a", "starts_on: [thanks]\nsteps: [end: true]")), new("b.yml", Dialog("b", "starts_on: [thanks]\nsteps: [end: true]"))],
            "one id twice in a layer" => [new("a.yml", Dialog("a", "steps: [end: true]")), new("x/a.yml", Dialog("a", "steps: [end: true]"))],
            _ => [new("a.yml", Dialog("a", "steps: [call: b]")), new("b.yml", Dialog("b", "steps: [call: a]"))],
        };
        var problems = new List<Problem>();

        Assert.Null(DialogBook.Read([.. files, Books.Texts], Books.Rules with { Texts = Books.OtherTexts }, problems));

        Assert.All(problems, problem => Assert.Contains(message, problem.Message));
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void A_text_is_filled_and_values_are_never_read_as_templates()
    {
        var problems = new List<Problem>();
        var files = new DialogFile[] { Books.Texts, new("texts.yml", "said: {zh: '{who}说{what}{{}}', en: '{who} said {what}'}", 1) };
        var texts = TextCatalogue.Read(files, new Dictionary<string, string[]>(Books.OtherTexts) { ["said"] = ["who", "what"] }, problems)!;

        Assert.Empty(problems);
        Assert.Equal("{what}说{who}{}", texts.Say("said", Language.Zh, ("who", "{what}"), ("what", "{who}")));
        Assert.Equal(" said ", texts.Say("said", Language.En));
        Assert.Throws<KeyNotFoundException>(() => texts.Say("never", Language.En));
    }

    [Fact]
    public void The_same_files_make_the_same_edition_and_others_another()
    {
        string Edition(string text) => Books.Of($"  - say: {{zh: {text}, en: A}}").Edition;
        Assert.Equal(Edition("甲"), Edition("甲"));
        Assert.NotEqual(Edition("甲"), Edition("乙"));
    }

    [Fact]
    public void A_dialog_is_found_by_its_intent()
    {
        Assert.Equal("service_request", Books.Shipped.ForIntent("service_request")?.Id);
        Assert.Null(Books.Shipped.ForIntent("human"));
    }

    [Fact]
    public void A_file_cut_anywhere_is_reported_and_never_throws()
    {
        var whole = Books.File("dialogs/service_request.yml").Text;
        for (var length = 0; length < whole.Length; length += 7)
            foreach (var text in new[] { whole[..length], whole[length..], whole[..length] + whole[whole.IndexOf('\n', length)..] })
            {
                var problems = new List<Problem>();
                var book = DialogBook.Read([new DialogFile("service_request.yml", text), Books.Texts], Books.Rules with { Texts = Books.OtherTexts }, problems);
                Assert.Equal(book is null, problems.Count > 0);
                Assert.All(problems, problem => Assert.True(problem is { Line: > 0, Column: > 0 }, problem.ToString()));
            }
    }

    [Fact]
    public void The_example_for_authors_can_be_read()
    {
        var page = File.ReadAllText(Path.Combine(Books.Root, "dialogs/README.md"));
        var example = page.Split("```")[1]["yaml\n".Length..];
        var rules = Books.Rules with { Intents = new HashSet<string> { "lost_cat" }, Texts = Books.OtherTexts };
        var problems = new List<Problem>();

        Assert.NotNull(DialogBook.Read([new DialogFile("lost_cat.yml", example), Books.Texts], rules, problems));
        Assert.All(StepReader.Kinds.Keys, kind => Assert.Contains($"| `{kind}` |", page));
    }

    [Theory]
    [InlineData("请告诉我您的银行卡号")]
    [InlineData("请发验证码")]
    [InlineData("Your PASSWORD please")]
    [InlineData("What is your card number?")]
    [InlineData("身份证号是多少")]
    [InlineData("and the PIN code")]
    public void No_text_may_ask_for_what_only_a_fraud_asks_for(string text) => Assert.NotNull(ForbiddenWords.Find(text));

    [Theory]
    [InlineData("The pinboard is in the hall.")]
    [InlineData("请回一个数字。")]
    [InlineData("Your number is 1234.")]
    public void Other_texts_may_stand(string text) => Assert.Null(ForbiddenWords.Find(text));
}
