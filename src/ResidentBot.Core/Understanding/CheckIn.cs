using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>What a reply to a welfare check-in says.</summary>
public enum CheckInAnswer
{
    /// <summary>Fine: every word of the reply says so.</summary>
    Fine,

    /// <summary>Wants a hand: an errand, company, a call.</summary>
    NeedsHand,

    /// <summary>Unwell, hurt, afraid or sad: somebody looks today.</summary>
    Worrying,

    /// <summary>Anything else, also whatever says two things at once. Never taken for fine.</summary>
    Unclear,
}

/// <summary>Reads the reply to an open check-in.</summary>
public static class CheckInAnswers
{
    /// <summary>The graver of what the reply says; fine only if nothing else is said and every word is known.</summary>
    public static CheckInAnswer Read(string text, CheckInWords words)
    {
        var reply = words.Segment(text);
        var kinds = reply.Hits.Select(hit => (CheckInWords.Kind)hit.Payload).ToHashSet();
        if (kinds.Contains(CheckInWords.Kind.Worrying)) return CheckInAnswer.Worrying;
        if (kinds.Contains(CheckInWords.Kind.NeedsHand)) return CheckInAnswer.NeedsHand;
        if (!reply.Complete || reply.Asks || kinds.Contains(CheckInWords.Kind.Unclear)) return CheckInAnswer.Unclear;
        var said = kinds.Where(kind => kind != CheckInWords.Kind.Filler).ToList();
        return said switch
        {
            [CheckInWords.Kind.Fine or CheckInWords.Kind.CodeFine] => CheckInAnswer.Fine,
            [CheckInWords.Kind.CodeNeedsHand] => CheckInAnswer.NeedsHand,
            [CheckInWords.Kind.CodeWorrying] => CheckInAnswer.Worrying,
            [_, _] when said.TrueForAll(kind => kind is CheckInWords.Kind.Fine or CheckInWords.Kind.CodeFine) => CheckInAnswer.Fine,
            _ => CheckInAnswer.Unclear,
        };
    }
}

/// <summary>
/// The words of check-in replies, from <c>checkin.yml</c>:
/// <code>
/// codes: { fine: ["1"], needs_hand: ["2"], worrying: ["3"] }   # the whole reply
/// fine: [挺好]        needs_hand: [买菜]        worrying: [头晕]        unclear: [凑合]
/// filler: [谢谢]      # may stand beside fine words
/// everybody: [都好]   # the answer to "who of you is fine?" that names all; fine words and filler may stand beside it
/// everybody_alone: [both]   # as the whole reply only
/// myself: [我]        # beside it, the writer says it of himself alone
/// </code>
/// </summary>
public sealed class CheckInWords
{
    readonly Vocabulary _vocabulary = new();
    readonly PhraseTrie _phrases = new();
    readonly PhraseTrie _everybody = new();

    const int AllOfUs = -1;
    const int Alone = -2;
    const int Myself = -3;

    CheckInWords() { }

    internal enum Kind
    {
        Fine,
        NeedsHand,
        Worrying,
        Unclear,
        Filler,
        CodeFine,
        CodeNeedsHand,
        CodeWorrying,
    }

    /// <summary>Reads the file; null after reporting that it is no mapping, or lacks words without which nobody is understood rightly.</summary>
    public static CheckInWords? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } map) return null;
        var words = new CheckInWords();
        var patterns = new PatternReader(words._vocabulary, PatternReader.Sets(map.Map("words")));
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        // Before the words that may stand beside: of equals the first counts.
        var everybody = words.AddEverybody(map, "everybody", AllOfUs, patterns);
        words.AddEverybody(map, "everybody_alone", Alone, patterns);
        var myself = words.AddEverybody(map, "myself", Myself, patterns);
        if (map.Map("codes") is { } codes)
        {
            words.Add(codes, "fine", Kind.CodeFine, patterns, seen);
            words.Add(codes, "needs_hand", Kind.CodeNeedsHand, patterns, seen);
            words.Add(codes, "worrying", Kind.CodeWorrying, patterns, seen);
            codes.Done();
        }
        words.Add(map, "worrying", Kind.Worrying, patterns, seen);
        words.Add(map, "needs_hand", Kind.NeedsHand, patterns, seen);
        words.Add(map, "unclear", Kind.Unclear, patterns, seen);
        var fine = words.Add(map, "fine", Kind.Fine, patterns, seen);
        words.Add(map, "filler", Kind.Filler, patterns, seen);
        map.Done();
        if (fine == 0) map.Report("fine", "`fine` lists no words: nobody could answer a check-in");
        if (everybody == 0) map.Report("everybody", "`everybody` lists no words: nobody could say that all who share a phone are fine");
        if (myself == 0) map.Report("myself", "`myself` lists no words: one person's \"fine\" would count for everybody who shares his phone");
        return fine > 0 && everybody > 0 && myself > 0 ? words : null;
    }

    /// <summary>Whether the whole reply says that all who share a phone are fine, and not only its writer.</summary>
    public bool IsEverybody(string text)
    {
        var reply = Segments.Of(text, _vocabulary, _everybody);
        var said = reply.Hits.Select(hit => hit.Payload).ToList();
        return reply is { Complete: true, Asks: false } && !said.Contains(Myself) && (said.Contains(AllOfUs) || said is [Alone]);
    }

    internal Segments Segment(string text) => Segments.Of(text, _vocabulary, _phrases);

    int AddEverybody(YamlMap map, string key, int payload, PatternReader patterns)
    {
        var added = 0;
        foreach (var (pattern, _) in patterns.Read(map, key))
        {
            _everybody.Add(pattern, payload);
            added++;
        }
        return added;
    }

    int Add(YamlMap map, string key, Kind kind, PatternReader patterns, Dictionary<string, string> seen)
    {
        var added = 0;
        foreach (var (pattern, index) in patterns.Read(map, key))
        {
            PatternReader.Claims(pattern, kind.ToString(), seen, map, key, index);
            _phrases.Add(pattern, (int)kind);
            if (kind is Kind.Fine or Kind.Filler) _everybody.Add(pattern, (int)kind);
            added++;
        }
        return added;
    }
}
