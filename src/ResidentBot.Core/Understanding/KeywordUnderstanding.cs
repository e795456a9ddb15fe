using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Understanding;

/// <summary>
/// Understanding by keywords, where nothing was learned: whole replies from <c>keywords.yml</c>, else phrases from <c>phrases.yml</c>, where the
/// longest phrase at a place counts and several phrases of one intent add up. Of equals the graver comes first.
/// </summary>
public sealed class KeywordUnderstanding
{
    /// <summary>Every intent an understanding may name; the first ones go before the others when both are as sure.</summary>
    public static readonly ImmutableArray<string> Known =
    [
        "emergency", "checkin_help", "counsel", "legal", "hazard", "policy", "consent", "feedback", "service_request", "human", "request_status", "job_search", "job_apply", "job_unsubscribe", "checkin_ok",
        "wrong_person", "new_number", "erase_data", "my_data", "stop_notices", "stop_welfare", "stop_family", "start_jobs", "start_notices", "start_welfare", "start_family",
        "opt_out", "opt_in", "cancel", "feedback_negative", "feedback_positive", "greeting", "thanks", "out_of_scope", "switch_zh", "switch_en", "back", "help_menu",
    ];

    const double Certain = 0.99;

    // "I am fine" is mere courtesy while nobody asked; a greeting before a request is no greeting.
    const double Unasked = 0.6;

    readonly Vocabulary _vocabulary = new();
    readonly KeywordReplies _always;
    readonly KeywordReplies _checkInOpen;
    readonly KeywordReplies _offerOpen;
    readonly KeywordPhrases _phrases;

    KeywordUnderstanding()
    {
        (_always, _checkInOpen, _offerOpen) = (new KeywordReplies(_vocabulary), new KeywordReplies(_vocabulary), new KeywordReplies(_vocabulary));
        _phrases = new KeywordPhrases(_vocabulary);
    }

    /// <summary>The intents the files speak of.</summary>
    public IReadOnlySet<string> Intents => _always.Intents.Concat(_checkInOpen.Intents).Concat(_offerOpen.Intents).Concat(_phrases.Intents).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Reads the word files; those of other readers, such as <c>emergency.yml</c>, are passed over, several files of one name add up.
    /// Null after reporting that there is neither <c>keywords.yml</c> nor <c>phrases.yml</c>.
    /// </summary>
    public static KeywordUnderstanding? Read(IReadOnlyList<(string Path, string Text)> files, ICollection<Problem> problems)
    {
        var understanding = new KeywordUnderstanding();
        var read = 0;
        foreach (var (path, text) in files)
        {
            var name = Path.GetFileName(path);
            if (name is "emergency.yml" or "checkin.yml" or "identity.yml" or "answers.yml" or "concepts.yml" or "urgency.yml") continue;
            if (name is not ("keywords.yml" or "phrases.yml"))
            {
                problems.Add(new Problem(path, 0, 0, "expected keywords.yml, phrases.yml, checkin.yml, identity.yml, answers.yml, emergency.yml, concepts.yml or urgency.yml"));
                continue;
            }
            if (YamlMap.Parse(path, text, problems) is not { } map) continue;
            read++;
            var patterns = new PatternReader(understanding._vocabulary, PatternReader.Sets(map.Map("words")));
            if (name == "keywords.yml") understanding.ReadReplies(map, patterns);
            else understanding._phrases.Read(map, patterns);
        }
        if (read > 0) return understanding;
        problems.Add(new Problem("dialogs/understanding", 0, 0, "keywords.yml and phrases.yml are missing"));
        return null;
    }

    /// <summary>Ranked guesses, best first; a bare digit answers an open question and is never a keyword then.</summary>
    public ImmutableArray<Guess> Guess(string text, TalkState state)
    {
        if (Reply(text, state, out var silent) is { } reply) return reply;
        return silent ? [] : Spoken(text, state);
    }

    /// <summary>What phrases in the text speak for, ranked by what is open.</summary>
    internal ImmutableArray<Guess> Spoken(string text, TalkState state)
    {
        var guesses = _phrases.Find(text);
        return [.. guesses
            .Select(guess => guess with { Confidence = guess.Confidence * Weight(guess.Intent, state, guesses.Count > 1) })
            .OrderByDescending(guess => guess.Confidence)
            .ThenBy(guess => Known.IndexOf(guess.Intent))];
    }

    /// <summary>What the whole text is the keyword of; null when it is none.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="state">What it may be answering.</param>
    /// <param name="silent">A bare digit that answers an open question: nobody else should guess at it.</param>
    internal ImmutableArray<Guess>? Reply(string text, TalkState state, out bool silent)
    {
        silent = state.QuestionOpen && IsBare(text);
        if (silent) return null;
        var reply = (state.CheckInOpen ? _checkInOpen.Find(text) : null)
            ?? (state.OfferOpen ? _offerOpen.Find(text) : null)
            ?? _always.Find(text);
        return reply is null ? null : [new Guess(reply, Certain)];
    }

    /// <summary>What phrases in the text speak for, whatever is open.</summary>
    internal IReadOnlyList<Guess> Phrases(string text) => _phrases.Find(text);

    /// <summary>Whether the whole text is a keyword in some state.</summary>
    internal bool IsReply(string text) => IsBare(text) || _always.Find(text) is not null || _checkInOpen.Find(text) is not null || _offerOpen.Find(text) is not null;

    static double Weight(string intent, TalkState state, bool others) => intent switch
    {
        "checkin_ok" when !state.CheckInOpen => Unasked,
        "greeting" or "thanks" when others => Unasked,
        _ => 1,
    };

    static bool IsBare(string text)
    {
        var plain = Plain.Form(text);
        return plain.Length <= 1 || plain.All(char.IsAsciiDigit);
    }

    void ReadReplies(YamlMap map, PatternReader patterns)
    {
        foreach (var (key, replies) in new[] { ("always", _always), ("check_in_open", _checkInOpen), ("offer_open", _offerOpen) })
        {
            replies.ReadCourtesies(map, "courtesies", new PatternReader(_vocabulary, new Dictionary<string, IReadOnlyList<string>>()));
            if (map.Map(key) is { } table) replies.Read(table, patterns);
        }
        map.Done();
    }
}
