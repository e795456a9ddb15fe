using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Tests.Deciding;
using Xunit;

namespace ResidentBot.Core.Tests.Register;

/// <summary>The catalogue of labels, as its file describes it.</summary>
public sealed class LabelCatalogueTests
{
    [Fact]
    public void The_shipped_catalogue_has_7_classes_13_subclasses_and_137_labels()
    {
        var labels = Oak.World.Community.Labels;
        Assert.Equal((7, 13, 137), (labels.Classes.Length, labels.Classes.Sum(one => one.Subclasses.Length), labels.ById.Count));
        Assert.All(labels.ById.Values, label => Assert.Contains(label.Owner, Oak.World.Community.Staff.Keys));
    }

    [Theory]
    [InlineData("id: owner-absent,", "id: tenant,", "`tenant` is already the id of another label")]
    [InlineData("owner: duty, source", "owner: dutty, source", "there is no staff member `dutty`")]
    [InlineData("kept: 365", "kept: soon", "`kept` must be")]
    [InlineData("sensitive: true", "sensitve: true", "sensitve")]
    [InlineData("    subclasses:\n", "    subclass:\n", "subclasses")]
    public void A_mistake_is_named(string before, string after, string expected)
    {
        var problems = new List<Problem>();
        var files = Communities.Files.In("config/oak").Select(file =>
        {
            if (!file.Path.EndsWith("labels.yml", StringComparison.Ordinal)) return file;
            var at = file.Text.IndexOf(before, StringComparison.Ordinal);
            return (file.Path, file.Text[..at] + after + file.Text[(at + before.Length)..]);
        });
        Assert.Null(CommunityReader.Read("config/oak", [.. files], _ => null, problems));
        Assert.Contains(problems, problem => problem.File.EndsWith("labels.yml", StringComparison.Ordinal) && problem.Line > 0
            && problem.Message.Contains(expected, StringComparison.Ordinal));
    }
}
