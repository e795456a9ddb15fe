using System.Collections.Immutable;
using System.Text.Json;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>Reads how a message leaves.</summary>
static class RequestReader
{
    static readonly ImmutableDictionary<string, bool> Methods = Words(("GET", true), ("POST", false));
    static readonly ImmutableDictionary<string, bool> Algorithms = Words(("sha1", true), ("sha256", false));
    static readonly ImmutableDictionary<string, bool> Encodings = Words(("base64", true), ("hex", false));

    static readonly ImmutableDictionary<string, int> Schemes = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("none", 0), KeyValuePair.Create("basic", 1), KeyValuePair.Create("bearer", 2),
        KeyValuePair.Create("hmac-sha1-rpc", 3), KeyValuePair.Create("acs3-hmac-sha256", 4), KeyValuePair.Create("hmac", 5),
    ]);

    /// <summary>The request; <paramref name="own"/> are the account's settings.</summary>
    public static GatewayRequest Read(YamlMap file, ImmutableArray<string> own, MessageTemplates texts)
    {
        if (!file.Require("send") || file.Map("send") is not { } map) return new GatewayRequest(new FilledText(""), new Signing.None());
        var hasTemplates = texts.Otherwise is not null || !texts.Templates.IsEmpty;
        ImmutableArray<string> known = [.. own, .. GatewayWords.OfMessage, .. hasTemplates ? GatewayWords.OfTemplate : []];
        var signing = map.Require("signing") && map.Map("signing") is { } s ? ReadSigning(s, own, known) : new Signing.None();
        if (signing is Signing.Hmac) known = known.Add("hmac");
        var request = new GatewayRequest(ReadUrl(map, known), signing)
        {
            IsGet = map.OneOf("method", Methods) ?? false,
            Query = ReadFields(map, "query", known),
            Headers = ReadFields(map, "headers", known),
            Form = ReadFields(map, "form", known),
            Json = map.Has("json") ? map.Filled("json", known) : null,
            Most = map.Number("most", 20, 10_000) ?? 500,
        };
        Check(map, request, texts, hasTemplates);
        map.Done();
        return request;
    }

    /// <summary>Every placeholder of a request, and of what it is signed over.</summary>
    public static IEnumerable<string> AllNames(GatewayRequest request) =>
        request.Query.Concat(request.Headers).Concat(request.Form).Select(field => field.Value)
            .Append(request.Url).Append(request.Json ?? new FilledText("")).SelectMany(text => text.Names);

    /// <summary>A keyed hash; its key is one of the account's settings.</summary>
    public static KeyedHash ReadHash(YamlMap map, IEnumerable<string> over, ImmutableArray<string> own) => new(
        map.RequiredFilled("over", over), ReadSecret(map, "key", own),
        map.OneOf("algorithm", Algorithms) ?? false, map.OneOf("encoding", Encodings) ?? false);

    /// <summary>A text that must hold one of the account's settings: nothing secret stands in a file.</summary>
    public static FilledText ReadSecret(YamlMap map, string key, ImmutableArray<string> own)
    {
        var text = map.RequiredFilled(key, own);
        if (text.Text.Length > 0 && text.Names.IsEmpty)
            map.Report(key, $"a secret never stands in a file: name it under `secrets`, and write `{key}: \"{{name}}\"`");
        return text;
    }

    static Signing ReadSigning(YamlMap map, ImmutableArray<string> own, ImmutableArray<string> known)
    {
        map.RequiredText("scheme");
        // The keys of an unknown scheme cannot be judged.
        if (map.OneOf("scheme", Schemes) is not { } scheme) return new Signing.None();
        Signing signing = scheme switch
        {
            1 => new Signing.Basic(map.RequiredFilled("user", own), ReadSecret(map, "password", own)),
            2 => new Signing.Bearer(ReadSecret(map, "token", own)),
            3 => new Signing.Rpc(map.RequiredFilled("id", own), ReadSecret(map, "secret", own)),
            4 => new Signing.Acs3(map.RequiredFilled("id", own), ReadSecret(map, "secret", own)),
            5 => new Signing.Hmac(ReadHash(map, known.Add("body"), own)),
            _ => new Signing.None(),
        };
        map.Done();
        return signing;
    }

    static FilledText ReadUrl(YamlMap map, ImmutableArray<string> known)
    {
        var url = map.RequiredFilled("url", known);
        if (url.Text.Length > 0 && WebAddress.Api(url.Fill(_ => "x")) is { } trouble) map.Report("url", $"`url`: {trouble}");
        return url;
    }

    static ImmutableArray<Field> ReadFields(YamlMap map, string key, ImmutableArray<string> known) =>
        map.Map(key) is { } fields ? [.. fields.Keys.Select(name => new Field(name, fields.Filled(name, known)))] : [];

    static void Check(YamlMap map, GatewayRequest request, MessageTemplates texts, bool hasTemplates)
    {
        if (request.Json is not null && !request.Form.IsEmpty) map.Report("json", "a body is `form` or `json`, not both");
        if (request.IsGet && (request.Json is not null || !request.Form.IsEmpty)) map.Report("method", "a GET has no body: put its fields under `query`");
        if (request.Json is { } json) CheckJson(map, json);
        var said = AllNames(request).ToHashSet(StringComparer.Ordinal);
        if (!said.Overlaps(["to", "to_digits", "to_national"])) map.Report(null, "nothing says whom the message is for: put `{to}` into a field");
        if (hasTemplates && !said.Contains("template")) map.Report(null, "there are templates, and no field names them: put `{template}` into one");
        if (!texts.OnlyTemplates && !said.Contains("text")) map.Report(null, "no field carries the words: put `{text}` into one, or set `texts: {only_templates: true}`");
        var body = request.Query.Concat(request.Form).Select(field => field.Value).Append(request.Json ?? new FilledText(""));
        if (request.Signing is Signing.Hmac && !said.Contains("hmac")) map.Report("signing", "the signature stands nowhere: put `{hmac}` into a field or header");
        if (request.Signing is Signing.Hmac { Hash.Over: var over } && over.Names.Contains("body") && body.Any(text => text.Names.Contains("hmac")))
            map.Report("signing", "a signature over `{body}` cannot stand in the body: put `{hmac}` into a header");
    }

    static void CheckJson(YamlMap map, FilledText json)
    {
        foreach (var name in json.Names.Distinct())
        {
            var bare = false;
            json.FillJson(_ => "", asked =>
            {
                bare |= asked == name;
                return "";
            });
            if (bare && !GatewayWords.Bare.Contains(name)) map.Report("json", $"`{{{name}}}` is a text: it must stand within quotes");
        }
        try
        {
            using var _ = JsonDocument.Parse(json.FillJson(_ => "x", _ => "1"));
        }
        catch (JsonException)
        {
            map.Report("json", "`json` is no JSON once its placeholders are filled");
        }
    }

    static ImmutableDictionary<string, bool> Words(params ReadOnlySpan<(string, bool)> words)
    {
        var read = ImmutableDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        foreach (var (word, value) in words) read.Add(word, value);
        return read.ToImmutable();
    }
}
