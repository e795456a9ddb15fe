namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>A place in a file.</summary>
readonly record struct Position(string File, int Line, int Column);

/// <summary>What one call names of the dialog it calls.</summary>
/// <param name="Dialog">The dialog called.</param>
/// <param name="At">Where the call stands.</param>
/// <param name="Given">The arguments, each with its place.</param>
/// <param name="Taken">The results, each with its place.</param>
sealed record CallNames(string Dialog, Position At, IReadOnlyList<(string Name, Position At)> Given, IReadOnlyList<(string Name, Position At)> Taken);

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

    /// <summary>Stands for a number that a value is compared with.</summary>
    public const string Number = "#";

    /// <summary>Stands for the forms of a word that a value decides between.</summary>
    public const string Counted = "|";

    /// <summary>Names in templates and conditions, in full, with the value compared with: null for none, or one of the marks above.</summary>
    public List<(string Name, string? Value, Position At)> Names { get; } = [];

    public List<(string Step, Position At)> Targets { get; } = [];

    public List<(string Dialog, Position At)> Calls { get; } = [];

    /// <summary>What calls hand over and take back, to be checked against the dialog called.</summary>
    public List<CallNames> CallNames { get; } = [];

    /// <summary>What each answer that a confirmation reads back may be asked again by, checked when all steps are known.</summary>
    public List<(string Answer, Position At)> Confirmed { get; } = [];

    public List<(string Intent, Position At)> Intents { get; } = [];
}
