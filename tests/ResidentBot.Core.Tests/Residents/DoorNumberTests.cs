using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Deciding;
using Xunit;

namespace ResidentBot.Core.Tests.Residents;

/// <summary>Doors and names as people write them.</summary>
public sealed class DoorNumberTests
{
    static readonly Household Flat = new("h", "e1-2", "303", []);

    [Theory]
    [InlineData("3-2-401", "3 2 401")]
    [InlineData("3栋2单元401", "3 2 401")]
    [InlineData("三栋二单元四零一", "3 2 401")]
    [InlineData("３号楼２单元４０１室", "3 2 401")]
    [InlineData("十二栋一千二百零一", "12 1201")]
    [InlineData("王芳 1栋301", "1 301")]
    [InlineData("1幢301房，王芳", "1 301")]
    [InlineData("我住在401", "401")]
    [InlineData("block 3 flat 401", "3 401")]
    [InlineData("Ann Lee, unit 2, 401", "2 401")]
    [InlineData("3楼401", "401")]
    [InlineData("我是孙德华，東一栋一单元三零一，谢谢", "1 1 301")]
    [InlineData("张一鸣", "")]
    [InlineData("我有2个孩子", "")]
    [InlineData("13912345678", "")]
    public void A_door_is_read_out_of_words(string text, string numbers) =>
        Assert.Equal(numbers, string.Join(' ', DoorNumber.In(text).Numbers.Select(number => number.Value)));

    [Theory]
    [InlineData("东1栋2单元303", true)]
    [InlineData("1栋303", true)]
    [InlineData("2单元303", true)]
    [InlineData("303", true)]
    [InlineData("东1栋", true)]
    [InlineData("1-2-303", true)]
    [InlineData("1-1-303", false)]
    [InlineData("东1栋1单元303", false)]
    [InlineData("西1栋303", false)]
    [InlineData("2栋303", false)]
    [InlineData("304", false)]
    public void It_fits_a_household_or_does_not(string text, bool fits) =>
        Assert.Equal(fits, DoorNumber.In(text).Fits(Oak.World.Community, Flat));

    [Theory]
    [InlineData("我叫王小芳，谢谢", "王小芳")]
    [InlineData("I am Anna Miller from block 3", "anna miller")]
    [InlineData("买买提·艾力", "买买提·艾力")]
    public void Every_name_that_may_stand_in_a_text_is_tried(string text, string name) => Assert.Contains(name, NameSearch.Names(text));
}
