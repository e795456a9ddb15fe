using System.Text;
using System.Text.RegularExpressions;
using ResidentBot.Core.Dialogs;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>What the shipped dialogs must do besides their transcripts.</summary>
public sealed partial class ShippedDialogTests
{
    [Theory]
    [InlineData("厨房水管漏水了", "plumbing")]
    [InlineData("我家停电了", "electric")]
    [InlineData("楼道的灯不亮", "electric")]
    [InlineData("电梯坏了", "elevator")]
    [InlineData("家里暖气不热", "heating")]
    [InlineData("燃气灶坏了", "gas")]
    [InlineData("家里的门锁坏了", "door_lock")]
    [InlineData("垃圾没有人收", "sanitation")]
    [InlineData("邻居太吵了", "other")]
    [InlineData("my pipe is leaking", "plumbing")]
    [InlineData("the power is out in my apartment", "electric")]
    [InlineData("my gas stove is not working", "gas")]
    [InlineData("there is no hot water", "heating")]
    [InlineData("please collect the garbage", "sanitation")]
    [InlineData("报修", null)]
    [InlineData("我要报修", null)]
    [InlineData("something is broken", null)]
    public void The_first_words_name_the_kind_of_request(string opening, string? kind)
    {
        var turn = DialogRun.Start(Books.Shipped, "service_request", Books.Context(data: new() { ["channel.pictures"] = "no" }), opening);

        Assert.Equal(kind, turn.Session!.Answers.GetValueOrDefault("service_request.category")?.Value);
        Assert.Equal(kind is null ? null : opening, turn.Session.Answers.GetValueOrDefault("service_request.description")?.Value);
    }

    // 70 characters of Chinese, 160 of English: more is a second text message, and is paid for as one.
    [Fact]
    public void Every_sentence_of_the_shipped_dialogs_fits_one_text_message()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Books.Root, "dialogs"), "*.yml"))
            foreach (var (line, number) in File.ReadLines(path).Select((line, i) => (line, i + 1)))
                foreach (Match said in Said().Matches(line))
                    Assert.True(said.Groups["text"].Length <= (said.Groups["language"].Value == "zh" ? 70 : 160), $"{path}:{number}: {said.Groups["text"].Value}");
    }

    [Fact]
    public void Every_button_of_the_shipped_dialogs_fits_its_payload()
    {
        foreach (var dialog in Books.Shipped.Dialogs.Keys)
            foreach (var say in DialogRun.Start(Books.Shipped, dialog, Books.Context(), null).Effects.OfType<DialogEffect.Say>())
                Assert.All(say.Choices, choice => Assert.InRange(Encoding.UTF8.GetByteCount(choice.Id), 1, 64));
    }

    [GeneratedRegex("""\b(?<language>zh|en): "?(?<text>.+?)"?(?=, en: |}|$)""")]
    private static partial Regex Said();
}
