using System.Text;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>The addresses of ours that Twilio calls in the course of a call, below the account's hook.</summary>
sealed class CallAddresses(string hook)
{
    /// <summary>The parts there are.</summary>
    internal const string Stay = "stay", Heard = "heard", Connect = "connect", Dialed = "dialed", Status = "status";

    /// <summary>For who did not hang up while it rang.</summary>
    internal string ToStay => $"{hook}/{Stay}";

    /// <summary>What was pressed or said after a message; <paramref name="time"/> tells its repetition from it.</summary>
    internal string ToHeard(Outgoing message, int time, Language language) =>
        $"{hook}/{Heard}?s={Uri.EscapeDataString($"{message.Id}.{time}")}&l={VoiceSettings.Word(language)}";

    /// <summary>To be put through.</summary>
    internal string ToConnect(Language language) => $"{hook}/{Connect}?l={VoiceSettings.Word(language)}";

    /// <summary>How putting through ended.</summary>
    internal string ToDialed(Language language) => $"{hook}/{Dialed}?l={VoiceSettings.Word(language)}";

    /// <summary>What becomes of the call that a message began. News of machines names no number, so the address does.</summary>
    internal string ToStatus(Outgoing message) =>
        new StringBuilder(new TwilioCallback(message.Id, message.Concerns, IsLast: true).Below(hook)).Append("&t=").Append(Uri.EscapeDataString(message.To.Local)).ToString();

    /// <summary>The language that an address of ours names.</summary>
    internal static Language LanguageOf(TwilioForm asked) => asked["l"] == "en" ? Language.En : Language.Zh;
}
