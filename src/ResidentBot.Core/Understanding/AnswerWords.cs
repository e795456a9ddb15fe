using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>What a reply to a question of ours says, where no dialog asks it.</summary>
public enum Answer
{
    /// <summary>Takes the post that was offered.</summary>
    OfferTaken,

    /// <summary>Does not want it.</summary>
    OfferLeft,

    /// <summary>It is fixed.</summary>
    Fixed,

    /// <summary>It is not.</summary>
    NotFixed,

    /// <summary>A named person wants the menu on his own phone.</summary>
    Menu,
}

/// <summary>
/// The words of such replies, from <c>answers.yml</c>: question, answer, whole replies.
/// <code>
/// courtesies: [谢谢]                          # may stand around each
/// offer: { take: ["1", 报名], leave: ["2", 不去] }
/// fixed: { fixed: ["1", 修好了], not_fixed: ["2", 没修好] }
/// worker: { menu: ["0", 菜单] }
/// </code>
/// </summary>
public sealed class AnswerWords
{
    const int Courtesy = -1;

    static readonly ImmutableArray<(string Question, ImmutableArray<(string Key, Answer Answer)> Answers)> Known =
    [
        ("offer", [("take", Answer.OfferTaken), ("leave", Answer.OfferLeft)]),
        ("fixed", [("fixed", Answer.Fixed), ("not_fixed", Answer.NotFixed)]),
        ("worker", [("menu", Answer.Menu)]),
    ];

    static readonly Dictionary<string, IReadOnlyList<string>> NoSets = [];

    readonly Vocabulary _vocabulary = new();
    readonly Dictionary<Answer, PhraseTrie> _questions = [];

    AnswerWords() { }

    /// <summary>Reads the file; null after reporting that it is no mapping, or that a question has an answer nobody could give.</summary>
    public static AnswerWords? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } map) return null;
        var (words, isWhole) = (new AnswerWords(), true);
        var courtesies = new PatternReader(words._vocabulary, NoSets).Read(map, "courtesies").ToList();
        foreach (var (question, answers) in Known)
        {
            var (phrases, names) = (new PhraseTrie(), new Dictionary<string, string>(StringComparer.Ordinal));
            if (map.Map(question) is not { } table)
            {
                if (!map.Has(question)) map.Report(question, $"`{question}` is missing: nobody could answer that question");
                isWhole = false;
                continue;
            }
            foreach (var (key, answer) in answers) isWhole &= words.TryAdd(phrases, table, key, answer, names);
            // After the answers: a word that is both is an answer.
            foreach (var (pattern, _) in courtesies) phrases.Add(pattern, Courtesy);
            table.Done();
        }
        map.Done();
        return isWhole ? words : null;
    }

    /// <summary>Whether the whole text is one answer; a question mark, a word beside it, or two answers make it none.</summary>
    public bool Is(string text, Answer answer)
    {
        var reply = Segments.Of(text, _vocabulary, _questions[answer]);
        if (!reply.Complete || reply.Asks) return false;
        return reply.Hits.Where(hit => hit.Payload != Courtesy).Select(hit => (Answer)hit.Payload).Distinct().ToList() is [var only] && only == answer;
    }

    bool TryAdd(PhraseTrie phrases, YamlMap table, string key, Answer answer, Dictionary<string, string> names)
    {
        var added = 0;
        foreach (var (pattern, index) in new PatternReader(_vocabulary, NoSets).Read(table, key))
        {
            if (PatternReader.Claims(pattern, key, names, table, key, index)) phrases.Add(pattern, (int)answer);
            added++;
        }
        _questions[answer] = phrases;
        if (added == 0) table.Report(key, $"`{key}` lists no words: nobody could give that answer");
        return added > 0;
    }
}
