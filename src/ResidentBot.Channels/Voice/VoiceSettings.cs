using System.Collections.Frozen;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>
/// An account's <c>settings</c> as calls need them, besides Twilio's own: <c>from</c>, our number; <c>dial</c>, whom callers are put through to;
/// <c>language</c> (<c>zh</c> or <c>en</c>) of what is said before anybody is known; <c>machine_detection</c>; <c>voice_zh</c>, <c>voice_en</c>; and
/// <c>recording:KEY:LANGUAGE</c>.
/// </summary>
sealed class VoiceSettings
{
    readonly FrozenDictionary<string, string> _all;

    VoiceSettings(TwilioSettings twilio, string from, string dial, IEnumerable<KeyValuePair<string, string>> all) =>
        (Twilio, From, Dial, _all) = (twilio, from, dial, all.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>The account at Twilio.</summary>
    internal TwilioSettings Twilio { get; }

    /// <summary>Our number.</summary>
    internal string From { get; }

    /// <summary>Whom a caller is put through to.</summary>
    internal string Dial { get; }

    /// <summary>What is spoken to somebody unknown.</summary>
    internal Language Language => _all.GetValueOrDefault("language") == "en" ? Language.En : Language.Zh;

    /// <summary>Whether Twilio shall listen whether a machine picked up.</summary>
    internal bool DetectsMachines => _all.GetValueOrDefault("machine_detection") == "true";

    /// <summary>The voice's name at Twilio; null for its usual one.</summary>
    internal string? Voice(Language language) => _all.GetValueOrDefault($"voice_{Word(language)}");

    /// <summary>Where the recording of a text lies; null for none.</summary>
    internal string? Recording(string? key, Language language) => _all.GetValueOrDefault($"recording:{key}:{Word(language)}");

    /// <summary>A language as addresses of ours and files write it.</summary>
    internal static string Word(Language language) => language == Language.En ? "en" : "zh";

    /// <summary>Reads the settings. Throws <see cref="ArgumentException"/> naming the setting that is missing.</summary>
    internal static VoiceSettings Of(ChannelAccount account)
    {
        var twilio = TwilioSettings.Of(account);
        var from = twilio.From ?? throw new ArgumentException($"the voice account {account.Id} needs the setting from", nameof(account));
        var dial = account.Settings.GetValueOrDefault("dial") is { Length: > 0 } phone ? phone : throw new ArgumentException($"the voice account {account.Id} needs the setting dial", nameof(account));
        return new VoiceSettings(twilio, from, dial, account.Settings);
    }
}
