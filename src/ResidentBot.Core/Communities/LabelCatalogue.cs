using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>The labels of a community in three levels: class, subclass, label. Data, never code.</summary>
/// <param name="Classes">In the order of the file.</param>
public sealed record LabelCatalogue(ImmutableArray<LabelClass> Classes)
{
    /// <summary>No labels.</summary>
    public static LabelCatalogue Empty { get; } = new([]);

    /// <summary>All labels by id.</summary>
    public ImmutableDictionary<string, LabelKind> ById { get; } = Classes
        .SelectMany(one => one.Subclasses).SelectMany(one => one.Labels).ToImmutableDictionary(one => one.Id, StringComparer.Ordinal);
}

/// <summary>The first level.</summary>
/// <param name="Id">As files name it.</param>
/// <param name="Name">As staff read it.</param>
/// <param name="Subclasses">In the order of the file.</param>
public sealed record LabelClass(string Id, Texts Name, ImmutableArray<LabelSubclass> Subclasses);

/// <summary>The second level.</summary>
/// <param name="Id">As files name it.</param>
/// <param name="Name">As staff read it.</param>
/// <param name="Labels">In the order of the file.</param>
public sealed record LabelSubclass(string Id, Texts Name, ImmutableArray<LabelKind> Labels);

/// <summary>The third level: what a person can have.</summary>
/// <param name="Id">As persons and imports name it; unique in the catalogue.</param>
/// <param name="Name">As staff read it.</param>
/// <param name="Owner">Who answers for its being right: a staff id.</param>
/// <param name="Source">Where it usually comes from, in words.</param>
/// <param name="KeptDays">After how many days it runs out unless it is confirmed; null for never.</param>
/// <param name="IsSensitive">Whether only those with the right may see it.</param>
public sealed record LabelKind(string Id, Texts Name, string Owner, string Source, int? KeptDays, bool IsSensitive);
