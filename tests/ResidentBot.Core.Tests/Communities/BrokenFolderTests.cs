using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using Xunit;

namespace ResidentBot.Core.Tests.Communities;

public sealed class BrokenFolderTests
{
    const string Folder = "tests/ResidentBot.Core.Tests/Communities/broken/elm";

    static string? Environment(string name) => name is "TWILIO_ACCOUNT_SID" or "TWILIO_AUTH_TOKEN" or "TELEGRAM_TOKEN" ? "set" : null;

    [Fact]
    public void Every_mistake_is_reported_where_it_stands_in_one_run()
    {
        var problems = new List<Problem>();

        var community = CommunityReader.Read(Folder, Files.In(Folder), Environment, problems);

        Assert.Null(community);
        var expected = File.ReadAllLines(Path.Combine(Files.Root, Folder, "../elm.expected"));
        Assert.Equal(expected, problems.Select(problem => $"{problem with { File = Path.GetFileName(problem.File) }}"));
    }
}
