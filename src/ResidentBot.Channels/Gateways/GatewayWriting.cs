using System.Collections.Immutable;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Gateways;

/// <summary>One part of a message as it leaves.</summary>
/// <param name="Text">The words, for providers that take them.</param>
/// <param name="Template">What is sent instead; null for free text.</param>
sealed record Written(string Text, FilledTemplate? Template);

/// <summary>Makes of a message what its gateway takes: a template, or free text in parts.</summary>
static class GatewayWriting
{
    /// <summary>The parts in order; empty when the gateway has no way to say it.</summary>
    internal static ImmutableArray<Written> Of(Gateway gateway, Outgoing message)
    {
        var text = NumberedText.Of(message);
        if (string.IsNullOrWhiteSpace(text)) return [];
        // What its own template cannot hold may still leave as other words do.
        if (FilledTemplate.Own(gateway.Texts, message) is { } own) return [new Written(text, own)];
        if (!gateway.Texts.OnlyTemplates) return [.. Splitting.Split(text, gateway.Send.Most).Select(part => new Written(part, null))];
        if (gateway.Texts.Otherwise is not { } free) return [];
        var language = message.Phrase?.Language ?? Language.Zh;
        var parts = Splitting.Split(text, free.Most).Select(part => new Written(part, FilledTemplate.Fill(free, language, _ => part))).ToList();
        return parts.Exists(part => part.Template is null) ? [] : [.. parts];
    }

    /// <summary>What the message costs: the provider's prefix stands before each part. The words of a template are the provider's, so that ours are counted for them.</summary>
    internal static SegmentCount Segments(ChannelAccount account, Outgoing message)
    {
        var gateway = account.Gateway!;
        var prefix = gateway.Prefix.Fill(name => account.Settings.GetValueOrDefault(name) ?? "");
        var parts = Of(gateway, message);
        var counted = parts.Select(part => Sms.Segments.Count(prefix + part.Text)).ToList();
        // What cannot leave costs nothing, but takes its turn.
        return counted.Count == 0 ? Sms.Segments.Count("") : counted.Aggregate((sum, part) => new SegmentCount(
            sum.Encoding == SmsEncoding.Ucs2 ? sum.Encoding : part.Encoding, sum.Units + part.Units, sum.Parts + part.Parts, sum.Offending ?? part.Offending));
    }
}
