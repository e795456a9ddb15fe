using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Reads <c>texts.yml</c> of every layer.</summary>
sealed class CatalogueReader(IReadOnlyDictionary<string, string[]> required, ICollection<Problem> problems)
{
    readonly Dictionary<string, TextTemplate> _texts = new(StringComparer.Ordinal);

    public TextCatalogue? Read(IReadOnlyList<DialogFile> files)
    {
        var before = problems.Count;
        foreach (var file in files.OrderBy(file => file.Layer))
            if (YamlMap.Parse(file.Path, file.Text, problems) is { } map) ReadFile(map);
        var path = files.OrderBy(file => file.Layer).FirstOrDefault()?.Path ?? "texts.yml";
        foreach (var id in required.Keys.Concat(TextCatalogue.Required.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            if (!_texts.ContainsKey(id)) problems.Add(new Problem(path, 1, 1, $"the text `{id}` is missing"));
        return problems.Count > before ? null : new TextCatalogue(_texts.ToImmutableDictionary(StringComparer.Ordinal));
    }

    void ReadFile(YamlMap map)
    {
        foreach (var id in map.Keys.ToArray())
        {
            if (Placeholders(id) is not { } placeholders)
            {
                map.ReportKey(id, $"unknown text `{id}`{Spelling.Hint(id, required.Keys.Concat(TextCatalogue.Required.Keys))}");
                continue;
            }
            if (!map.IsMap(id)) map.Report(id, $"`{id}` must hold `zh` and `en`");
            // A text that is there but wrong is not also reported as missing.
            _texts[id] = map.IsMap(id) && map.Map(id) is { } texts ? Both(texts, placeholders) : Nothing;
        }
    }

    static TextTemplate Nothing { get; } = new(Template.Empty, Template.Empty);

    string[]? Placeholders(string id) => required.GetValueOrDefault(id) ?? TextCatalogue.Required.GetValueOrDefault(id);

    static TextTemplate Both(YamlMap texts, string[] placeholders) => new TextsReader((text, _, wrong) =>
    {
        var template = Template.Parse(text, wrong);
        foreach (var name in template.Names.Where(name => !placeholders.Contains(name)))
            wrong($"unknown placeholder `{name}`; there {(placeholders.Length == 0 ? "is none" : $"are {string.Join(", ", placeholders)}")}{Spelling.Hint(name, placeholders)}");
        return template;
    }).Read(texts);
}
