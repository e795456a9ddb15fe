using ResidentBot.Core.Files;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

/// <summary>Whole talks with the shipped community as <c>residentbot chat</c> saved them: <c>Talks/*.yml</c>. A new file is a new test.</summary>
public sealed class TalkTests
{
    static readonly string Folder = Path.Combine(TestCommunity.Repository(), "tests/ResidentBot.Host.Tests/Commands/Talks");

    static readonly Lazy<CheckedFiles> Shipped = new(() =>
        CheckedFiles.Read(Path.Combine(TestCommunity.Repository(), "config"), TestCommunity.Dialogs, _ => null));

    public static TheoryData<string> All => [.. Directory.GetFiles(Folder, "*.yml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_saved_talk_goes_again_as_it_went(string file)
    {
        var path = Path.Combine(Folder, file);
        var problems = new List<Problem>();
        var saved = SavedTalk.Read(path, File.ReadAllText(path), problems);
        Assert.Empty(problems);

        var went = Replay(saved!);

        // ACCEPT_TRANSCRIPTS=1 writes down what happens now, to be read in the diff.
        if (Environment.GetEnvironmentVariable("ACCEPT_TRANSCRIPTS") == "1") File.WriteAllText(path, (saved! with { Talk = went }).ToString());
        else Assert.Equal(saved!.Talk.TrimEnd(), went.TrimEnd());
    }

    [Fact]
    public void Every_kind_of_talk_is_there_in_both_languages_well_and_badly()
    {
        // What is built in; besides, whatever dialog is shipped.
        string[] builtIn =
        [
            "cancel", "check_in", "data", "emergency", "first_contact", "for_whom", "handoff", "language", "new_number", "offer", "opt_out", "silence", "status", "wrong_number",
        ];
        var shipped = Directory.GetFiles(TestCommunity.Dialogs, "*.yml").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "texts");
        var missing = builtIn.Concat(shipped).SelectMany(kind => (string[])[$"{kind}_zh", $"{kind}_en", $"{kind}_unhappy_zh", $"{kind}_unhappy_en"])
            .Where(talk => !File.Exists(Path.Combine(Folder, $"{talk}.yml"))).ToList();

        Assert.True(missing.Count == 0, $"talks are missing in {Folder}: {string.Join(", ", missing)}");
    }

    static string Replay(SavedTalk saved)
    {
        var (talk, wrong) = saved.Replay(WorldOf(saved.Community));
        Assert.True(talk is not null, wrong);
        return talk;
    }

    static World WorldOf(string community) => Shipped.Value.Communities.First(one => one.World.Community.Id == community).World;
}
