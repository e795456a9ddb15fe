using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Goes through another dialog and comes back; its answers are then known as <c>dialog.name</c>. A dialog cannot call itself, nor one that leads back to it.
    /// <code>
    /// dialog: door
    /// title: {zh: 门, en: Door}
    /// steps:
    ///   - call: guess
    ///   - say: {zh: "您猜了{guess.number}。", en: "You said {guess.number}."}
    /// </code>
    /// </summary>
    /// <param name="Dialog">The dialog's id.</param>
    public sealed record Call(string Dialog) : Step
    {
        internal static Step? Read(StepSource source)
        {
            var dialog = source.Name("call");
            if (dialog.Length == 0) return null;
            source.Draft.Calls.Add((dialog, source.At("call")));
            return new Call(dialog) { Id = dialog };
        }
    }
}
