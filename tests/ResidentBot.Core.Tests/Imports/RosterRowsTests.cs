using ResidentBot.Core.Imports;
using Xunit;

namespace ResidentBot.Core.Tests.Imports;

public sealed class RosterRowsTests
{
    [Theory]
    [InlineData("daily 06:00-22:00", "{days: daily, from: \"06:00\", until: \"22:00\"}")]
    [InlineData("mon-fri 08:00-18:00", "{days: mon-fri, from: \"08:00\", until: \"18:00\"}")]
    [InlineData("sat,sun 22:00-06:00", "{days: [sat, sun], from: \"22:00\", until: \"06:00\"}")]
    [InlineData("sat 22:00-06:00", "{days: sat, from: \"22:00\", until: \"06:00\"}")]
    public void Hours_of_duty_are_the_same_in_a_table_and_in_the_communitys_file(string cell, string item)
    {
        var text = $"staff:\n  - {{id: wang, name: 王建国, addresses: \"sms:+447700900104\", duty: [{item}]}}\n";
        var row = Assert.Single(RosterRows.Of(ImportKind.Staff, text));
        Assert.Contains(cell, row);

        var sheet = new Sheet("staff.csv", new SheetRow(1, ["id", "name", "addresses", "duty"]), [new SheetRow(2, ["wang", "王建国", "sms:+447700900104", cell])]);
        var read = RosterSheet.Read(sheet, ImportKind.Staff, text);
        Assert.Empty(read.Report.Where(line => line.Mistake is not null));
        Assert.Equal(ImportCounts.None with { Same = 1 }, read.Counts);
    }
}
