using System.Collections.Immutable;
using System.Globalization;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>What an answer turned out to be.</summary>
enum Verdict
{
    /// <summary>An answer.</summary>
    Understood,

    /// <summary>Not an answer; it costs a try.</summary>
    NotUnderstood,

    /// <summary>A button of an earlier question, or one no longer offered: the question is asked again and no try is lost.</summary>
    Stale,

    /// <summary>The next choices are wanted.</summary>
    More,

    /// <summary>A bare 0, which everywhere brings a person.</summary>
    Person,
}

/// <summary>What came of reading.</summary>
/// <param name="Verdict">What it is.</param>
/// <param name="Answer">The answer, when it is one.</param>
/// <param name="Why">Why not, when it is none.</param>
readonly record struct ReadAnswer(Verdict Verdict, DialogAnswer? Answer = null, Refusal? Why = null);

/// <summary>Reads the answer to one question, by its type; the closed list of parsers.</summary>
/// <param name="ask">The question.</param>
/// <param name="texts">The engine's own words.</param>
/// <param name="context">The world as this turn sees it.</param>
/// <param name="page">Which page of the choices is shown.</param>
/// <param name="said">Words that were nearly the answer.</param>
sealed class AnswerReader(Step.Ask ask, TextCatalogue texts, DialogContext context, int page = 0, string? said = null)
{
    // Somebody who reads little gets so many choices at once, and one for the others.
    const int FewChoices = 3;

    readonly ValueReader _values = new(ask, texts, context, said);

    // Longer texts are somebody's whole story: staff read it in the thread.
    const int LongestText = 1000;

    const string More = "more";

    static readonly ImmutableHashSet<string> SkipWords =
    [
        "跳过", "略过", "没有", "没", "无", "不用", "不用了", "不要", "没有了", "不填", "先不", "下一步", "下一个", "算了", "不方便", "不会", "不会拍", "不会发", "没法拍", "没照片", "没有照片", "拍不了",
        "skip", "none", "no", "nope", "pass", "next", "nothing", "n/a", "na", "no photo", "no picture", "no photos", "no pictures", "i can't", "can't", "i don't have one",
        "don't have one", "not now", "no thanks",
    ];

    /// <summary>The choices as they are offered now, skipping included.</summary>
    public ImmutableArray<DialogChoice> Offered()
    {
        var all = All();
        if (!IsPaged) return all;
        var pages = (ask.Choices.Length + FewChoices - 1) / FewChoices;
        return [.. ask.Choices.Skip(page % pages * FewChoices).Take(FewChoices), new DialogChoice(More, texts.Both("dialog_more"), []), .. all.Skip(ask.Choices.Length)];
    }

    // Four are as few as three and one for the others.
    bool IsPaged => context.ReadsLittle && ask.Type == AskType.Choice && ask.Choices.Length > FewChoices + 1;

    ImmutableArray<DialogChoice> All()
    {
        ImmutableArray<DialogChoice> own = ask.Type == AskType.YesNo
            ? [new("yes", texts.Both("dialog_yes"), []), new("no", texts.Both("dialog_no"), [])]
            : ask.Choices;
        return SkipIsButton ? own.Add(new("skip", texts.Both("dialog_skip"), [])) : own;
    }

    /// <summary>Whether a "skip" is offered among the choices. Not where a number is asked for: "1" would mean both.</summary>
    public bool SkipIsButton => ask.Optional && ask.Type is not (AskType.Number or AskType.Amount);

    /// <summary>Reads what came.</summary>
    /// <param name="input">What came.</param>
    /// <param name="token">The present question's token.</param>
    public ReadAnswer Read(DialogInput input, string token)
    {
        if (input.Tap is { } tap) return Tapped(tap, token);
        if (!_values.TakesZero && input.Media.IsDefaultOrEmpty && Numerals.ToSimple(Plain.Form(input.Text)) is "0" or "零") return new ReadAnswer(Verdict.Person);
        var (answer, why) = OfContent(input);
        answer ??= IsSkip(input) ? Skipped : null;
        if (answer is { Value: More } && IsPaged) return new ReadAnswer(Verdict.More);
        return answer is null ? new ReadAnswer(Verdict.NotUnderstood, null, why ?? Refusal.Of(ask.Type)) : new ReadAnswer(Verdict.Understood, answer);
    }

    /// <summary>What the opening words answer, if anything.</summary>
    public DialogAnswer? ReadOpening(string opening) => ask.Type switch
    {
        _ when string.IsNullOrWhiteSpace(opening) => null,
        AskType.Choice => ChoiceMatch.Opening(opening, ask.Choices) is { } choice ? Of(choice) : null,
        AskType.YesNo => YesOrNo(opening),
        AskType.Date or AskType.Phone or AskType.Address => _values.Read(opening).Answer,
        AskType.Text or AskType.Location => Words(opening),
        _ => null,
    };

    /// <summary>A question left out.</summary>
    public static DialogAnswer Skipped { get; } = new("", "");

    ReadAnswer Tapped(string tap, string token)
    {
        var id = tap.StartsWith(token + ".", StringComparison.Ordinal) ? tap[(token.Length + 1)..] : null;
        if (id == More && IsPaged) return new ReadAnswer(Verdict.More);
        var choice = All().FirstOrDefault(offered => offered.Id == id);
        if (choice is null) return new ReadAnswer(Verdict.Stale);
        return new ReadAnswer(Verdict.Understood, choice.Id == "skip" && SkipIsButton ? Skipped : Of(choice));
    }

    (DialogAnswer? Answer, Refusal? Why) OfContent(DialogInput input) => ask.Type switch
    {
        AskType.Choice => (Chosen(input.Text), null),
        AskType.YesNo => (YesOrNo(input.Text), null),
        AskType.Number or AskType.Amount or AskType.Date or AskType.Phone or AskType.Address => _values.Read(input.Text),
        AskType.Photo => (input.Media.IsDefaultOrEmpty || !input.Media.Any(IsPhoto) ? null : Attachment, null),
        AskType.Location => (Place(input), null),
        _ => (IsSkip(input) ? null : Words(input.Text) ?? (input.Media.IsDefaultOrEmpty ? null : Attachment), null),
    };

    DialogAnswer? Chosen(string text)
    {
        var choice = ChoiceMatch.Answer(text, Offered()) ?? (IsPaged ? ChoiceMatch.Opening(text, All()) : null);
        return choice is null ? null : choice.Id == "skip" && SkipIsButton ? Skipped : Of(choice);
    }

    /// <summary>Whether a piece of media is a picture, also one sent as a file.</summary>
    public static bool IsPhoto(Media media) => media.Kind == "photo" || media.Type?.StartsWith("image/", StringComparison.Ordinal) == true;

    /// <summary>An answer that is a picture or a voice: staff find it with the ticket.</summary>
    public DialogAnswer Attachment => new("attachment", texts.Say("dialog_attachment", context.Language));

    bool IsSkip(DialogInput input)
    {
        if (!ask.Optional || input.Location is not null) return false;
        var plain = Plain.Form(input.Text);
        if (SkipWords.Contains(plain) || plain == Plain.Form(texts.Say("dialog_skip", context.Language))) return true;
        // Skipping is the last of the offered answers, and its number means it.
        return SkipIsButton && Ordinal.Only(plain) == Offered().Length;
    }

    DialogAnswer Of(DialogChoice choice) => new(choice.Id, choice.Label[context.Language]);

    DialogAnswer? YesOrNo(string text)
    {
        var (yes, no) = (texts.Both("dialog_yes"), texts.Both("dialog_no"));
        return YesNo.Read(text, yes[context.Language], no[context.Language]) switch
        {
            true => new("yes", yes[context.Language]),
            false => new("no", no[context.Language]),
            null => null,
        };
    }

    DialogAnswer? Place(DialogInput input)
    {
        if (input.Location is not { } point) return IsSkip(input) ? null : Words(input.Text);
        var degrees = string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.#####},{point.Longitude:0.#####}");
        var words = input.Text.Trim() is { Length: > 0 } text ? text : point.Label;
        return new(degrees, string.IsNullOrWhiteSpace(words) ? degrees : Cut(words), point);
    }

    /// <summary>Words as they are; null for nothing but signs. An emoji may say something.</summary>
    public static DialogAnswer? Words(string text) => Plain.Form(text).Length == 0 ? null : new(Cut(text), Cut(text));

    static string Cut(string text) => TextCut.Head(text.Trim(), LongestText);
}
