using System.Collections.Immutable;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Communities.Templates;

/// <summary>
/// Reads <c>texts</c> of a gateway:
/// <code>
/// only_templates: true
/// templates:
///   checkin_ask: {template: {zh: SMS_101, en: SMS_102}, params: {name: {value: "{name}", most: 20}, when: "{window}"}}
/// otherwise: {template: SMS_199, params: {content: "{text}"}, most: 60}
/// </code>
/// </summary>
static class TemplateReader
{
    static readonly ImmutableDictionary<string, bool> Kinds = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [KeyValuePair.Create("digits", true), KeyValuePair.Create("text", false)]);

    /// <summary>The texts.</summary>
    public static MessageTemplates Read(YamlMap map)
    {
        var templates = ImmutableDictionary.CreateBuilder<string, MessageTemplate>(StringComparer.Ordinal);
        if (map.Map("templates") is { } all)
            foreach (var key in all.Keys)
                if (!SystemTexts.All.TryGetValue(key, out var values)) all.ReportKey(key, $"there is no text `{key}`{Spelling.Hint(key, SystemTexts.All.Keys)}");
                else if (all.Map(key) is { } one) templates[key] = ReadOne(one, values);
        var texts = new MessageTemplates
        {
            OnlyTemplates = map.Flag("only_templates") ?? false,
            Templates = templates.ToImmutable(),
            Otherwise = map.Map("otherwise") is { } otherwise ? ReadOne(otherwise, ["text"]) : null,
        };
        if (texts.Otherwise is { } free && !free.Params.Any(param => param.Value.Names.Contains("text")))
            map.Report("otherwise", "no variable carries the words: give one the value `{text}`");
        map.Done();
        return texts;
    }

    /// <summary>Reports what an account could not send for one of its purposes.</summary>
    public static void Check(Gateway gateway, Purpose purpose, YamlMap account)
    {
        if (!gateway.Texts.OnlyTemplates || gateway.Texts.Otherwise is not null) return;
        if (GatewayWords.Needed(purpose) is { IsEmpty: false } needed)
        {
            var missing = needed.Where(key => !gateway.Texts.Templates.ContainsKey(key)).ToList();
            if (missing.Count > 0)
                account.Report("purposes", $"gateway `{gateway.Name}` takes only templates and has none for {string.Join(", ", missing)}, which `{AccountReader.Word(purpose)}` sends");
        }
        else
            account.Report("purposes", $"gateway `{gateway.Name}` takes only templates, and `{AccountReader.Word(purpose)}` also sends what colleagues and dialogs say: it needs a template `otherwise`");
    }

    /// <summary>Reports what an account whose channel closes could not send unasked for one of its purposes.</summary>
    public static void Check(ChannelAccount account, Purpose purpose, YamlMap item)
    {
        if (account.Can.Window is not { } window || (account.Texts.Otherwise is not null && account.Can.Templates)) return;
        var missing = GatewayWords.Unasked(purpose).Where(key => !account.Texts.Templates.ContainsKey(key)).ToList();
        if (missing.Count > 0 && !account.Can.Unasked)
            item.Report("purposes", $"an account that only answers cannot serve `{AccountReader.Word(purpose)}`, which speaks first");
        else if (missing.Count > 0)
            item.Report("purposes", $"{account.Channel} takes free words only within {window.TotalHours:0} hours after the person wrote: `{AccountReader.Word(purpose)}` needs a template in `texts` for {string.Join(", ", missing)}");
    }

    static MessageTemplate ReadOne(YamlMap map, IReadOnlyCollection<string> values)
    {
        var parameters = ImmutableArray.CreateBuilder<TemplateParam>();
        if (map.Map("params") is { } all)
            foreach (var name in all.Keys) parameters.Add(ReadParam(all, name, values));
        var template = new MessageTemplate(ReadId(map), parameters.ToImmutable()) { Most = map.Number("most", 10, 10_000) ?? 500 };
        map.Done();
        return template;
    }

    static Texts ReadId(YamlMap map)
    {
        if (map.IsMap("template")) return map.RequiredTexts("template");
        var id = map.RequiredText("template");
        return new Texts(id, id);
    }

    static TemplateParam ReadParam(YamlMap all, string name, IReadOnlyCollection<string> values)
    {
        if (!all.IsMap(name)) return new TemplateParam(name, all.RequiredFilled(name, values), false, int.MaxValue);
        var map = all.Map(name)!;
        var param = new TemplateParam(name, map.RequiredFilled("value", values), map.OneOf("type", Kinds) ?? false, map.Number("most", 1, 1000) ?? int.MaxValue);
        map.Done();
        return param;
    }
}
