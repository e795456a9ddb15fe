using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>A template message as it was taken.</summary>
public sealed record TemplateSent(string Phone, string Template, ImmutableDictionary<string, string> Params, string OutId, string BizId);

/// <summary>
/// An SMS provider that sends approved templates alone, played on loopback: <c>SendSms</c> with its fields, answered 200 with <c>Code</c>. It says what it
/// would refuse; signatures are checked elsewhere, against the provider's own library.
/// </summary>
public sealed class TemplateSmsStandIn : IAsyncDisposable
{
    static readonly string[] Common = ["Action", "Version", "AccessKeyId", "Signature", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp"];

    readonly IReadOnlyDictionary<string, string[]> _templates;
    readonly ConcurrentQueue<TemplateSent> _sent = new();
    readonly ConcurrentQueue<string> _violations = new();
    readonly ConcurrentDictionary<string, bool> _nonces = new();
    StandInServer? _server;

    TemplateSmsStandIn(IReadOnlyDictionary<string, string[]> templates) => _templates = templates;

    /// <summary>The API root.</summary>
    public Uri Root => _server!.Root;

    /// <summary>What was taken, in order.</summary>
    public IReadOnlyList<TemplateSent> Sent => [.. _sent];

    /// <summary>What the provider would refuse.</summary>
    public IReadOnlyList<string> Violations => [.. _violations];

    /// <summary>Listens; <paramref name="templates"/> are the approved ones with their variables.</summary>
    public static async Task<TemplateSmsStandIn> StartAsync(IReadOnlyDictionary<string, string[]> templates)
    {
        var standIn = new TemplateSmsStandIn(templates);
        standIn._server = await StandInServer.StartAsync(standIn.AnswerAsync);
        return standIn;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        var seen = await SeenRequest.OfAsync(context);
        var trouble = Trouble(seen);
        if (trouble is not null) _violations.Enqueue(trouble);
        var id = $"{_sent.Count + 1}^0";
        if (trouble is null)
        {
            var values = JsonSerializer.Deserialize<Dictionary<string, string>>(seen.Form["TemplateParam"])!.ToImmutableDictionary();
            _sent.Enqueue(new TemplateSent(seen.Form["PhoneNumbers"], seen.Form["TemplateCode"], values, seen.Form["OutId"], id));
        }
        var body = trouble is null ? $$"""{"Code":"OK","Message":"OK","BizId":"{{id}}","RequestId":"r"}""" : """{"Code":"isv.SMS_TEMPLATE_ILLEGAL","Message":"no","RequestId":"r"}""";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    string? Trouble(SeenRequest seen)
    {
        if (Common.FirstOrDefault(name => !seen.Query.ContainsKey(name)) is { } missing) return $"{missing} is missing";
        if (!_nonces.TryAdd(seen.Query["SignatureNonce"], true)) return "a nonce was used twice";
        if (!seen.Form["PhoneNumbers"].All(char.IsAsciiDigit) || seen.Form["PhoneNumbers"].Length != 11) return "the phone is no domestic number";
        if (seen.Form["OutId"].Length > 256) return "OutId is too long";
        if (!_templates.TryGetValue(seen.Form["TemplateCode"], out var variables)) return $"there is no template {seen.Form["TemplateCode"]}";
        var given = JsonSerializer.Deserialize<Dictionary<string, string>>(seen.Form["TemplateParam"])!;
        return given.Keys.Order(StringComparer.Ordinal).SequenceEqual(variables.Order(StringComparer.Ordinal)) ? null : $"{seen.Form["TemplateCode"]} has other variables";
    }
}
