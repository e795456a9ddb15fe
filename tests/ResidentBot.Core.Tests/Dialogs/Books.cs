using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Books to test with, and the names they may refer to.</summary>
static class Books
{
    public static string Root { get; } = FindRoot();

    public static DialogRules Rules { get; } = new(
        new HashSet<string> { "service", "desk", "handoff", "counsel", "welfare", "jobs" },
        KeywordUnderstanding.Known.ToHashSet(StringComparer.Ordinal),
        PersonFields.Names);

    public static DialogFile Texts { get; } = File("dialogs/texts.yml");

    /// <summary>The files of the shipped dialogs, with their texts.</summary>
    public static IReadOnlyList<DialogFile> All { get; } = [.. Directory.GetFiles(Path.Combine(Root, "dialogs"), "*.yml").Select(path => File(Path.GetRelativePath(Root, path)))];

    public static DialogBook Shipped { get; } = Read(All);

    public static DialogFile File(string path, int layer = 0) => new(path.Replace('\\', '/'), System.IO.File.ReadAllText(Path.Combine(Root, path)), layer);

    public static DialogBook Read(params IReadOnlyList<DialogFile> files)
    {
        var problems = new List<Problem>();
        var book = DialogBook.Read(files.Any(file => Path.GetFileName(file.Path) == "texts.yml") ? files : [.. files, Texts], Tolerant, problems);
        return book ?? throw new InvalidOperationException(string.Join("\n", problems));
    }

    /// <summary>A book of one dialog `d`, given its steps.</summary>
    public static DialogBook Of(string steps, string id = "d") => Read(Dialog(steps, id));

    public static DialogFile Dialog(string steps, string id = "d", int layer = 0) =>
        new($"{id}.yml", $"dialog: {id}\ntitle: {{zh: 题, en: Title}}\nsteps:\n{steps}\n", layer);

    public static DialogContext Context(string turn = "turn-1", Language language = Language.Zh, Instant? now = null, Dictionary<string, string>? data = null, List<TicketDraft>? tickets = null) => new()
    {
        Language = language,
        Now = now ?? Instant.FromUtc(2026, 3, 4, 1, 0), // a Wednesday, nine in the morning
        Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"],
        Data = data ?? [],
        TurnId = turn,
        OpenTicket = draft =>
        {
            tickets?.Add(draft);
            return "1234";
        },
    };

    public static DialogInput Input(string text) => new() { Text = text, MessageId = "m" };

    // The integrator's own texts may stand in texts.yml as well; these tests are about the engine's.
    static DialogRules Tolerant => Rules with { Texts = OtherTexts };

    /// <summary>What `texts.yml` holds besides the engine's own.</summary>
    public static IReadOnlyDictionary<string, string[]> OtherTexts => Others(Texts);

    static IReadOnlyDictionary<string, string[]> Others(DialogFile texts)
    {
        var map = YamlMap.Parse(texts.Path, texts.Text, [])!;
        return map.Keys.Where(id => !TextCatalogue.Required.ContainsKey(id)).ToImmutableDictionary(
            id => id,
            id => Template.Parse(map.Map(id)!.Text("zh")! + map.Map(id)!.Text("en")!, _ => { }).Names.ToArray());
    }

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "ResidentBot.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
