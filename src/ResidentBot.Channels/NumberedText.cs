using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>A message where there are no buttons.</summary>
static class NumberedText
{
    /// <summary>The words, and its choices numbered on lines of their own.</summary>
    public static string Of(Outgoing message) =>
        string.Join('\n', message.Choices.Select((choice, i) => $"{i + 1} {choice.Label}").Prepend(message.Text).Where(line => line.Length > 0));
}
