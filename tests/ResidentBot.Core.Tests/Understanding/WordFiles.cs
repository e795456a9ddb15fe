using ResidentBot.Core.Files;
using ResidentBot.Core.Understanding;
using Xunit;

namespace ResidentBot.Core.Tests.Understanding;

/// <summary>The word files as shipped, and the tables beside the tests.</summary>
static class WordFiles
{
    static readonly string Root = FindRoot();

    public static EmergencyWords Emergency() => Shipped("emergency.yml", EmergencyWords.Read);

    public static CheckInWords CheckIn() => Shipped("checkin.yml", CheckInWords.Read);

    public static KeywordUnderstanding Keywords()
    {
        var problems = new List<Problem>();
        var words = KeywordUnderstanding.Read([.. Directory.GetFiles(Path.Combine(Root, "dialogs", "understanding")).Select(path => (path, File.ReadAllText(path)))], problems);
        Assert.Empty(problems);
        return words!;
    }

    public static string[] Table(string name) => File.ReadAllLines(Path.Combine(Root, "tests", "ResidentBot.Core.Tests", "Understanding", name));

    /// <summary>Fails with every row that is left, not with the first few.</summary>
    public static void AssertNone<T>(IEnumerable<T> rows)
    {
        var left = rows.ToList();
        Assert.True(left.Count == 0, string.Join('\n', left));
    }

    static T Shipped<T>(string name, Func<string, string, ICollection<Problem>, T?> read) where T : class
    {
        var problems = new List<Problem>();
        var words = read(name, File.ReadAllText(Path.Combine(Root, "dialogs", "understanding", name)), problems);
        Assert.Empty(problems);
        return words!;
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResidentBot.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
