using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ResidentBot.Channels.WeChat;

/// <summary>The XML that WeChat posts and expects back: one element <c>xml</c> with flat children.</summary>
static class WeChatXml
{
    /// <summary>Far more than a message may hold.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>
    /// The children by name; null for anything but an <c>xml</c> element, and for a DTD. A name that stands twice counts once, the first time.
    /// <code>
    /// &lt;xml&gt;&lt;ToUserName&gt;&lt;![CDATA[gh_a1]]&gt;&lt;/ToUserName&gt;&lt;FromUserName&gt;&lt;![CDATA[oA1]]&gt;&lt;/FromUserName&gt;&lt;CreateTime&gt;1348831860&lt;/CreateTime&gt;
    /// &lt;MsgType&gt;&lt;![CDATA[text]]&gt;&lt;/MsgType&gt;&lt;Content&gt;&lt;![CDATA[漏水了]]&gt;&lt;/Content&gt;&lt;MsgId&gt;1234567890123456&lt;/MsgId&gt;&lt;/xml&gt;
    /// </code>
    /// </summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlyMemory<byte> body)
    {
        // Characters that XML does not know come in people's texts all the same.
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            MaxCharactersInDocument = MostBytes,
            IgnoreComments = true,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), settings);
            var root = XElement.Load(reader);
            if (root.Name.LocalName != "xml") return null;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var child in root.Elements())
                if (!child.HasElements) fields.TryAdd(child.Name.LocalName, child.Value);
            return fields;
        }
        catch (Exception broken) when (broken is XmlException or DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A text that answers a request. Its ids are those of the request, the other way round.</summary>
    public static string Answer(string to, string from, long createTime, string text) => string.Create(
        CultureInfo.InvariantCulture,
        $"<xml><ToUserName>{Raw(to)}</ToUserName><FromUserName>{Raw(from)}</FromUserName><CreateTime>{createTime}</CreateTime><MsgType>{Raw("text")}</MsgType><Content>{Raw(text)}</Content></xml>");

    /// <summary>An answer that is encrypted.</summary>
    public static string Encrypted(string encrypted, string signature, string timestamp, string nonce) =>
        $"<xml><Encrypt>{Raw(encrypted)}</Encrypt><MsgSignature>{Raw(signature)}</MsgSignature><TimeStamp>{timestamp}</TimeStamp><Nonce>{Raw(nonce)}</Nonce></xml>";

    // What would end the section is divided between two; what XML cannot hold at all is left out.
    static string Raw(string text)
    {
        var plain = string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or '\r' or >= ' ' and not (0xFFFE or 0xFFFF)));
        return $"<![CDATA[{plain.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";
    }
}
