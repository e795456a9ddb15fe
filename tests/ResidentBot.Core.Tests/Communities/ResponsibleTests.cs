using NodaTime;
using ResidentBot.Core.Communities;
using Xunit;

namespace ResidentBot.Core.Tests.Communities;

public sealed class ResponsibleTests
{
    static readonly Community Oak = CommunityReader.Read("config/oak", Files.In("config/oak"), _ => null, [])!;

    public static TheoryData<string, string?, string> Cases => new()
    {
        { "responsible", "e1-1", "chen wang" },
        { "responsible", "w1-1", "he" },
        { "responsible", "qinghe", "" },
        { "responsible:building", "e1-1", "wang" },
        { "responsible:area", "w1-2", "lin zhou" },
        { "responsible:street", "e1-1", "" },
        { "responsible", null, "" },
        { "responsible", "gone", "" },
        { "duty", null, "duty" },
        { "duty", "e1-1", "duty" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rung_asks_the_nearest_person_at_or_above(string staff, string? place, string expected)
    {
        var asked = Responsible.For(Oak, new Rung(staff, Duration.FromMinutes(10)), place);

        Assert.Equal(expected, string.Join(' ', asked.Select(member => member.Id)));
    }
}
