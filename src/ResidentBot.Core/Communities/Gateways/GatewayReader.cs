using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ResidentBot.Core.Communities.Templates;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>
/// Reads one file of <c>gateways/</c>:
/// <code>
/// settings: [sign_name]
/// secrets: [api_key, hook_key]
/// country: 86
/// prefix: 【{sign_name}】
/// send:
///   url: https://sms.example.org/v1/messages
///   json: |
///     {"to": "{to}", "text": "{text}", "ref": "{reference}"}
///   signing: {scheme: bearer, token: "{api_key}"}
/// answer: {id: message.id, result: code, success: 0, errors: {4001: bad-address}}
/// texts: {only_templates: false}
/// inbound: {body: form, phone: from, text: text, id: id, guard: {path: "{hook_key}"}}
/// receipts: {body: form, phone: to, reference: ref, result: status, success: delivered, guard: {path: "{hook_key}"}}
/// </code>
/// </summary>
public static partial class GatewayReader
{
    // Keys of every account, which a setting of the same name would hide.
    static readonly ImmutableArray<string> Taken = ["id", "channel", "gateway", "purposes", "rate", "price", "api"];

    /// <summary>The gateway; what is wrong with it is reported, and then it must not be used.</summary>
    /// <param name="name">As accounts name it.</param>
    /// <param name="file">Its file.</param>
    public static Gateway Read(string name, YamlMap file)
    {
        var (settings, secrets) = (ReadNames(file, "settings"), ReadNames(file, "secrets"));
        foreach (var both in settings.Intersect(secrets)) file.Report("secrets", $"`{both}` is in `settings` already");
        ImmutableArray<string> own = [.. settings, .. secrets];
        var texts = file.Map("texts") is { } t ? TemplateReader.Read(t) : new MessageTemplates();
        var gateway = new Gateway
        {
            Name = name,
            Settings = settings,
            Secrets = secrets,
            Country = ReadCountry(file),
            Prefix = file.Filled("prefix", settings),
            Texts = texts,
            Send = RequestReader.Read(file, own, texts),
            Answer = file.Require("answer") && file.Map("answer") is { } a ? ReadAnswer(a) : new GatewayAnswer(),
            Inbound = file.Map("inbound") is { } i ? CallbackReader.ReadInbound(i, own) : null,
            Receipts = file.Map("receipts") is { } r ? CallbackReader.ReadReceipts(r, own) : null,
        };
        CheckReferences(file, gateway);
        file.Done();
        return gateway;
    }

    /// <summary>Reads which of a provider's codes mean what; the keys are the provider's.</summary>
    internal static ImmutableDictionary<string, Messages.SendError> ReadErrors(YamlMap map)
    {
        if (map.Map("errors") is not { } errors) return ImmutableDictionary<string, Messages.SendError>.Empty;
        var read = ImmutableDictionary.CreateBuilder<string, Messages.SendError>(StringComparer.Ordinal);
        foreach (var code in errors.Keys)
            if (errors.OneOf(code, GatewayWords.Errors) is { } error) read[code] = error;
        return read.ToImmutable();
    }

    static GatewayAnswer ReadAnswer(YamlMap map)
    {
        var answer = new GatewayAnswer
        {
            Id = map.Text("id"),
            Result = map.Text("result"),
            Success = [.. map.TextList("success")],
            Errors = ReadErrors(map),
            Otherwise = map.OneOf("otherwise", GatewayWords.Errors) ?? Messages.SendError.Refused,
        };
        if ((answer.Result is null) != answer.Success.IsEmpty) map.Report(null, "`result` names a field and `success` its good values: give both or neither");
        map.Done();
        return answer;
    }

    static ImmutableArray<string> ReadNames(YamlMap file, string key)
    {
        var names = file.TextList(key);
        var read = ImmutableArray.CreateBuilder<string>(names.Count);
        for (var i = 0; i < names.Count; i++)
            if (!NameForm().IsMatch(names[i])) file.ReportItem(key, i, $"a setting is written in small letters, digits and _, as `api_key`, not `{names[i]}`");
            else if (Taken.Contains(names[i]) || GatewayWords.OfMessage.Contains(names[i]) || GatewayWords.OfTemplate.Contains(names[i]) || names[i] is "hmac" or "body")
                file.ReportItem(key, i, $"`{names[i]}` has a meaning already: choose another name");
            else
                read.Add(names[i]);
        return read.ToImmutable();
    }

    static string? ReadCountry(YamlMap file)
    {
        var country = file.Text("country")?.TrimStart('+');
        if (country is not null && !CountryForm().IsMatch(country)) file.Report("country", $"`country` is a country code such as 86, not `{country}`");
        return country;
    }

    // Without it nothing tells which of our messages a receipt is about.
    static void CheckReferences(YamlMap file, Gateway gateway)
    {
        if (gateway.Receipts is null) return;
        var said = RequestReader.AllNames(gateway.Send).ToHashSet(StringComparer.Ordinal);
        if (gateway.Receipts.Reference is null ? !said.Contains("receipts_url") : !said.Contains("reference") && !said.Contains("id"))
            file.Report("receipts", gateway.Receipts.Reference is null
                ? "no receipt would tell which message it is about: `send` must give `{receipts_url}`, or `reference` name a field that brings back `{reference}`"
                : "nothing that `send` gives can come back as `reference`: put `{reference}` into it");
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$")]
    private static partial Regex NameForm();

    [GeneratedRegex("^[1-9][0-9]{0,2}$")]
    private static partial Regex CountryForm();
}

/// <summary>Reads texts with placeholders.</summary>
static class FilledTexts
{
    /// <summary>A text whose placeholders are all among the known ones; empty when absent.</summary>
    public static FilledText Filled(this YamlMap map, string key, IEnumerable<string> known)
    {
        var text = new FilledText(map.Text(key) ?? "");
        map.CheckFilled(key, text, known);
        return text;
    }

    /// <summary>As <see cref="Filled"/>, and it must be there.</summary>
    public static FilledText RequiredFilled(this YamlMap map, string key, IEnumerable<string> known) =>
        map.RequiredText(key).Length > 0 ? map.Filled(key, known) : new FilledText("");

    static void CheckFilled(this YamlMap map, string key, FilledText text, IEnumerable<string> known)
    {
        foreach (var name in text.Names.Distinct())
            if (!known.Contains(name, StringComparer.Ordinal)) map.Report(key, $"nothing fills `{{{name}}}`{Spelling.Hint(name, known)}");
    }
}
