using ResidentBot.Core.Understanding.Corrections;
using ResidentBot.Core.Understanding.Features;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding.Corrections;

/// <summary>What an example may not tell: whose phone, whose door, whose name.</summary>
public sealed class MaskingTests
{
    static readonly string[] Register = ["王小明", "Mary Smith", "欧阳倩"];

    [Theory]
    [InlineData("水管漏了，电话13800138000", "水管漏了，电话0000000")]
    [InlineData("打138-0013-8000找我", "打000-0000-0000找我")]
    [InlineData("我家3栋2单元501灯不亮", "我家0栋0单元000灯不亮")]
    [InlineData("三栋二单元五零一没水", "〇栋〇单元〇〇〇没水")]
    [InlineData("building 3, flat 501 no heat", "building 0, flat 000 no heat")]
    [InlineData("快打120，喊了2次", "快打120，喊了2次")]
    [InlineData("王小明家漏水", "某某家漏水")]
    [InlineData("欧阳倩的快递", "某某的快递")]
    [InlineData("this is about Mary Smith again", "this is about X again")]
    [InlineData("我叫李雷，灯坏了", "我叫某某，灯坏了")]
    [InlineData("My name is John Brown and the lift is broken", "My name is X and the lift is broken")]
    [InlineData("王阿姨让我问问", "某阿姨让我问问")]
    [InlineData("写信到 a.b@example.com", "写信到 X")]
    [InlineData("第一行\n第二行\t完", "第一行 第二行 完")]
    [InlineData("高兴得很，门坏了，明天来", "高兴得很，门坏了，明天来")]
    public void What_tells_of_one_person_is_masked(string text, string masked) =>
        Assert.Equal(masked, Masking.Mask(text, [], Register.Contains));

    [Fact]
    public void Whoever_writes_is_not_named_even_where_the_register_does_not_know_the_name() =>
        Assert.Equal("某某说灯坏了", Masking.Mask("杨桂珍说灯坏了", ["杨桂珍"], _ => false));

    [Theory]
    [InlineData("水管漏了，电话13800138000")]
    [InlineData("房号501，单子20231")]
    [InlineData("flat 12 no heat since 2024")]
    public void Masked_numbers_are_learned_from_as_the_true_ones(string text) =>
        Assert.Equal(Read(text), Read(Masking.Mask(text, [], _ => false)));

    [Fact]
    public void A_long_text_is_cut_and_never_in_the_middle_of_a_sign() =>
        Assert.Equal(new string('好', 199), Masking.Mask(new string('好', 199) + "👍👍", [], _ => false));

    static string Read(string text)
    {
        var units = Units.Of(text);
        return string.Join(' ', units.All.Select(unit => units.Letters(unit).ToString()));
    }
}
