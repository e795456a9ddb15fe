using System.Globalization;
using NodaTime.Text;

namespace ResidentBot.Core.Dialogs.Answers;

/// <summary>Reads answers that are a value of some form: numbers, money, days, telephones, doors. What is of the form but not taken is refused precisely.</summary>
sealed class ValueReader(Step.Ask ask, TextCatalogue texts, DialogContext context, string? said)
{
    /// <summary>The answer, or why it is none.</summary>
    public (DialogAnswer? Answer, Refusal? Why) Read(string text) => ask.Type switch
    {
        AskType.Number => Number(text),
        AskType.Amount => Amount(text),
        AskType.Date => Date(text),
        AskType.Phone => Phone(text),
        _ => Address(text),
    };

    /// <summary>Whether a bare 0 is an answer here and not the call for a person.</summary>
    public bool TakesZero => ask.Type is AskType.Number or AskType.Amount && ask.Min is null or <= 0 && ask.Max is null or >= 0;

    /// <summary>An amount as people read it.</summary>
    public static string Money(string kept, TextCatalogue texts, Messages.Language language) => texts.Say("dialog_money", language, ("amount", kept));

    (DialogAnswer?, Refusal?) Number(string text)
    {
        if (Numbers.Read(text) is not { } number) return (null, null);
        var shown = number.ToString("0.####", CultureInfo.InvariantCulture);
        return Outside(number) is { } why ? (null, why) : (new DialogAnswer(shown, shown), null);
    }

    (DialogAnswer?, Refusal?) Amount(string text)
    {
        if (Amounts.Read(text) is not { } amount) return (null, null);
        var kept = Amounts.Kept(amount);
        return Outside(amount) is { } why ? (null, why) : (new DialogAnswer(kept, Money(kept, texts, context.Language)), null);
    }

    Refusal? Outside(decimal number)
    {
        if (!(number < ask.Min) && !(number > ask.Max)) return null;
        string Shown(int? bound) => ask.Type == AskType.Amount ? Money($"{bound}", texts, context.Language) : $"{bound}";
        return (ask.Min, ask.Max) switch
        {
            (not null, not null) => Refusal.Precise("dialog_between", ("min", Shown(ask.Min)), ("max", Shown(ask.Max))),
            (not null, null) => Refusal.Precise("dialog_at_least", ("min", Shown(ask.Min))),
            _ => Refusal.Precise("dialog_at_most", ("max", Shown(ask.Max))),
        };
    }

    (DialogAnswer?, Refusal?) Date(string text)
    {
        var today = context.Now.InZone(context.Zone).Date;
        var (earliest, latest) = (ask.Earliest?.On(today), ask.Latest?.On(today));
        if (Dates.Read(text, today, past: latest <= today) is not { } date) return (null, null);
        if (date < earliest)
            return (null, earliest == today ? Refusal.Precise("dialog_day_past") : Refusal.Precise("dialog_day_early", ("day", Dates.Show(earliest.Value, context.Language))));
        if (date > latest)
            return (null, latest == today ? Refusal.Precise("dialog_day_future") : Refusal.Precise("dialog_day_late", ("day", Dates.Show(latest.Value, context.Language))));
        var (part, hour) = TimesOfDay.Read(text);
        var answer = new DialogAnswer(LocalDatePattern.Iso.Format(date), "") { Time = hour ?? part };
        return (answer with { Shown = Day(answer, texts, context.Language) }, null);
    }

    /// <summary>A day as people read it, with its hour or part of day.</summary>
    public static string Day(DialogAnswer answer, TextCatalogue texts, Messages.Language language)
    {
        if (!LocalDatePattern.Iso.Parse(answer.Value).TryGetValue(default, out var date)) return answer.Shown;
        var day = Dates.Show(date, language);
        if (answer.Time is null) return day;
        var time = answer.Time.Contains(':', StringComparison.Ordinal) ? answer.Time.TrimStart('0') is ['0' or ':', ..] ? answer.Time : answer.Time.TrimStart('0') : texts.Say($"dialog_{answer.Time}", language);
        return texts.Say("dialog_day_time", language, ("day", day), ("time", time));
    }

    /// <summary>The part of day an hour lies in, or the part itself; null when nothing was said.</summary>
    public static string? PartOf(DialogAnswer answer) => answer.Time is [.., ':', _, _] time && LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time) is { Success: true, Value: var hour }
        ? TimesOfDay.PartOf(hour) : answer.Time;

    (DialogAnswer?, Refusal?) Phone(string text) =>
        Phones.Read(text, context.Country) is { } phone ? (new DialogAnswer(phone.Kept, phone.Shown), null) : (null, null);

    // "3栋2单元" and then "501", or "1栋301" and then "东": together they are one address.
    AddressMatch? Found(string text)
    {
        if (context.FindAddress is not { } find || find(text) is not { } match) return null;
        if (match is AddressMatch.Found || said is null) return match;
        return find($"{said} {text}") is AddressMatch.Found behind ? behind : find($"{text} {said}") is AddressMatch.Found before ? before : match;
    }

    (DialogAnswer?, Refusal?) Address(string text)
    {
        if (text.Trim().Length == 0) return (null, null);
        return Found(text) switch
        {
            null => AnswerReader.Words(text) is { } words ? (words, null) : (null, null),
            AddressMatch.Found found => (new DialogAnswer(found.Shown, found.Shown) { Place = found.Place }, null),
            AddressMatch.Several several => (null, Refusal.Precise("dialog_address_which", ("places", string.Join(texts.Say("dialog_or", context.Language), several.Places)))),
            AddressMatch.NoDoor place => (null, Refusal.Precise("dialog_address_door", ("place", place.Place))),
            _ => (null, null),
        };
    }
}
