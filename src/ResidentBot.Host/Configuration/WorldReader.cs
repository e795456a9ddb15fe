using System.Collections.Immutable;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;
using ResidentBot.Core.Understanding.Residents;

namespace ResidentBot.Host.Configuration;

/// <summary>Makes of a community's files the immutable world that its turns are decided by.</summary>
static class WorldReader
{
    const string WordsFolder = "/understanding/";

    /// <summary>Reads dialogs, texts and words, and cross-checks them with the community. Null when there is a problem.</summary>
    public static World? Read(LoadedCommunity loaded, ICollection<Problem> problems)
    {
        var (files, community) = loaded;
        var before = problems.Count;
        var (book, words, checkIns, identity, answers) = ReadParts(files, community.Queues.Keys.ToImmutableHashSet(StringComparer.Ordinal), problems);
        if (problems.Count > before || book is null || words is null || checkIns is null || identity is null || answers is null) return null;
        var understanding = Understandings.Of(Words(files), words);
        return new World
        {
            Community = community,
            Book = book with { Edition = files.Id },
            Emergencies = understanding?.Emergencies ?? words.Emergencies,
            CheckInWords = checkIns,
            IdentityWords = identity,
            AnswerWords = answers,
            UnderstandingEdition = understanding is null ? "" : files.Id,
            Understand = understanding is null ? words.Keywords.Guess : understanding.Guess,
        };
    }

    /// <summary>Reports what is wrong with the dialogs, texts and words of a community whose own files could not be read.</summary>
    public static void Check(EditionFiles files, ICollection<Problem> problems) => ReadParts(files, QueuesOf(files), problems);

    static (DialogBook? Book, UnderstandingFiles? Words, CheckInWords? CheckIns, IdentityWords? Identity, AnswerWords? Answers) ReadParts(
        EditionFiles files, IReadOnlySet<string>? queues, ICollection<Problem> problems)
    {
        var rules = new DialogRules(queues, KeywordUnderstanding.Known.ToImmutableHashSet(StringComparer.Ordinal), PersonFields.Names) { Texts = SystemTexts.All };
        var book = DialogBook.Read([.. Dialogs(files.CommonDialogs, 0), .. Dialogs(files.OwnDialogs, 1)], rules, problems);
        var words = Words(files);
        var checkIns = Find(words, "checkin.yml", problems) is { } c ? CheckInWords.Read(c.Path, c.Text, problems) : null;
        var identity = Find(words, "identity.yml", problems) is { } i ? IdentityWords.Read(i.Path, i.Text, problems) : null;
        var answers = Find(words, "answers.yml", problems) is { } a ? AnswerWords.Read(a.Path, a.Text, problems) : null;
        return (book, Understandings.Read(words, problems), checkIns, identity, answers);
    }

    /// <summary>The files of understanding among an edition's.</summary>
    public static List<(string Path, string Text)> Words(EditionFiles files) =>
        [.. files.CommonDialogs.Where(file => file.Name.Contains(WordsFolder, StringComparison.Ordinal)).Select(file => (file.Path, file.Text))];

    // The names alone, whatever else is wrong with the queues; null when not even those can be read.
    static ImmutableHashSet<string>? QueuesOf(EditionFiles files)
    {
        var file = files.Config.FirstOrDefault(file => Path.GetFileName(file.Name) == "queues.yml");
        if (file is null || YamlMap.Parse(file.Path, file.Text, []) is not { } map) return null;
        var ids = map.Maps("queues").Select(queue => queue.Text("id")).OfType<string>().ToImmutableHashSet(StringComparer.Ordinal);
        return ids.IsEmpty ? null : ids;
    }

    static IEnumerable<DialogFile> Dialogs(ImmutableArray<SourceFile> files, int layer) => files
        .Where(file => !file.Name.Contains(WordsFolder, StringComparison.Ordinal))
        .Select(file => new DialogFile(file.Path, file.Text, layer));

    static (string Path, string Text)? Find(List<(string Path, string Text)> words, string name, ICollection<Problem> problems)
    {
        var found = words.Find(file => Path.GetFileName(file.Path) == name);
        if (found.Path is not null) return found;
        problems.Add(new Problem($"dialogs/understanding/{name}", 0, 0, "this file is missing"));
        return null;
    }
}
