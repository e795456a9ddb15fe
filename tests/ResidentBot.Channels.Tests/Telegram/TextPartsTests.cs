using Xunit;

namespace ResidentBot.Channels.Tests.Telegram;

public sealed class TextPartsTests
{
    public static TheoryData<string, string, string[]> Cuts => new()
    {
        { "nothing to cut", A(4096), [A(4096)] },
        { "no better place", A(4097), [A(4096), "a"] },
        { "an emoji on the border", A(4095) + "😀b", [A(4095), "😀b"] },
        { "an emoji before the border", A(4094) + "😀b", [A(4094) + "😀", "b"] },
        { "a Chinese sentence", A(3000) + "。" + A(2000), [A(3000) + "。", A(2000)] },
        { "a sentence that fits exactly", A(4095) + "。" + "b", [A(4095) + "。", "b"] },
        { "an English sentence", A(3000) + ". " + A(2000), [A(3000) + ".", A(2000)] },
        { "a number is no sentence", A(3000) + " 3.5" + A(2000), [A(3000), "3.5" + A(2000)] },
        { "a line", A(3000) + "\n" + A(2000), [A(3000), A(2000)] },
        { "a sentence too early", "a. " + A(5000), ["a. " + A(4093), A(907)] },
        { "nothing but space behind", A(4000) + "." + new string(' ', 500), [A(4000) + "."] },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_text_is_cut_where_it_hurts_least(string why, string text, string[] parts) => Assert.True(parts.SequenceEqual(TextParts.Split(text)), why);

    [Fact]
    public void Whatever_the_text_no_part_is_too_long_empty_or_half_a_character()
    {
        var chance = new Random(20260301);
        string[] pieces = ["a", " ", "。", ". ", "😀", "水管", "\n", "🏳️‍🌈"];
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(3000, 9000)).Select(_ => pieces[chance.Next(pieces.Length)]));
            var parts = TextParts.Split(text);
            Assert.All(parts, part => Assert.InRange(part.Length, 1, 4096));
            Assert.All(parts, part => Assert.False(char.IsLowSurrogate(part[0]) || char.IsHighSurrogate(part[^1]) || string.IsNullOrWhiteSpace(part)));
            Assert.Equal(Dense(text), Dense(string.Concat(parts)));
        }
    }

    static string Dense(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    static string A(int times) => new('a', times);
}
