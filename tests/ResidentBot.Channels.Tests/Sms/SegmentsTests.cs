using ResidentBot.Channels.Sms;
using Xunit;

namespace ResidentBot.Channels.Tests.Sms;

public sealed class SegmentsTests
{
    public static TheoryData<string, string, SmsEncoding, int, int, string?> Table => new()
    {
        { "empty", "", SmsEncoding.Gsm7, 0, 1, null },
        { "160 letters", new string('a', 160), SmsEncoding.Gsm7, 160, 1, null },
        { "161 letters", new string('a', 161), SmsEncoding.Gsm7, 161, 2, null },
        { "306 letters", new string('a', 306), SmsEncoding.Gsm7, 306, 2, null },
        { "307 letters", new string('a', 307), SmsEncoding.Gsm7, 307, 3, null },
        { "80 euros", new string('€', 80), SmsEncoding.Gsm7, 160, 1, null },
        { "81 euros", new string('€', 81), SmsEncoding.Gsm7, 162, 2, null },
        { "an extension character at the border", new string('a', 152) + "{" + new string('a', 152), SmsEncoding.Gsm7, 306, 3, null },
        { "the whole alphabet is one", "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¡¿§", SmsEncoding.Gsm7, 34, 1, null },
        { "70 hanzi", new string('好', 70), SmsEncoding.Ucs2, 70, 1, "好" },
        { "71 hanzi", new string('好', 71), SmsEncoding.Ucs2, 71, 2, "好" },
        { "134 hanzi", new string('好', 134), SmsEncoding.Ucs2, 134, 2, "好" },
        { "135 hanzi", new string('好', 135), SmsEncoding.Ucs2, 135, 3, "好" },
        { "one ç", "a" + new string('b', 69) + "ç", SmsEncoding.Ucs2, 71, 2, "ç" },
        { "one curly quote", "say “hi”", SmsEncoding.Ucs2, 8, 1, "“" },
        { "one tab", "a\tb", SmsEncoding.Ucs2, 3, 1, "\t" },
        { "an extension character counts once in UCS-2", "好{", SmsEncoding.Ucs2, 2, 1, "好" },
        { "an emoji at the border moves whole", new string('好', 66) + "😀" + new string('好', 66), SmsEncoding.Ucs2, 134, 3, "好" },
        { "an emoji that fits", new string('好', 65) + "😀" + new string('好', 67), SmsEncoding.Ucs2, 134, 2, "好" },
        { "a family is one emoji", new string('好', 60) + "👨‍👩‍👧‍👦" + new string('好', 56), SmsEncoding.Ucs2, 127, 2, "好" },
        { "a family that does not fit costs a segment", new string('好', 60) + "👨‍👩‍👧‍👦" + new string('好', 63), SmsEncoding.Ucs2, 134, 3, "好" },
        { "an emoji is what offends", "ok 😀", SmsEncoding.Ucs2, 5, 1, "😀" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_text_costs_what_carriers_count(string what, string text, SmsEncoding encoding, int units, int parts, string? offending)
    {
        Assert.NotEmpty(what);
        var count = Segments.Count(text);
        Assert.Equal((encoding, units, parts, offending), (count.Encoding, count.Units, count.Parts, count.Offending?.ToString()));
    }

    [Fact]
    public void A_cluster_larger_than_a_segment_is_cut_all_the_same() =>
        Assert.Equal(3, Segments.Count("e" + new string('\u0301', 150)).Parts);
}
