using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>What cancels a trigger: a phrase around it, before it, or after it.</summary>
sealed class EmergencyExceptions
{
    public PhraseTrie Idioms { get; } = new();
    public PhraseTrie Before { get; } = new(backward: true);
    public PhraseTrie After { get; } = new();
}

/// <summary>The phrases of a file in one spelling: as written, or by their sound.</summary>
sealed class EmergencyPhrases
{
    public PhraseTrie Triggers { get; } = new();
    public PhraseTrie Kept { get; } = new(backward: true);
    public EmergencyExceptions Common { get; } = new();
    public List<EmergencyExceptions> Own { get; } = [];
}

/// <summary>One kind of danger.</summary>
/// <param name="Name">As the file names it.</param>
/// <param name="AlwaysStands">Nothing said around its triggers cancels them; only its own idioms do.</param>
sealed record EmergencyFamily(string Name, bool AlwaysStands);

/// <summary>
/// <c>emergency.yml</c>:
/// <code>
/// words: { who: [我爸, 老人, my mum] }
/// misspelled: [ambulance]
/// unless: [没有 @, "@ 演习", 火锅]
/// keep: [是不是 @]
/// families:
///   fire: { when: [着火|起火, "house|room .. on fire"], pinyin: [zhao huo le], unless: [电视里 .. @] }
///   self_harm: { always: true, when: [不想活] }
/// </code>
/// </summary>
sealed class EmergencyFile
{
    public Vocabulary Vocabulary { get; } = new();
    public EmergencyPhrases Written { get; } = new();
    public EmergencyPhrases Heard { get; } = new();
    public List<EmergencyFamily> Families { get; } = [];

    public static EmergencyFile? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } map) return null;
        var file = new EmergencyFile();
        var patterns = new PatternReader(file.Vocabulary, PatternReader.Sets(map.Map("words")));
        patterns.Misspelled(map, "misspelled");
        file.ReadExceptions(map, "unless", patterns, file.Written.Common, file.Heard.Common, idiomsOnly: false);
        file.ReadKept(map, patterns);
        if (map.Map("families") is { } families) file.ReadFamilies(families, patterns);
        map.Done();
        if (file.Families.Count > 0) return file;
        map.Report("families", "`families` must name at least one kind of danger");
        return null;
    }

    void ReadFamilies(YamlMap families, PatternReader patterns)
    {
        foreach (var name in families.Keys)
        {
            if (families.Map(name) is not { } map) continue;
            var family = new EmergencyFamily(name, map.Flag("always") ?? false);
            var payload = Families.Count;
            Families.Add(family);
            Written.Own.Add(new EmergencyExceptions());
            Heard.Own.Add(new EmergencyExceptions());
            var found = 0;
            foreach (var (pattern, index) in patterns.Read(map, "when"))
            {
                found++;
                if (PatternReader.HasTrigger(pattern)) map.ReportItem("when", index, "`@` stands for the trigger itself: it belongs into `unless`");
                else AddTrigger(pattern, payload);
            }
            foreach (var pattern in patterns.ReadPinyin(map, "pinyin")) Written.Triggers.Add(pattern, payload);
            ReadExceptions(map, "unless", patterns, Written.Own[payload], Heard.Own[payload], family.AlwaysStands);
            if (found == 0) map.Report("when", $"`{name}` needs `when`: a list of phrases");
            map.Done();
        }
    }

    void AddTrigger(Pattern pattern, int payload)
    {
        Written.Triggers.Add(pattern, payload);
        // Only a phrase in a row is heard: what sounds right here and there may mean anything.
        if (!pattern.Places.Any(place => place is PatternPlace.Gap)) Heard.Triggers.Add(pattern.Heard(), payload);
    }

    void ReadKept(YamlMap map, PatternReader patterns)
    {
        foreach (var (pattern, index) in patterns.Read(map, "keep"))
        {
            if (pattern.Places[^1] is not PatternPlace.Trigger)
            {
                map.ReportItem("keep", index, "must end with `@`: it says what may stand before a trigger without cancelling it");
                continue;
            }
            Written.Kept.Add(pattern, index);
            Heard.Kept.Add(pattern.Heard(), index);
        }
    }

    void ReadExceptions(YamlMap map, string key, PatternReader patterns, EmergencyExceptions written, EmergencyExceptions heard, bool idiomsOnly)
    {
        foreach (var (pattern, index) in patterns.Read(map, key))
        {
            Func<EmergencyExceptions, PhraseTrie>? kind = null;
            if (!PatternReader.HasTrigger(pattern)) kind = exceptions => exceptions.Idioms;
            else if (idiomsOnly) map.ReportItem(key, index, "a family with `always` is never cancelled by what stands around it: only idioms without `@` may be listed");
            else if (pattern.Places.Count(place => place is PatternPlace.Trigger) > 1) map.ReportItem(key, index, "`@` may stand once only");
            else if (pattern.Places[^1] is PatternPlace.Trigger) kind = exceptions => exceptions.Before;
            else if (pattern.Places[0] is PatternPlace.Trigger) kind = exceptions => exceptions.After;
            else map.ReportItem(key, index, "`@` must be the first or the last thing in the pattern");
            kind?.Invoke(written).Add(pattern, index);
            kind?.Invoke(heard).Add(pattern.Heard(), index);
        }
    }
}
