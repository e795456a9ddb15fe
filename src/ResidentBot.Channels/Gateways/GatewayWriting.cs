using System.Collections.Immutable;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Gateways;

/// <summary>One message as it leaves.</summary>
/// <param name="Text">The words, for providers that take them.</param>
/// <param name="Template">The provider's name of the template; empty for free text.</param>
/// <param name="Params">The template's variables, in order.</param>
sealed record Written(string Text, string Template, ImmutableArray<(string Name, string Value)> Params);

/// <summary>Makes of a message what its gateway takes: a template, or free text in parts.</summary>
static class GatewayWriting
{
    /// <summary>The parts in order; empty when the gateway has no way to say it.</summary>
    internal static ImmutableArray<Written> Of(Gateway gateway, Outgoing message)
    {
        var text = Choices(message);
        if (string.IsNullOrWhiteSpace(text)) return [];
        // What its own template cannot hold may still leave as other words do.
        if (message.Phrase is { } phrase && gateway.Texts.Templates.GetValueOrDefault(phrase.Key) is { } own
            && Fill(own, text, phrase.Language, name => phrase.Values.GetValueOrDefault(name) ?? "") is { } filled)
            return [filled];
        if (!gateway.Texts.OnlyTemplates) return [.. Splitting.Split(text, gateway.Send.Most).Select(part => new Written(part, "", []))];
        if (gateway.Texts.Otherwise is not { } free) return [];
        var language = message.Phrase?.Language ?? Language.Zh;
        var parts = Splitting.Split(text, free.Most).Select(part => Fill(free, part, language, _ => part)).ToList();
        return parts.Contains(null) ? [] : [.. parts.OfType<Written>()];
    }

    /// <summary>What the message costs: the provider's prefix stands before each part. The words of a template are the provider's, so that ours are counted for them.</summary>
    internal static int Segments(ChannelAccount account, Outgoing message)
    {
        var gateway = account.Gateway!;
        var prefix = gateway.Prefix.Fill(name => account.Settings.GetValueOrDefault(name) ?? "");
        var parts = Of(gateway, message);
        return Math.Max(1, parts.Sum(part => Sms.Segments.Count(prefix + part.Text).Parts));
    }

    /// <summary>The text with its choices numbered on lines of their own, as an SMS has no buttons.</summary>
    static string Choices(Outgoing message) =>
        string.Join('\n', message.Choices.Select((choice, i) => $"{i + 1} {choice.Label}").Prepend(message.Text).Where(line => line.Length > 0));

    static Written? Fill(GatewayTemplate template, string text, Language language, Func<string, string> value)
    {
        var filled = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var param in template.Params)
        {
            // Providers refuse a variable with a line break.
            var said = string.Join(' ', param.Value.Fill(value).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
            if (param.IsDigits && (said.Length == 0 || !said.All(char.IsAsciiDigit))) return null;
            filled.Add((param.Name, Cut(said, param.Most)));
        }
        return new Written(text, template.Id[language], filled.ToImmutable());
    }

    static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
