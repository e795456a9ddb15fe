using System.Collections.Immutable;
using ResidentBot.Core.Understanding.Concepts;
using ResidentBot.Core.Understanding.Examples;
using ResidentBot.Core.Understanding.Learning;

namespace ResidentBot.Core.Understanding.Residents;

/// <summary>What happens with a text.</summary>
public enum TextRoute
{
    /// <summary>The bot acts on it alone.</summary>
    Bot,

    /// <summary>It waits for a person.</summary>
    Staff,

    /// <summary>Somebody is called at once.</summary>
    Page,
}

/// <summary>All that is made of one text.</summary>
/// <param name="Guesses">Ranked intents, best first.</param>
/// <param name="Category">What a request or an emergency is about; else <see cref="Labels.None"/>.</param>
/// <param name="Urgency">One of <see cref="Labels.Urgencies"/>.</param>
/// <param name="Emergency">The danger it speaks of; null for none.</param>
/// <param name="Route">What happens with it.</param>
public sealed record Understood(ImmutableArray<Guess> Guesses, string Category, string Urgency, EmergencyMatch? Emergency, TextRoute Route);

/// <summary>
/// Understands residents: whole replies by the table of keywords, intents without examples by their phrases, everything else by what was learned from
/// examples. An emergency is one by its words, or when it looks like one.
/// </summary>
public sealed class ResidentUnderstanding
{
    /// <summary>From this share on a text that looks like an emergency is one: a false alarm costs a phone call.</summary>
    const float Alarming = 0.2f;

    /// <summary>The same for the answer to a question of ours, which looks like nothing in particular more often.</summary>
    const float AlarmingAnswer = 0.5f;

    /// <summary>From this share of an emergency on a text is not taken for small talk, thanks or a stop word: a person reads it.</summary>
    const double Uneasy = 0.07;

    // What words of danger add to the score: they stand in nine of ten emergencies and in one of thirty other texts.
    const float Spoken = 2;

    /// <summary>Two readings nearer to each other than this are for a person to tell apart.</summary>
    const double TooNear = 0.15;

    const double Worrying = 0.5;

    /// <summary>From this confidence on phrases say plainly what is wanted.</summary>
    const double Plainly = 0.85;

    // Below the confidence from which a guess is acted upon, and below the one from which it interrupts a question.
    const double Doubtful = 0.59;
    const double Confident = 0.6;
    const double Sure = 0.94;

    const ulong Seed = 11;

    static readonly int Emergency = Labels.Intents.IndexOf("emergency");

    readonly ResidentModel _model;
    readonly KeywordUnderstanding _keywords;
    readonly EmergencyWords _words;
    readonly UrgencyRules _urgency;
    readonly ConceptBook? _concepts;

    ResidentUnderstanding(ResidentModel model, UnderstandingFiles files)
    {
        (_model, _keywords, _words, _urgency) = (model, files.Keywords, files.Emergencies, files.Urgency);
        _concepts = files.Concepts;
        Emergencies = _words.Or(IsLikelyEmergency);
    }

    /// <summary>The words of danger, and what looks like danger.</summary>
    public EmergencyWords Emergencies { get; }

    /// <summary>How many features are known.</summary>
    public int Features => _model.Features;

    /// <summary>What the weights take.</summary>
    public double Megabytes => _model.Megabytes;

    /// <summary>Learns from examples.</summary>
    /// <param name="files">What people wrote.</param>
    /// <param name="examples">Those of them to learn from.</param>
    /// <param name="spread">Does pieces of work.</param>
    public static ResidentUnderstanding Train(UnderstandingFiles files, IReadOnlyList<Example> examples, Spread spread) =>
        new(ResidentModel.Train(examples, files.Concepts, files.Keywords, Seed, spread), files);

    /// <summary>Reads every example by what was learned from the others, in so many parts.</summary>
    public static Understood[] ReadAcross(UnderstandingFiles files, IReadOnlyList<Example> examples, int parts, TalkState replies, Spread spread)
    {
        var read = new Understood[examples.Count];
        var fold = Folds.Of(examples.Count, parts, Seed);
        for (var part = 0; part < parts; part++)
        {
            var others = Train(files, [.. examples.Where((_, i) => fold[i] != part)], spread);
            spread(read.Length, i =>
            {
                if (fold[i] == part) read[i] = others.Read(examples[i].Text, null, replies);
            });
        }
        return read;
    }

    /// <summary>Ranked guesses, as the dialogs ask for them: what is not sure enough for its intent stays below the confidence that is acted upon.</summary>
    public ImmutableArray<Guess> Guess(string text, TalkState state)
    {
        if (_keywords.Reply(text, state, out var silent) is { } reply) return reply;
        if (silent) return [];
        if (Unlearned(text, state) is { } said) return said;
        var seen = _model.Read(text);
        var ranked = Rank(Shares(seen, state));
        var top = ranked[0];
        var sure = IsSure(ranked, seen.Strange) || IsWorrying(ranked);
        var confidence = sure ? Math.Clamp(top.Confidence, Confident, state.QuestionOpen ? Sure : 1) : Math.Min(top.Confidence, Doubtful);
        return [top with { Confidence = confidence }, .. ranked.Skip(1)];
    }

    /// <summary>Everything about one text.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="state">What it may be answering; null when nothing is known of that.</param>
    /// <param name="replies">In which state whole replies are looked up.</param>
    public Understood Read(string text, TalkState? state, TalkState replies)
    {
        var keyword = _keywords.Reply(text, replies, out _) is [var reply, ..] ? reply : null;
        var match = _words.MatchWords(text);
        if (keyword is not null && match is null) return new Understood([keyword], Labels.None, UrgencyRules.Usual(keyword.Intent), null, RouteOf([keyword], strange: false, null));
        var seen = _model.Read(text);
        if (match is not null) seen.Scores[Emergency] += Spoken;
        var shares = Shares(seen, state);
        match ??= shares[Emergency] >= Alarming ? new EmergencyMatch(EmergencyWords.Likely, text) : null;
        if (match is null && Unlearned(text, state ?? replies) is { } said) return new Understood(said, Labels.None, UrgencyRules.Usual(said[0].Intent), null, RouteOf(said, strange: false, null));
        var ranked = Rank(shares);
        var intent = ranked[0].Intent;
        var concepts = intent == "service_request" && _concepts is not null ? _concepts.Find(text, out _).Select(hit => hit.Concept).ToHashSet() : [];
        var urgency = _urgency.Of(intent, seen.UrgencyScores, concepts);
        return new Understood(ranked, Labels.HasCategory(intent) ? seen.Category : Labels.None, urgency, match, RouteOf(ranked, seen.Strange, match));
    }

    bool IsLikelyEmergency(string text, bool asked)
    {
        if (text.Length == 0 || _keywords.IsReply(text)) return false;
        var seen = _model.Read(text);
        return Calibration.Shares(seen.Scores, 1)[Emergency] >= (asked ? AlarmingAnswer : Alarming);
    }

    // What has no examples cannot be learned: where its phrases say it plainly, what was learned must not speak over it.
    ImmutableArray<Guess>? Unlearned(string text, TalkState state)
    {
        var said = _keywords.Spoken(text, state);
        return said.Any(guess => guess.Confidence >= Plainly && !Labels.Intents.Contains(guess.Intent)) ? said : null;
    }

    static float[] Shares(in Impression seen, TalkState? state)
    {
        var scores = (float[])seen.Scores.Clone();
        if (state is not null) StatePriors.Add(scores, state);
        return Calibration.Shares(scores, 1);
    }

    static ImmutableArray<Guess> Rank(float[] shares) =>
    [
        .. shares.Select((share, intent) => new Guess(Labels.Intents[intent], share)).OrderByDescending(guess => guess.Confidence),
    ];

    bool IsSure(ImmutableArray<Guess> ranked, bool strange) => !strange
        && ranked[0].Confidence >= _model.Thresholds[Labels.Intents.IndexOf(ranked[0].Intent)]
        && ranked[0].Confidence - ranked[1].Confidence >= TooNear && !IsUneasy(ranked);

    // A request is read by staff anyway, and soon.
    static bool IsUneasy(ImmutableArray<Guess> ranked) =>
        ranked[0].Intent != "service_request" && ranked.Any(guess => guess.Intent == Labels.Intents[Emergency] && guess.Confidence >= Uneasy);

    // Unwell or in danger, whichever: somebody must look, and need not know first which of the two it is.
    static bool IsWorrying(ImmutableArray<Guess> ranked) => ranked[0].Intent is "checkin_help" or "emergency"
        && ranked.Where(guess => guess.Intent is "checkin_help" or "emergency").Sum(guess => guess.Confidence) >= Worrying;

    TextRoute RouteOf(ImmutableArray<Guess> ranked, bool strange, EmergencyMatch? match)
    {
        if (match is not null || ranked[0].Intent == Labels.Intents[Emergency]) return TextRoute.Page;
        if (ranked[0].Intent is "checkin_help" or "human" or "feedback_negative" or "counsel" or "legal" or "my_data" or "erase_data") return TextRoute.Staff;
        return ranked.Length == 1 || !Labels.Intents.Contains(ranked[0].Intent) || IsSure(ranked, strange) ? TextRoute.Bot : TextRoute.Staff;
    }
}
