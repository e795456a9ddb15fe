using System.Text.Encodings.Web;
using System.Text.Json;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Twilio;

/// <summary>What one message of the REST API says: words, or a template of Twilio's Content API.</summary>
/// <param name="Words">The words; what a template says stands at Twilio.</param>
/// <param name="Template">The template and its variables; null for free words.</param>
sealed record TwilioContent(string Words, FilledTemplate? Template = null)
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Free words in parts of at most so many units; none for a message without words.</summary>
    internal static List<TwilioContent> Free(Outgoing message, int most) =>
        NumberedText.Of(message) is var text && string.IsNullOrWhiteSpace(text) ? [] : [.. Splitting.Split(text, most).Select(part => new TwilioContent(part))];

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
    /// As form fields: <c>Body=…</c>, or <c>ContentSid=HX0a…&amp;ContentVariables={"1":"李奶奶"}</c>, which stand without a body.
    /// </summary>
    internal IEnumerable<KeyValuePair<string, string>> Fields()
    {
        if (Template is not { } template) return [new("Body", Words)];
        var sid = KeyValuePair.Create("ContentSid", template.Id);
        if (template.Params.IsEmpty) return [sid];
        return [sid, new("ContentVariables", JsonSerializer.Serialize(template.Params.ToDictionary(param => param.Name, param => param.Value), Plain))];
    }
}
