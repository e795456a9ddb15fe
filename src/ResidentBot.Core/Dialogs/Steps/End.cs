using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Ends the dialog; a called one returns to its caller. <c>end: true</c> is silent.
    /// <code>
    /// dialog: thanks
    /// title: {zh: 谢谢, en: Thanks}
    /// steps:
    ///   - end: {say: {zh: 不客气。, en: You are welcome.}}
    /// </code>
    /// </summary>
    /// <param name="Words">The last words; null for none.</param>
    public sealed record End(TextTemplate? Words) : Step
    {
        internal static Step? Read(StepSource source)
        {
            if (source.Map.IsText("end"))
            {
                if (source.Map.Flag("end") == false) source.Map.Report("end", "`end` must be true, or {say: {zh: ..., en: ...}}");
                return new End(Words: null);
            }
            if (source.Below("end") is not { } below) return null;
            var say = below.Texts("say");
            below.Map.Done();
            return new End(say);
        }
    }
}
