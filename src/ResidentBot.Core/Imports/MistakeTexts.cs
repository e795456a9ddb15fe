using System.Collections.Frozen;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Imports;

/// <summary>The words of every mistake a file can have, from <c>mistakes.json</c>.</summary>
public static class MistakeTexts
{
    static readonly Content File = Load();

    /// <summary>The closed list, by code.</summary>
    public static IReadOnlyDictionary<string, MistakeText> All { get; } = File.Mistakes.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How what is wrong and what was expected make one sentence: <c>{why}</c>, <c>{expected}</c>.</summary>
    public static Texts Sentence => File.Sentence;

    static Content Load()
    {
        using var stream = typeof(MistakeTexts).Assembly.GetManifestResourceStream("mistakes.json")
            ?? throw new InvalidOperationException("mistakes.json is not embedded");
        return JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web)!;
    }

    sealed record Content(Texts Sentence, Dictionary<string, MistakeText> Mistakes);
}

/// <summary>The words of one mistake; <c>{value}</c> stands for what was found, <c>{other}</c> for what else the sentence needs.</summary>
/// <param name="Why">What is wrong.</param>
/// <param name="Expected">What should stand there instead.</param>
public sealed record MistakeText(Texts Why, Texts Expected);
