namespace ResidentBot.Core.Dialogs;

/// <summary>One step of a dialog. Every kind has its own file beside this one; <see cref="Reading.StepReader.Kinds"/> lists them.</summary>
public abstract partial record Step
{
    Step() { }

    /// <summary>Its id, unique in the dialog; null when it has none. A question's is the answer's name and a call's the dialog's, unless given.</summary>
    public string? Id { get; init; }
}
