using NodaTime;

namespace ResidentBot.Core.Imports;

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

/// <summary>One import of the register: the document under which all its chunks are entered, so that it goes on after a crash and can be undone as a whole.</summary>
public sealed record Import
{
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
}
