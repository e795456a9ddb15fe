using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Imports;

/// <summary>A row of a residents' file that is right in itself. What it does not say is null or empty, and changes nothing.</summary>
public sealed record PersonRow
{
    /// <summary>The line of the file.</summary>
    public required int Line { get; init; }

    /// <summary>The household's id, when the file gives one.</summary>
    public string? Household { get; init; }

    /// <summary>The node of the tree.</summary>
    public string? Place { get; init; }

    /// <summary>The door.</summary>
    public string? Unit { get; init; }

    /// <summary>The person's id, when the file gives one.</summary>
    public string? Person { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The day of birth.</summary>
    public LocalDate? Born { get; init; }

    /// <summary>The language.</summary>
    public Language? Language { get; init; }

    /// <summary>How the person can be reached with words.</summary>
    public Literacy? Literacy { get; init; }

    /// <summary>Whether the person lives alone.</summary>
    public bool? LivesAlone { get; init; }

    /// <summary>Whether the person is asked every morning and evening.</summary>
    public bool? CheckIn { get; init; }

    /// <summary>Whether the person wants to hear of jobs.</summary>
    public bool? Jobs { get; init; }

    /// <summary>Phones.</summary>
    public ImmutableArray<Address> Phones { get; init; } = [];

    /// <summary>Telegram chats.</summary>
    public ImmutableArray<Address> Telegram { get; init; } = [];

    /// <summary>Needs.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Labels.</summary>
    public ImmutableArray<LabelCell> Labels { get; init; } = [];

    /// <summary>Contacts.</summary>
    public ImmutableArray<Contact> Contacts { get; init; } = [];

    /// <summary>Where the person is away.</summary>
    public string? AwayCity { get; init; }

    /// <summary>Until when.</summary>
    public LocalDate? AwayUntil { get; init; }

    /// <summary>Whether the lists of this row stand in for those of the register instead of adding to them.</summary>
    public bool Replace { get; init; }

    /// <summary>Columns that the row clears.</summary>
    public ImmutableArray<string> Cleared { get; init; } = [];

    /// <summary>What the person agreed to on paper.</summary>
    public ImmutableArray<Purpose> Consents { get; init; } = [];

    /// <summary>When.</summary>
    public LocalDate? ConsentDate { get; init; }

    /// <summary>Who was there.</summary>
    public string? ConsentWitness { get; init; }

    /// <summary>Whether the row clears a column.</summary>
    public bool Clears(string column) => Cleared.Contains(column);
}

/// <summary>A label in a row.</summary>
/// <param name="Label">Its id.</param>
/// <param name="Until">The last day it holds; null when the row does not say.</param>
public sealed record LabelCell(string Label, LocalDate? Until);
