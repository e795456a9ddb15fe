namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>A place in a file.</summary>
readonly record struct Position(string File, int Line, int Column);

/// <summary>One dialog as read from its own file, with every name it uses still to be checked against the whole book.</summary>
sealed class DialogDraft(string path, int layer)
{
    public string Path { get; } = path;

    public int Layer { get; } = layer;

    public Position At { get; set; }

    /// <summary>Null when the file could not be read so far.</summary>
    public Dialog? Dialog { get; set; }

    /// <summary>Whether a step could not be read: its ways are unknown, so nothing is said about unreachable ones.</summary>
    public bool Incomplete { get; set; }

    public List<Position> StepPlaces { get; } = [];

    /// <summary>Names in templates and conditions, in full, with the value compared with: null for none, <c>#</c> for a number.</summary>
    public List<(string Name, string? Value, Position At)> Names { get; } = [];

    public List<(string Step, Position At)> Targets { get; } = [];

    public List<(string Dialog, Position At)> Calls { get; } = [];

    public List<(string Intent, Position At)> Intents { get; } = [];
}
