using System.Globalization;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>A provider's news of a message, played in a rehearsal: without a number, of the last message to an address of which there is no final news.</summary>
static class Receipts
{
    /// <summary>A message has arrived. Throws <see cref="FormatException"/> with a word for the person when there is no such message, or its provider would not tell.</summary>
    public static Rehearsed Delivered(Rehearsal rehearsal, Address address, string words)
    {
        var message = Meant(rehearsal, address, words);
        var channel = message.Message.To.Channel;
        if (!rehearsal.World.Community.Accounts[message.Message.Account].Can.Reports) throw new FormatException($"{channel} does not tell whether a message has arrived");
        return rehearsal.Report(message, DeliveryState.Delivered, null);
    }

    /// <summary>A message will not arrive, by a code of Twilio's or a word of ours. Throws like <see cref="Delivered"/>.</summary>
    public static Rehearsed Failed(Rehearsal rehearsal, Address address, string words)
    {
        var (code, number) = RehearsedTalk.Split(words);
        return rehearsal.Report(Meant(rehearsal, address, number), DeliveryState.Failed, Error(code));
    }

    static SendError Error(string code)
    {
        if (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var known)) return TwilioErrors.OfReport(known);
        var word = code.Replace("-", "", StringComparison.Ordinal);
        var name = Enum.GetNames<SendError>().FirstOrDefault(name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
        return name is not null ? Enum.Parse<SendError>(name)
            : throw new FormatException($"/failed takes a code of Twilio's such as 30003, or one of {string.Join(", ", Enum.GetNames<SendError>()).ToLowerInvariant()}");
    }

    static RehearsedMessage Meant(Rehearsal rehearsal, Address address, string number)
    {
        if (number.Length == 0)
            return rehearsal.Outbox.LastOrDefault(message => message.Message.To == address && IsOpen(message)) ?? throw new FormatException("there is no message that news could be of; /outbox lists them");
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < 1 || n > rehearsal.Outbox.Count)
            throw new FormatException($"there is no message {number}; /outbox lists them");
        var message = rehearsal.Outbox[n - 1];
        return IsOpen(message) ? message : throw new FormatException($"message {n} is {message.State}, and stays so".ToLowerInvariant());
    }

    static bool IsOpen(RehearsedMessage message) => message.State == DeliveryState.Sent;
}
