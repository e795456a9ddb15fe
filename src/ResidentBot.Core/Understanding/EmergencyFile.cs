using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>What cancels a trigger: a phrase around it, before it, or after it.</summary>
sealed class EmergencyExceptions
{
    public PhraseTrie Idioms { get; } = new();
    public PhraseTrie Before { get; } = new(backward: true);
    public PhraseTrie After { get; } = new();
}

/// <summary>One kind of danger.</summary>
/// <param name="Name">As the file names it.</param>
/// <param name="AlwaysStands">Nothing said around its triggers cancels them; only its own idioms do.</param>
/// <param name="Own">Exceptions that touch this family only.</param>
sealed record EmergencyFamily(string Name, bool AlwaysStands, EmergencyExceptions Own);

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
    public PhraseTrie Triggers { get; } = new();
    public PhraseTrie Kept { get; } = new(backward: true);
    public EmergencyExceptions Common { get; } = new();
    public List<EmergencyFamily> Families { get; } = [];

    public static EmergencyFile? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } map) return null;
        var file = new EmergencyFile();
        var patterns = new PatternReader(file.Vocabulary, PatternReader.Sets(map.Map("words")));
        patterns.Misspelled(map, "misspelled");
        file.ReadExceptions(map, "unless", patterns, file.Common, idiomsOnly: false);
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
            var family = new EmergencyFamily(name, map.Flag("always") ?? false, new EmergencyExceptions());
            var payload = Families.Count;
            Families.Add(family);
            var found = 0;
            foreach (var (pattern, index) in patterns.Read(map, "when"))
            {
                found++;
                if (PatternReader.HasTrigger(pattern)) map.ReportItem("when", index, "`@` stands for the trigger itself: it belongs into `unless`");
                else Triggers.Add(pattern, payload);
            }
            foreach (var pattern in patterns.ReadPinyin(map, "pinyin")) Triggers.Add(pattern, payload);
            ReadExceptions(map, "unless", patterns, family.Own, family.AlwaysStands);
            if (found == 0) map.Report("when", $"`{name}` needs `when`: a list of phrases");
            map.Done();
        }
    }

    void ReadKept(YamlMap map, PatternReader patterns)
    {
        foreach (var (pattern, index) in patterns.Read(map, "keep"))
            if (pattern.Places[^1] is PatternPlace.Trigger) Kept.Add(pattern, index);
            else map.ReportItem("keep", index, "must end with `@`: it says what may stand before a trigger without cancelling it");
    }

    void ReadExceptions(YamlMap map, string key, PatternReader patterns, EmergencyExceptions exceptions, bool idiomsOnly)
    {
        foreach (var (pattern, index) in patterns.Read(map, key))
        {
            if (!PatternReader.HasTrigger(pattern)) exceptions.Idioms.Add(pattern, index);
            else if (idiomsOnly) map.ReportItem(key, index, "a family with `always` is never cancelled by what stands around it: only idioms without `@` may be listed");
            else if (pattern.Places.Count(place => place is PatternPlace.Trigger) > 1) map.ReportItem(key, index, "`@` may stand once only");
            else if (pattern.Places[^1] is PatternPlace.Trigger) exceptions.Before.Add(pattern, index);
            else if (pattern.Places[0] is PatternPlace.Trigger) exceptions.After.Add(pattern, index);
            else map.ReportItem(key, index, "`@` must be the first or the last thing in the pattern");
        }
    }
}
