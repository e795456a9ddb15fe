using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Imports;

/// <summary>What a file is about.</summary>
public enum ImportKind
{
    /// <summary>People and their households.</summary>
    Residents,

    /// <summary>Named people who can be alarmed; makes a new edition of <c>staff.yml</c>.</summary>
    Staff,

    /// <summary>The address tree; makes a new edition of <c>places.yml</c>.</summary>
    Tree,
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Checked and kept; nothing has been entered.</summary>
    Staged,

    /// <summary>Being entered, chunk by chunk.</summary>
    Running,

    /// <summary>All entered.</summary>
    Done,

    /// <summary>Being taken back, chunk by chunk.</summary>
    Undoing,

    /// <summary>All taken back.</summary>
    Undone,
}

/// <summary>What is kept beside an import as a list of lines.</summary>
public enum ImportList
{
    /// <summary>The good rows, read and checked, in the order of the file.</summary>
    Rows,

    /// <summary>Each document as it was before a chunk changed it, in the order of the chunks.</summary>
    Before,

    /// <summary>What people should read: mistakes, the first changes, what could not be taken back.</summary>
    Report,
}

/// <summary>How many rows do what to the register.</summary>
/// <param name="Added">Persons, staff or places that are new.</param>
/// <param name="Changed">Those that change.</param>
/// <param name="Same">Those that are so already.</param>
/// <param name="Refused">Rows with a mistake.</param>
public sealed record ImportCounts(int Added, int Changed, int Same, int Refused)
{
    /// <summary>None.</summary>
    public static ImportCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>All rows.</summary>
    public int All => Added + Changed + Same + Refused;

    /// <summary>Both together.</summary>
    public static ImportCounts operator +(ImportCounts one, ImportCounts other) =>
        new(one.Added + other.Added, one.Changed + other.Changed, one.Same + other.Same, one.Refused + other.Refused);
}

/// <summary>One import of the register: the document under which all its chunks are entered, so that it goes on after a crash and can be undone as a whole.</summary>
public sealed record Import
{
    /// <summary>How many rows one turn enters.</summary>
    public const int ChunkSize = 500;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The file's name, as staff know it.</summary>
    public required string File { get; init; }

    /// <summary>Who brought it.</summary>
    public required string By { get; init; }

    /// <summary>When it was staged.</summary>
    public required Instant At { get; init; }

    /// <summary>Where it stands.</summary>
    public required ImportState State { get; init; }

    /// <summary>What it is about.</summary>
    public ImportKind Kind { get; init; }

    /// <summary>How many good rows wait in the list.</summary>
    public int Total { get; init; }

    /// <summary>How many of them have had their turn; while it is being undone, how many still have to be taken back.</summary>
    public int Entered { get; init; }

    /// <summary>What the dry run found.</summary>
    public ImportCounts Planned { get; init; } = ImportCounts.None;

    /// <summary>What was done.</summary>
    public ImportCounts Done { get; init; } = ImportCounts.None;

    /// <summary>Whether the file as a whole cannot be entered: a column nobody knows, say.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>How many before-images each chunk left, in the order of the chunks.</summary>
    public ImmutableArray<int> Images { get; init; } = [];

    /// <summary>How many documents were changed since and therefore kept when it was undone.</summary>
    public int Kept { get; init; }

    /// <summary>When the last chunk was entered or taken back.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Who took it back; null while nobody did.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Why.</summary>
    public string? UndoReason { get; init; }

    /// <summary>For staff and tree: from which edition of the files to which.</summary>
    public EditionSwitch? Edition { get; init; }
}

/// <summary>A document as it was before a chunk changed it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its id.</param>
/// <param name="Before">As it was stored; null when there was none.</param>
/// <param name="After">The trace of what the chunk made of it: as long as it is the same, nobody has changed it since.</param>
public sealed record BeforeImage(DocumentType Type, string Id, string? Before, string After);

/// <summary>One line of an import's report.</summary>
/// <param name="What"><c>mistake</c>, <c>added</c>, <c>changed</c>, <c>late</c> for a row refused when its turn came, <c>broken</c>, <c>kept</c>.</param>
/// <param name="Line">The line of the file; 0 for none.</param>
/// <param name="About">A person's name, or a document's id.</param>
public sealed record ReportLine(string What, int Line, string About)
{
    /// <summary>What is wrong.</summary>
    public Mistake? Mistake { get; init; }

    /// <summary>What changes.</summary>
    public ImmutableArray<FieldChange> Changes { get; init; } = [];
}

/// <summary>One field that a row changes.</summary>
/// <param name="Field">The column.</param>
/// <param name="Old">As it is; "" for nothing.</param>
/// <param name="New">As it will be.</param>
public sealed record FieldChange(string Field, string Old, string New);
