using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>
/// Writes what Twilio does in a call: <c>&lt;Response&gt;&lt;Say language="zh-CN"&gt;…&lt;/Say&gt;&lt;Hangup/&gt;&lt;/Response&gt;</c>. Source: Twilio,
/// "TwiML for Programmable Voice". An answer to a webhook may have 64 KB, one that we hand in with a call 4,000 characters.
/// </summary>
sealed class Twiml(VoiceSettings settings, CatalogueText texts)
{
    /// <summary>The longest document that a request of ours may carry.</summary>
    internal const int Longest = 4000;

    /// <summary>How long Twilio waits for a key or a word after a question.</summary>
    const int Seconds = 8;

    readonly List<XElement> _verbs = [];

    /// <summary>Says a text of the catalogue.</summary>
    internal Twiml Say(string key, Language language)
    {
        _verbs.Add(Spoken(key, texts(key, language), language));
        return this;
    }

    /// <summary>Says words, or plays the recording of <paramref name="key"/> in their place.</summary>
    internal Twiml Say(string? key, string words, Language language)
    {
        _verbs.Add(Spoken(key, words, language));
        return this;
    }

    /// <summary>Waits. As the first verb of a call that comes in it lets the telephone ring on: only what follows picks up.</summary>
    internal Twiml Pause(int seconds)
    {
        _verbs.Add(new XElement("Pause", new XAttribute("length", seconds)));
        return this;
    }

    /// <summary>Says a message and hears keys alone: whoever picks up speaks first himself, and that is no answer.</summary>
    internal Twiml AskKeys(Outgoing message, Language language, string action) =>
        Listen(action, language, message, [Words(message, language)], speech: false, seconds: 1, tellSilence: false);

    /// <summary>Says the choices of a message and hears keys and words.</summary>
    internal Twiml AskChoices(Outgoing message, Language language, string action) =>
        Listen(action, language, message, Choices(message, language), speech: true, Seconds, tellSilence: false);

    /// <summary>Says a message with its choices and hears keys and words. <paramref name="action"/> is told of silence too if it shall be.</summary>
    internal Twiml Ask(Outgoing message, Language language, string action, int seconds = Seconds, bool tellSilence = false) =>
        Listen(action, language, message, Choices(message, language).Prepend(Words(message, language)), speech: true, seconds, tellSilence);

    Twiml Listen(string action, Language language, Outgoing message, IEnumerable<XElement> said, bool speech, int seconds, bool tellSilence)
    {
        var gather = new XElement("Gather", new XAttribute("input", speech ? "dtmf speech" : "dtmf"), new XAttribute("timeout", seconds));
        if (speech) gather.Add(new XAttribute("speechTimeout", "auto"), new XAttribute("language", language == Language.En ? "en-GB" : "cmn-Hans-CN"));
        gather.Add(new XAttribute("action", action), new XAttribute("method", "POST"));
        // A number of several digits is ended by # or a pause.
        if (message.Choices.Length is > 0 and < 10) gather.Add(new XAttribute("numDigits", 1));
        if (tellSilence) gather.Add(new XAttribute("actionOnEmptyResult", "true"));
        gather.Add(said);
        _verbs.Add(gather);
        return this;
    }

    /// <summary>Goes on with what an address of ours answers.</summary>
    internal Twiml Redirect(string address)
    {
        _verbs.Add(new XElement("Redirect", new XAttribute("method", "POST"), address));
        return this;
    }

    /// <summary>Puts the caller through to a number; <paramref name="action"/> is told how that ended.</summary>
    internal Twiml Dial(string number, string action, string? callerId)
    {
        var dial = new XElement("Dial", new XAttribute("timeout", 25), new XAttribute("action", action), new XAttribute("method", "POST"));
        if (callerId is not null) dial.Add(new XAttribute("callerId", callerId));
        dial.Add(new XElement("Number", number));
        _verbs.Add(dial);
        return this;
    }

    /// <summary>Ends the call.</summary>
    internal Twiml Hangup()
    {
        _verbs.Add(new XElement("Hangup"));
        return this;
    }

    /// <summary>The document.</summary>
    public override string ToString() =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + new XElement("Response", _verbs).ToString(SaveOptions.DisableFormatting);

    XElement Words(Outgoing message, Language language) => Spoken(message.Phrase?.Key, message.Text, language);

    // A recording says all of its text, the digits to press too.
    IEnumerable<XElement> Choices(Outgoing message, Language language) => settings.Recording(message.Phrase?.Key, language) is not null ? [] : message.Choices.Select((choice, i) =>
        Spoken(null, texts("call_press", language, ("digit", (i + 1).ToString(CultureInfo.InvariantCulture)), ("label", choice.Label)), language));

    XElement Spoken(string? key, string words, Language language)
    {
        if (settings.Recording(key, language) is { } recording) return new XElement("Play", recording);
        var voice = settings.Voice(language);
        // Twilio's own voices call Mandarin zh-CN, all others cmn-CN.
        var say = new XElement("Say", new XAttribute("language", language == Language.En ? "en-GB" : voice is null ? "zh-CN" : "cmn-CN"), Clean(words));
        if (voice is not null) say.Add(new XAttribute("voice", voice));
        return say;
    }

    /// <summary>Without what XML cannot hold: control characters and halves of characters.</summary>
    static string Clean(string words)
    {
        var clean = new StringBuilder(words.Length);
        foreach (var rune in words.EnumerateRunes())
            if (rune.Value is '\n' or '\r' or '\t' || (rune.Value >= ' ' && rune != Rune.ReplacementChar && rune.Value is not (0xFFFE or 0xFFFF))) clean.Append(rune);
        return clean.ToString();
    }
}
