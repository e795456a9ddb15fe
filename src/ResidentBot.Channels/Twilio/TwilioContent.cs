using System.Text.Encodings.Web;
using System.Text.Json;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>What one message of the REST API says: words, or a template of Twilio's Content API.</summary>
/// <param name="Words">The words; what a template says stands at Twilio.</param>
/// <param name="Template">The template and its variables; null for free words.</param>
/// <param name="Media">Where Twilio fetches what is shown with the words; null for words alone.</param>
sealed record TwilioContent(string Words, FilledTemplate? Template = null, Uri? Media = null)
{
    /// <summary>How long Twilio may fetch: a message stands in its queue for up to ten hours.</summary>
    internal static readonly TimeSpan LinkLife = TimeSpan.FromHours(24);

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Free words in parts of at most so many units; none for a message without words.</summary>
    internal static List<TwilioContent> Free(Outgoing message, int most) =>
        NumberedText.Of(message) is var text && string.IsNullOrWhiteSpace(text) ? [] : [.. Splitting.Split(text, most).Select(part => new TwilioContent(part))];

    /// <summary>
    /// A picture with the first part of the words under it, or a document behind them: Twilio gives a document on WhatsApp no words
    /// (twilio.com/docs/whatsapp/guidance-whatsapp-media-messages).
    /// </summary>
    internal static async Task<List<TwilioContent>> ShownAsync(Outgoing message, int most, KeptMedia? kept)
    {
        var parts = Free(message, most);
        if (message.Media is not { } media) return parts;
        if (kept is null) return [];
        var link = await kept.LinkAsync(media, LinkLife);
        if (parts.Count > 0 && KeptMedia.IsPicture(media)) parts[0] = parts[0] with { Media = link };
        else parts.Add(new TwilioContent("", Media: link));
        return parts;
    }

    /// <summary>As a template: the text's own, else the one for all other words; none when there is neither, or a variable cannot hold its value.</summary>
    internal static List<TwilioContent> Approved(MessageTemplates texts, Outgoing message)
    {
        var text = NumberedText.Of(message);
        if (FilledTemplate.Own(texts, message) is { } own) return [new TwilioContent(text, own)];
        if (texts.Otherwise is not { } free || string.IsNullOrWhiteSpace(text)) return [];
        var language = message.Phrase?.Language ?? Language.Zh;
        var parts = Splitting.Split(text, free.Most).Select(part => new TwilioContent(part, FilledTemplate.Fill(free, language, _ => part))).ToList();
        return parts.Exists(part => part.Template is null) ? [] : parts;
    }

    /// <summary>
    /// As form fields: <c>Body=…</c> with <c>MediaUrl=https://…</c> where there is something to show, or <c>ContentSid=HX0a…&amp;ContentVariables={"1":"李奶奶"}</c>, which stand without a body.
    /// </summary>
    internal IEnumerable<KeyValuePair<string, string>> Fields()
    {
        if (Template is not { } template)
        {
            if (Words.Length > 0 || Media is null) yield return new("Body", Words);
            if (Media is not null) yield return new("MediaUrl", Media.AbsoluteUri);
            yield break;
        }
        yield return new("ContentSid", template.Id);
        if (template.Params.IsEmpty) yield break;
        yield return new("ContentVariables", JsonSerializer.Serialize(template.Params.ToDictionary(param => param.Name, param => param.Value), Plain));
    }
}
