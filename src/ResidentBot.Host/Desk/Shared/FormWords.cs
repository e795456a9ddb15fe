using Microsoft.Extensions.Primitives;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>Reads what a form says as a word of a closed list.</summary>
static class FormWords
{
    /// <summary>The word; null for any other text, and for the bare number that stands behind a word.</summary>
    public static T? Word<T>(this StringValues value) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(value.ToString()) ? Enum.Parse<T>(value.ToString()) : null;
}
