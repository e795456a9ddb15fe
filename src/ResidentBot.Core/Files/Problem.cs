namespace ResidentBot.Core.Files;

/// <summary>One mistake found in a file that people write: where it stands, what is wrong, and what was expected.</summary>
/// <param name="File">The path as the reader was given it, so that an editor can open it.</param>
/// <param name="Line">Line, counted from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Column, counted from 1; 0 when the whole line is meant.</param>
/// <param name="Message">What is wrong and what was meant, in one sentence for a person.</param>
public sealed record Problem(string File, int Line, int Column, string Message)
{
    /// <summary>The form editors and build logs understand: <c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
