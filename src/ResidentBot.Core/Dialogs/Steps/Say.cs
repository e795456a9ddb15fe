using ResidentBot.Core.Dialogs.Reading;

namespace ResidentBot.Core.Dialogs;

public abstract partial record Step
{
    /// <summary>
    /// Says something and goes on.
    /// <code>
    /// dialog: welcome
    /// title: {zh: 欢迎, en: Welcome}
    /// steps:
    ///   - say: {zh: "{person.name}，您好。", en: "Hello {person.name}."}
    /// </code>
    /// </summary>
    /// <param name="Text">The words.</param>
    public sealed record Say(TextTemplate Text) : Step
    {
        internal static Step Read(StepSource source) => new Say(source.Texts("say"));
    }
}
