using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using Xunit;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Whole talks as data: <c>Transcripts/*.yml</c>. A file holds the dialog, the language, what is known, and the talk as it must go.</summary>
public sealed class TranscriptTests
{
    static readonly string Folder = Path.Combine(Books.Root, "tests/ResidentBot.Core.Tests/Dialogs/Transcripts");

    public static TheoryData<string> All => [.. Directory.GetFiles(Folder, "*.yml").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(All))]
    public void A_talk_goes_as_written_down(string file)
    {
        var problems = new List<Problem>();
        var map = YamlMap.Parse(file, File.ReadAllText(Path.Combine(Folder, file)), problems)!;
        var data = map.Map("data") is { } below ? below.Keys.ToDictionary(key => key, key => below.Text(key)!) : [];
        var talk = map.RequiredText("talk");
        var book = map.Text("steps") is { } steps ? Books.Read([Books.Dialog(steps), .. Called(map)]) : Books.Shipped;
        var language = map.Text("language") == "en" ? Language.En : Language.Zh;
        var (readsLittle, country) = (map.Flag("reads_little") ?? false, map.Text("country"));
        var isInTree = map.Flag("tree") ?? false;

        var went = new Talk(book, map.Text("dialog") ?? "d", language, data, context => context with
        {
            ReadsLittle = readsLittle,
            Country = country,
            FindAddress = isInTree ? words => DoorNumber.In(words).PlaceIn(Doors.Community, words) : null,
        }).Replay(talk);

        // ACCEPT_TRANSCRIPTS=1 writes down what happens now, to be read in the diff.
        if (Environment.GetEnvironmentVariable("ACCEPT_TRANSCRIPTS") == "1") Accept(Path.Combine(Folder, file), went);
        else Assert.Equal(talk.TrimEnd(), went.TrimEnd());
        Assert.Empty(problems);
    }

    // `called` holds further dialogs: what stands in their files behind the title.
    static IEnumerable<DialogFile> Called(YamlMap map) => map.Map("called") is { } called
        ? called.Keys.Select(id => new DialogFile($"{id}.yml", $"dialog: {id}\ntitle: {{zh: 题, en: Title}}\n{called.Text(id)}")) : [];

    static void Accept(string path, string went)
    {
        var head = File.ReadAllText(path).Split("talk: |\n")[0];
        File.WriteAllText(path, $"{head}talk: |\n{string.Concat(went.TrimEnd().Split('\n').Select(line => $"  {line}\n"))}");
    }

    [Fact]
    public void Every_shipped_dialog_has_a_talk()
    {
        var talks = Directory.GetFiles(Folder, "*.yml").Select(File.ReadAllText).ToArray();
        Assert.All(Books.Shipped.Dialogs.Keys, id => Assert.Contains(talks, talk => talk.Contains($"dialog: {id}\n", StringComparison.Ordinal)));
    }
}
