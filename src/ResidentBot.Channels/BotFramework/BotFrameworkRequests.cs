using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>Writes the activities we send. Empty fields, <c>id</c> and <c>timestamp</c> are left out: those are the channel's.</summary>
static class BotFrameworkRequests
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The activities of a message, one for each part of a long text; choices hang under the last.
    /// <code>
    /// {"type":"message","channelId":"webchat","from":{"id":"desk"},"recipient":{"id":"u1"},"conversation":{"id":"c1"},"replyToId":"c1|1",
    ///  "text":"修好了吗？","textFormat":"plain","suggestedActions":{"to":["u1"],"actions":[{"type":"messageBack","title":"是","text":"是","displayText":"是","value":{"tap":"yes"}}]}}
    /// </code>
    /// What the message shows hangs under the first: <c>"attachments":[{"contentType":"image/jpeg","contentUrl":"https://…","name":"gate.jpg"}]</c>.
    /// </summary>
    public static List<ReadOnlyMemory<byte>> Messages(BotRoute route, Outgoing message, string? replyTo, int most, Uri? picture)
    {
        var shown = ShownChoices.Of(route.ChannelId, message);
        var text = shown.Form == ChoiceForm.Written ? NumberedText.Of(message) : message.Text;
        var parts = TextParts.Split(text, most);
        if (parts.Count == 0) parts.Add("");
        return [.. parts.Select((part, i) => Message(route, replyTo, part, message, i == parts.Count - 1 ? shown : null, i == 0 ? picture : null))];
    }

    /// <summary>That somebody is writing: <c>{"type":"typing","channelId":"msteams","from":{"id":"28:desk"},"recipient":{"id":"29:1ab"},"conversation":{"id":"a:1xy"}}</c>.</summary>
    public static ReadOnlyMemory<byte> Typing(BotRoute route)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "typing"u8);
            WriteParties(json, route);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    static void WriteParties(Utf8JsonWriter json, BotRoute route)
    {
        json.WriteString("channelId"u8, route.ChannelId);
        WriteParty(json, "from", route.Bot);
        WriteParty(json, "recipient", route.User);
        WriteParty(json, "conversation", route.Conversation);
    }

    static ReadOnlyMemory<byte> Message(BotRoute route, string? replyTo, string text, Outgoing message, ShownChoices? shown, Uri? picture)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message"u8);
            WriteParties(json, route);
            if (replyTo is not null) json.WriteString("replyToId"u8, replyTo);
            if (text.Length > 0) json.WriteString("text"u8, text);
            // Many channels would read Markdown into a resident's words otherwise.
            json.WriteString("textFormat"u8, "plain"u8);
            if (shown is { Form: ChoiceForm.Suggested } && !message.Choices.IsEmpty) WriteSuggested(json, route, message, shown);
            if (picture is not null) WritePicture(json, message.Media!, picture);
            else if (shown is { Form: ChoiceForm.Card } && !message.Choices.IsEmpty) WriteCard(json, message, shown);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    static void WritePicture(Utf8JsonWriter json, Media media, Uri link)
    {
        json.WriteStartArray("attachments"u8);
        json.WriteStartObject();
        json.WriteString("contentType"u8, media.Type);
        json.WriteString("contentUrl"u8, link.AbsoluteUri);
        json.WriteString("name"u8, media.Name ?? KeptMedia.PlainName(media.Type));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void WriteParty(Utf8JsonWriter json, string name, string? id)
    {
        if (id is null) return;
        json.WriteStartObject(name);
        json.WriteString("id"u8, id);
        json.WriteEndObject();
    }

    static void WriteSuggested(Utf8JsonWriter json, BotRoute route, Outgoing message, ShownChoices shown)
    {
        json.WriteStartObject("suggestedActions"u8);
        if (route.User is { } user)
        {
            json.WriteStartArray("to"u8);
            json.WriteStringValue(user);
            json.WriteEndArray();
        }
        WriteActions(json, "actions", message, shown);
        json.WriteEndObject();
    }

    static void WriteCard(Utf8JsonWriter json, Outgoing message, ShownChoices shown)
    {
        json.WriteStartArray("attachments"u8);
        json.WriteStartObject();
        json.WriteString("contentType"u8, "application/vnd.microsoft.card.hero"u8);
        json.WriteStartObject("content"u8);
        WriteActions(json, "buttons", message, shown);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void WriteActions(Utf8JsonWriter json, string name, Outgoing message, ShownChoices shown)
    {
        json.WriteStartArray(name);
        foreach (var choice in message.Choices)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, shown.Silent ? "messageBack"u8 : "imBack"u8);
            json.WriteString("title"u8, choice.Label);
            if (shown.Silent) WriteTap(json, choice);
            else json.WriteString("value"u8, choice.Label);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteTap(Utf8JsonWriter json, Choice choice)
    {
        json.WriteString("text"u8, choice.Label);
        json.WriteString("displayText"u8, choice.Label);
        json.WriteStartObject("value"u8);
        json.WriteString("tap"u8, choice.Id);
        json.WriteEndObject();
    }
}
