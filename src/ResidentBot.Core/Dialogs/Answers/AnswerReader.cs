using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;
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
}

/// <summary>Reads the answer to one question, by its type; the closed list of parsers.</summary>
sealed class AnswerReader(Step.Ask ask, TextCatalogue texts, DialogContext context)
{
    // Longer texts are somebody's whole story: staff read it in the thread.
    const int LongestText = 1000;

    static readonly ImmutableHashSet<string> SkipWords =
    [
        "跳过", "略过", "没有", "没", "无", "不用", "不用了", "不要", "没有了", "不填", "先不", "下一步", "下一个", "算了", "不方便", "不会", "不会拍", "不会发", "没法拍", "没照片", "没有照片", "拍不了",
        "skip", "none", "no", "nope", "pass", "next", "nothing", "n/a", "na", "no photo", "no picture", "no photos", "no pictures", "i can't", "can't", "i don't have one",
        "don't have one", "not now", "no thanks",
    ];

    /// <summary>The question's choices as offered, skipping included.</summary>
    public ImmutableArray<DialogChoice> Offered()
    {
        ImmutableArray<DialogChoice> own = ask.Type == AskType.YesNo
            ? [new("yes", texts.Both("dialog_yes"), []), new("no", texts.Both("dialog_no"), [])]
            : ask.Choices;
        return SkipIsButton ? own.Add(new("skip", texts.Both("dialog_skip"), [])) : own;
    }

    /// <summary>Whether a "skip" is offered among the choices. Not where a number is asked for: "1" would mean both.</summary>
    public bool SkipIsButton => ask.Optional && ask.Type != AskType.Number;

    /// <summary>Reads what came.</summary>
    /// <param name="input">What came.</param>
    /// <param name="token">The present question's token.</param>
    public (Verdict Verdict, DialogAnswer? Answer) Read(DialogInput input, string token)
    {
        if (input.Tap is { } tap) return Tapped(tap, token);
        var answer = OfContent(input) ?? (IsSkip(input) ? Skipped : null);
        return (answer is null ? Verdict.NotUnderstood : Verdict.Understood, answer);
    }

    /// <summary>What the opening words answer, if anything.</summary>
    public DialogAnswer? ReadOpening(string opening) => ask.Type switch
    {
        _ when string.IsNullOrWhiteSpace(opening) => null,
        AskType.Choice => ChoiceMatch.Opening(opening, ask.Choices) is { } choice ? Of(choice) : null,
        AskType.YesNo => YesOrNo(opening),
        AskType.Date => Date(opening),
        AskType.Text or AskType.Location => Words(opening),
        _ => null,
    };

    /// <summary>A question left out.</summary>
    public static DialogAnswer Skipped { get; } = new("", "");

    (Verdict, DialogAnswer?) Tapped(string tap, string token)
    {
        var id = tap.StartsWith(token + ".", StringComparison.Ordinal) ? tap[(token.Length + 1)..] : null;
        var choice = Offered().FirstOrDefault(offered => offered.Id == id);
        if (choice is null) return (Verdict.Stale, null);
        return (Verdict.Understood, choice.Id == "skip" && SkipIsButton ? Skipped : Of(choice));
    }

    DialogAnswer? OfContent(DialogInput input) => ask.Type switch
    {
        AskType.Choice => ChoiceMatch.Answer(input.Text, Offered()) is { } choice ? choice.Id == "skip" && SkipIsButton ? Skipped : Of(choice) : null,
        AskType.YesNo => YesOrNo(input.Text),
        AskType.Number => Number(input.Text),
        AskType.Date => Date(input.Text),
        AskType.Photo => input.Media.IsDefaultOrEmpty || !input.Media.Any(IsPhoto) ? null : Attachment,
        AskType.Location => Place(input),
        _ => IsSkip(input) ? null : Words(input.Text) ?? (input.Media.IsDefaultOrEmpty ? null : Attachment),
    };

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

    DialogAnswer? Number(string text)
    {
        if (Numbers.Read(text) is not { } number || number < ask.Min || number > ask.Max) return null;
        var shown = number.ToString("0.####", CultureInfo.InvariantCulture);
        return new(shown, shown);
    }

    DialogAnswer? Date(string text)
    {
        var today = context.Now.InZone(context.Zone).Date;
        return Dates.Read(text, today) is { } date ? new(LocalDatePattern.Iso.Format(date), Dates.Show(date, context.Language)) : null;
    }

    DialogAnswer? Place(DialogInput input)
    {
        if (input.Location is not { } point) return IsSkip(input) ? null : Words(input.Text);
        var degrees = string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.#####},{point.Longitude:0.#####}");
        var words = input.Text.Trim() is { Length: > 0 } text ? text : point.Label;
        return new(degrees, string.IsNullOrWhiteSpace(words) ? degrees : Cut(words), point);
    }

    // A text of nothing but signs says nothing; an emoji may.
    static DialogAnswer? Words(string text) => Plain.Form(text).Length == 0 ? null : new(Cut(text), Cut(text));

    static string Cut(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length <= LongestText) return trimmed;
        return trimmed[..(char.IsHighSurrogate(trimmed[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }
}
