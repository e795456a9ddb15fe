using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Sending;

public sealed class TextCutTests
{
    public static TheoryData<string, string, int, string> Cuts => new()
    {
        { "shorter", "水管", 3, "水管" },
        { "as long", "水管漏", 3, "水管漏" },
        { "longer", "水管漏水", 3, "水管漏" },
        { "a character on the border", "水管😀", 3, "水管" },
        { "a character before the border", "水😀管", 3, "水😀" },
        { "nothing fits", "😀水", 1, "" },
        { "a first half alone on the border", "水管\ud83d水", 3, "水管\ud83d" },
        { "a second half alone on the border", "水管\ude00水", 3, "水管\ude00" },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_text_is_cut_between_two_characters(string why, string text, int most, string head) => Assert.True(head == TextCut.Head(text, most), why);
}
