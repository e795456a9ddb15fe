using System.Collections.Immutable;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>labels.yml</c>:
/// <code>
/// classes:
///   - id: care
///     name: {zh: 关爱对象, en: Care}
///     subclasses:
///       - id: elderly
///         name: {zh: 老年人, en: Older people}
///         labels:
///           - {id: age-80, name: {zh: 80 岁以上, en: Aged 80 and over}, owner: wang, source: 入户走访, kept: 365, sensitive: true}
/// </code>
/// </summary>
sealed class LabelReader(IEnumerable<string>? staff)
{
    const int LongestKept = 3660;

    readonly Ids _classes = new("class");
    readonly Ids _subclasses = new("subclass");
    readonly Ids _labels = new("label");

    /// <summary>The catalogue; staff as far as they could be read.</summary>
    public LabelCatalogue Read(YamlMap file)
    {
        var classes = ImmutableArray.CreateBuilder<LabelClass>();
        foreach (var item in file.RequiredMaps("classes"))
        {
            var (id, name) = (_classes.Take(item), item.RequiredTexts("name"));
            classes.Add(new LabelClass(id, name, [.. item.RequiredMaps("subclasses").Select(Subclass)]));
            item.Done();
        }
        file.Done();
        // An id that was taken or missing has been reported; the catalogue itself is keyed by ids.
        return new LabelCatalogue([.. classes.Select(one => one with { Subclasses = [.. one.Subclasses.Select(Readable)] })]);
    }

    LabelSubclass Subclass(YamlMap item)
    {
        var (id, name) = (_subclasses.Take(item), item.RequiredTexts("name"));
        var labels = item.RequiredMaps("labels").Select(Label).ToImmutableArray();
        item.Done();
        return new LabelSubclass(id, name, labels);
    }

    LabelKind Label(YamlMap item)
    {
        var owner = item.RequiredText("owner");
        item.CheckKnown("owner", "staff member", owner, staff);
        var label = new LabelKind(
            _labels.Take(item),
            item.RequiredTexts("name"),
            owner,
            item.RequiredText("source"),
            item.Number("kept", 1, LongestKept),
            item.Flag("sensitive") ?? false);
        item.Done();
        return label;
    }

    static LabelSubclass Readable(LabelSubclass subclass) => subclass with { Labels = subclass.Labels.RemoveAll(label => label.Id.Length == 0) };
}
