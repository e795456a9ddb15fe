using System.Collections.Immutable;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels;

/// <summary>A template as it leaves.</summary>
/// <param name="Id">The provider's own name for it.</param>
/// <param name="Params">Its variables, in order.</param>
sealed record FilledTemplate(string Id, ImmutableArray<(string Name, string Value)> Params)
{
    /// <summary>The template of a message's own text; null when there is none, or when it cannot hold the values.</summary>
    public static FilledTemplate? Own(MessageTemplates texts, Outgoing message) =>
        message.Phrase is { } phrase && texts.Templates.GetValueOrDefault(phrase.Key) is { } own ? Fill(own, phrase.Language, name => phrase.Values.GetValueOrDefault(name) ?? "") : null;

    /// <summary>A template filled with values; null when a variable takes digits alone and its value has others.</summary>
    public static FilledTemplate? Fill(MessageTemplate template, Language language, Func<string, string> value)
    {
        var filled = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var param in template.Params)
        {
            // Providers refuse a variable with a line break.
            var said = string.Join(' ', param.Value.Fill(value).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
            if (param.IsDigits && (said.Length == 0 || !said.All(char.IsAsciiDigit))) return null;
            filled.Add((param.Name, TextParts.Head(said, param.Most)));
        }
        return new FilledTemplate(template.Id[language], filled.ToImmutable());
    }
}
