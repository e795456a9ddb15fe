namespace ResidentBot.Channels.Telegram;

/// <summary>The words of a message, whatever kind of thing it is.</summary>
static class TelegramWords
{
    /// <summary>What stands for something sent that nobody here can open; the person is asked to say it in words.</summary>
    const string Unreadable = "📎";

    /// <summary>Text, caption, or what comes nearest to words; empty for pictures without a caption and for service messages.</summary>
    public static string Of(TelegramMessage message) => message switch
    {
        { Text: { } text } => text,
        { Caption: { } caption } => caption,
        { Sticker.Emoji: { } emoji } => emoji,
        { Sticker.IsAnimated: true } => Unreadable,
        { Dice.Emoji: { } emoji } => emoji,
        { Poll.Question: { } question } => question,
        { Contact: { } contact } => OfContact(contact, message.From?.Id),
        { Checklist.Title: { } title } => title,
        { Game: not null } or { Invoice: not null } or { Story: not null } or { PaidMedia: not null } or { Checklist: not null } => Unreadable,
        _ => "",
    };

    /// <summary>A name as people write it; null for nobody's.</summary>
    public static string? FullName(string? first, string? last) => string.IsNullOrEmpty(last) ? first : $"{first} {last}";

    /// <summary>The sender's own number stands alone, so that it answers a question for a phone; of others the name stands before it.</summary>
    static string OfContact(TelegramContact contact, long? sender)
    {
        // Telegram writes a number with its country, and leaves out the plus as it likes.
        var number = contact.PhoneNumber.StartsWith('+') || contact.UserId is null ? contact.PhoneNumber : $"+{contact.PhoneNumber}";
        return contact.UserId is { } whose && whose == sender ? number : $"{FullName(contact.FirstName, contact.LastName)} {number}";
    }
}
