using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ResidentBot.StandIns;

/// <summary>Which TwiML a call carries out: verbs, what may stand in them, their attributes and values. Stricter than Twilio, which passes over what it does not know.</summary>
public static class TwimlRules
{
    static readonly Dictionary<string, (string[] Inside, string[] Attributes, bool Text)> Verbs = new(StringComparer.Ordinal)
    {
        ["Response"] = (["Say", "Play", "Pause", "Gather", "Redirect", "Dial", "Hangup"], [], false),
        ["Say"] = ([], ["language", "voice", "loop"], true),
        ["Play"] = ([], ["loop"], true),
        ["Pause"] = ([], ["length"], false),
        ["Gather"] = (["Say", "Play", "Pause"], ["input", "numDigits", "timeout", "speechTimeout", "language", "action", "method", "actionOnEmptyResult", "finishOnKey"], false),
        ["Redirect"] = ([], ["method"], true),
        ["Dial"] = (["Number"], ["timeout", "action", "method", "callerId"], false),
        ["Number"] = ([], [], true),
        ["Hangup"] = ([], [], false),
    };

    static readonly Dictionary<string, Func<string, bool>> Values = new(StringComparer.Ordinal)
    {
        ["language"] = value => value is "zh-CN" or "cmn-CN" or "en-GB" or "cmn-Hans-CN",
        ["input"] = value => value is "dtmf" or "speech" or "dtmf speech",
        ["numDigits"] = IsCount,
        ["timeout"] = IsCount,
        ["length"] = IsCount,
        ["speechTimeout"] = value => value == "auto" || IsCount(value),
        ["action"] = IsAddress,
        ["method"] = value => value is "GET" or "POST",
        ["actionOnEmptyResult"] = value => value is "true" or "false",
        ["callerId"] = value => value.StartsWith('+'),
    };

    /// <summary>The document; throws <see cref="FormatException"/> with what is wrong with it.</summary>
    public static XElement Read(string text, int longest)
    {
        if (text.Length > longest) throw new FormatException($"TwiML of {text.Length} characters");
        try
        {
            var root = XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!;
            if (root.Name.LocalName != "Response") throw new FormatException($"TwiML begins with {root.Name}");
            Check(root);
            return root;
        }
        catch (XmlException fault)
        {
            throw new FormatException($"unreadable TwiML: {fault.Message}", fault);
        }
    }

    static void Check(XElement verb)
    {
        var name = verb.Name.ToString();
        var (inside, attributes, hasText) = Verbs.TryGetValue(name, out var known) ? known : throw new FormatException($"unknown verb {name}");
        foreach (var attribute in verb.Attributes())
        {
            if (!attributes.Contains(attribute.Name.ToString())) throw new FormatException($"{name} has no attribute {attribute.Name}");
            if (Values.TryGetValue(attribute.Name.ToString(), out var isGood) && !isGood(attribute.Value)) throw new FormatException($"{name} {attribute}");
        }
        if (hasText ? verb.HasElements || string.IsNullOrWhiteSpace(verb.Value) : verb.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value)))
            throw new FormatException($"{name} holds {verb.Value}");
        if (name is "Redirect" or "Play" && !IsAddress(verb.Value)) throw new FormatException($"{name} of {verb.Value}");
        foreach (var child in verb.Elements())
        {
            if (!inside.Contains(child.Name.ToString())) throw new FormatException($"{child.Name} within {name}");
            Check(child);
        }
    }

    static bool IsCount(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 600;

    static bool IsAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && !value.Contains(' ');
}
