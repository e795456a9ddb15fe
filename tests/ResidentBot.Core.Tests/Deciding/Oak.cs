using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Dialogs;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Tests.Deciding;

/// <summary>The shipped community with the shipped dialogs and words, read once.</summary>
static class Oak
{
    public static World World { get; } = Read();

    static World Read()
    {
        var problems = new List<Problem>();
        var community = CommunityReader.Read("config/oak", Communities.Files.In("config/oak"), _ => null, problems);
        var words = Communities.Files.In("dialogs/understanding");
        string Words(string name) => words.Single(file => file.Path.EndsWith(name, StringComparison.Ordinal)).Text;
        var emergencies = EmergencyWords.Read("emergency.yml", Words("emergency.yml"), problems);
        var checkIns = CheckInWords.Read("checkin.yml", Words("checkin.yml"), problems);
        var identity = IdentityWords.Read("identity.yml", Words("identity.yml"), problems);
        var keywords = KeywordUnderstanding.Read(words, problems);
        var rules = new DialogRules(
            community?.Queues.Keys.ToImmutableHashSet() ?? [], KeywordUnderstanding.Known.ToImmutableHashSet(), PersonFields.Names)
        {
            Texts = SystemTexts.All,
        };
        var book = DialogBook.Read(
            [.. Directory.GetFiles(Path.Combine(Books.Root, "dialogs"), "*.yml").Select(path => Books.File(Path.GetRelativePath(Books.Root, path)))], rules, problems);
        return problems.Count > 0 ? throw new InvalidOperationException(string.Join("\n", problems)) : new World
        {
            Community = community!,
            Book = book!,
            Emergencies = emergencies!,
            CheckInWords = checkIns!,
            IdentityWords = identity!,
            Understand = keywords!.Guess,
            Capabilities = new Dictionary<string, Capabilities>
            {
                ["sms"] = Can(buttons: false),
                ["telegram"] = Can(buttons: true),
                ["web"] = Can(buttons: true) with { Fetched = true, MayStart = false },
            },
        };
    }

    static Capabilities Can(bool buttons) => new() { TwoWay = true, MayStart = true, Buttons = buttons, Pictures = true, MaxLength = 1600, Reports = true };
}
