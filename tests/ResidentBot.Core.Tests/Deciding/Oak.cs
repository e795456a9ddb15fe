using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Dialogs;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;
using ResidentBot.Core.Understanding.Residents;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>The shipped community with the shipped dialogs and words, read once.</summary>
static class Oak
{
    /// <summary>The shipped words and examples.</summary>
    public static UnderstandingFiles Files { get; } = ReadFiles();

    /// <summary>What was learned from the shipped examples.</summary>
    public static ResidentUnderstanding Understanding { get; } =
        ResidentUnderstanding.Train(Files, Files.Examples!.All, (count, work) => Parallel.For(0, count, work));

    public static World World { get; } = Read();

    static List<(string Path, string Text)> Words =>
        [.. Communities.Files.In("dialogs/understanding"), .. Communities.Files.In("dialogs/understanding/examples", "*.tsv")];

    static UnderstandingFiles ReadFiles()
    {
        var problems = new List<Problem>();
        return UnderstandingFiles.Read(Words, problems) ?? throw new InvalidOperationException(string.Join("\n", problems));
    }

    static World Read()
    {
        var problems = new List<Problem>();
        var community = CommunityReader.Read("config/oak", Communities.Files.In("config/oak"), _ => null, problems);
        string Text(string name) => Words.Single(file => file.Path.EndsWith(name, StringComparison.Ordinal)).Text;
        var checkIns = CheckInWords.Read("checkin.yml", Text("checkin.yml"), problems);
        var identity = IdentityWords.Read("identity.yml", Text("identity.yml"), problems);
        var answers = AnswerWords.Read("answers.yml", Text("answers.yml"), problems);
        var rules = new DialogRules(
            community?.Queues.Keys.ToImmutableHashSet() ?? [], KeywordUnderstanding.Known.ToImmutableHashSet(), PersonFields.Names)
        {
            Texts = SystemTexts.All,
        };
        var book = DialogBook.Read(
            [.. Directory.GetFiles(Path.Combine(Books.Root, "dialogs"), "*.yml").Select(path => Books.File(Path.GetRelativePath(Books.Root, path)))], rules, problems);
        if (problems.Count > 0) throw new InvalidOperationException(string.Join("\n", problems));
        return new World
        {
            Community = community! with { Accounts = community.Accounts.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Can = pair.Value.Can with { Pictures = true } }) },
            Book = book!,
            Emergencies = Understanding.Emergencies,
            CheckInWords = checkIns!,
            IdentityWords = identity!,
            AnswerWords = answers!,
            Understand = Understanding.Guess,
        };
    }

}
