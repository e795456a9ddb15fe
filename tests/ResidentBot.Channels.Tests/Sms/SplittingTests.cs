using ResidentBot.Channels.Sms;
using Xunit;

namespace ResidentBot.Channels.Tests.Sms;

public sealed class SplittingTests
{
    public static TheoryData<string, int, string[]> Table => new()
    {
        { "", 10, [] },
        { "fits", 10, ["fits"] },
        { " fits ", 10, [" fits "] },
        { "一二三。四五六。七八", 8, ["一二三。四五六。", "七八"] },
        { "水管漏水了！请快来", 8, ["水管漏水了！", "请快来"] },
        { "First one. Second two", 14, ["First one.", "Second two"] },
        { "it costs 3.50 in all", 13, ["it costs 3.50", "in all"] },
        { "one two three four", 10, ["one two", "three four"] },
        { "choose\n1 pipe\n2 lamp", 15, ["choose\n1 pipe", "2 lamp"] },
        { "aaaaaaaaaaaaaaa", 10, ["aaaaaaaaaa", "aaaaa"] },
        { "aaaaaaaaa😀b", 10, ["aaaaaaaaa", "😀b"] },
        { "aaaaaaaa👍🏽b", 11, ["aaaaaaaa", "👍🏽b"] },
        { "。啊啊啊啊啊啊啊啊啊啊", 6, ["。啊啊啊啊啊", "啊啊啊啊啊"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_long_text_is_cut_where_a_reader_would_pause(string text, int most, string[] parts) =>
        Assert.Equal(parts, Splitting.Split(text, most));

    [Fact]
    public void No_part_is_too_long_or_broken_and_nothing_but_white_space_is_lost()
    {
        var random = new Random(20260301);
        string[] words = ["a", "好", "😀", "👨‍👩‍👧", "。", ". ", " ", "\n", "！", "word", "e\u0301"];
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => words[random.Next(words.Length)]));
            var most = random.Next(2, 40);
            var parts = Splitting.Split(text, most).ToArray();
            Assert.All(parts, part => Assert.InRange(part.Length, 1, most));
            Assert.All(parts, part => Assert.DoesNotContain('\uFFFD', string.Concat(part.EnumerateRunes())));
            Assert.Equal(Dense(text), Dense(string.Concat(parts)));
        }

        static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }
}
