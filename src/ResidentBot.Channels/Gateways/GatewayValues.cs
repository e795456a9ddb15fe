using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;

namespace ResidentBot.Channels.Gateways;

/// <summary>What the placeholders of one request stand for.</summary>
/// <param name="account">With its gateway.</param>
/// <param name="to">In E.164.</param>
/// <param name="written">What is said.</param>
/// <param name="reference">What a receipt brings back.</param>
/// <param name="receipts">Where receipts go.</param>
/// <param name="nonce">Never used before.</param>
/// <param name="at">Now.</param>
sealed class GatewayValues(ChannelAccount account, string to, Written written, GatewayReference reference, string receipts, string nonce, Instant at)
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly InstantPattern Iso = InstantPattern.General;

    /// <summary>Now, to the second: <c>2026-03-01T08:00:00Z</c>.</summary>
    internal string Time { get; } = Iso.Format(at);

    /// <summary>Never used before.</summary>
    internal string Nonce => nonce;

    /// <summary>The value of a keyed hash over this request, once it is known.</summary>
    internal string Hmac { get; set; } = "";

    /// <summary>The value of a placeholder.</summary>
    internal string this[string name] => name switch
    {
        "to" => to,
        "to_digits" => to.TrimStart('+'),
        "to_national" => account.Gateway!.Country is { } country && to.StartsWith("+" + country, StringComparison.Ordinal) ? to[(country.Length + 1)..] : to.TrimStart('+'),
        "text" => written.Text,
        "template" => written.Template?.Id ?? "",
        "params" => "{" + string.Join(',', Params.Select(param => $"{Quoted(param.Name)}:{Quoted(param.Value)}")) + "}",
        "params_list" => "[" + string.Join(',', Params.Select(param => Quoted(param.Value))) + "]",
        "id" => reference.MessageId,
        "reference" => reference.ToString(),
        "receipts_url" => $"{receipts}?r={Uri.EscapeDataString(reference.ToString())}",
        "nonce" => nonce,
        "time_unix" => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "time_ms" => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        "time_iso" => Time,
        "hmac" => Hmac,
        _ => account.Settings.GetValueOrDefault(name) ?? "",
    };

    /// <summary>The text filled.</summary>
    internal string Fill(FilledText text) => text.Fill(name => this[name]);

    /// <summary>The JSON filled.</summary>
    internal string FillJson(FilledText json) => json.FillJson(name => Quoted(this[name])[1..^1], name => this[name]);

    ImmutableArray<(string Name, string Value)> Params => written.Template?.Params ?? [];

    static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);
}
