using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Reads a text in every language, with its variants and its short form; <see cref="TextTemplate"/> shows how one is written.</summary>
/// <param name="parse">Makes a template of one text and checks its names, which stand at a place; it reports to the action it is given.</param>
sealed class TextsReader(Func<string, Position, Action<string>, Template> parse)
{
    /// <summary>Reads `zh`, `en` and `simple` of a mapping, and reports every other key.</summary>
    public TextTemplate Read(YamlMap map)
    {
        var texts = Both(map);
        if (map.Map("simple") is { } simple)
        {
            texts = texts with { Simple = Both(simple) };
            simple.Done();
        }
        map.Done();
        return texts;
    }

    TextTemplate Both(YamlMap map)
    {
        var (zh, en) = (Variants(map, "zh"), Variants(map, "en"));
        return new TextTemplate(zh[0], en[0]) { MoreZh = zh[1..], MoreEn = en[1..] };
    }

    // Always at least one, so that reading goes on behind a mistake.
    ImmutableArray<Template> Variants(YamlMap map, string language)
    {
        if (!map.Require(language)) return [Template.Empty];
        var texts = map.TextList(language);
        if (texts.Count == 0 && !map.IsMap(language)) map.Report(language, $"`{language}` must not be empty");
        var variants = texts.Select((text, i) => One(map, language, i, text)).ToImmutableArray();
        for (var i = 1; i < variants.Length; i++)
            if (variants[0].Names.Except(variants[i].Names).FirstOrDefault() is { } left)
                map.ReportItem(language, i, $"this variant does not say `{left}` as the first one does");
        return variants.IsEmpty ? [Template.Empty] : variants;
    }

    Template One(YamlMap map, string language, int index, string text)
    {
        void Wrong(string message) => map.ReportItem(language, index, message);
        if (text.Trim().Length == 0) Wrong($"`{language}` must not be empty");
        if (ForbiddenWords.Find(text) is { } word) Wrong(ForbiddenWords.Message(word));
        var (line, column) = map.ItemPlace(language, index);
        var template = parse(text, new Position(map.File, line, column), Wrong);
        if (language == "zh" && template.Counted.Any()) Wrong("Chinese words are the same for one and for many: write `{name}` alone");
        return template;
    }
}
