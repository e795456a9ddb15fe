using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Gives the talk to a person; the dialog is over. What the resident reads about it stands outside the dialog, for all hand-offs alike.
    /// <code>
    /// dialog: complaint
    /// title: {zh: 投诉, en: Complaint}
    /// steps:
    ///   - ask: about
    ///     text: {zh: 什么事？, en: What is it about?}
    ///   - hand_off: {queue: desk, reason: "complaint: {answers.about}"}
    /// </code>
    /// </summary>
    /// <param name="Queue">A staff queue's id.</param>
    /// <param name="Reason">Why, for staff.</param>
    public sealed record HandOff(string Queue, Template Reason) : Step
    {
        internal static Step? Read(StepSource source)
        {
            if (source.Below("hand_off") is not { } below) return null;
            var step = new HandOff(below.Queue("queue", required: true), below.Template("reason"));
            below.Map.Done();
            return step;
        }
    }
}
