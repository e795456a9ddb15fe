using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Gateways;

/// <summary>Checks and reads what a provider calls: <c>/inbound</c> and <c>/receipts</c> below the account's webhook, perhaps with a secret behind it.</summary>
sealed partial class GatewayHook(ChannelAccount account)
{
    const int LongestBody = 1 << 20;
    const int MostItems = 1000;

    readonly Gateway _gateway = account.Gateway!;

    /// <inheritdoc cref="IChannel.Receive"/>
    internal Reception Receive(WebhookRequest request)
    {
        if (request.Method is not ("GET" or "POST")) return new Reception.Refused(400, "neither GET nor POST");
        if (request.Body.Length > LongestBody) return new Reception.Refused(413, "over 1 MB");
        var mark = request.PathAndQuery.IndexOf('?');
        var path = (mark < 0 ? request.PathAndQuery : request.PathAndQuery[..mark]).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var query = mark < 0 ? "" : request.PathAndQuery[(mark + 1)..];

        var isReceipt = IsFor(_gateway.Receipts, "receipts", path);
        if (!isReceipt && !IsFor(_gateway.Inbound, "inbound", path)) return new Reception.Refused(403, "neither inbound nor receipts");
        var callback = isReceipt ? _gateway.Receipts! : _gateway.Inbound!;
        if (Trouble(callback.Guard, path, request) is { } trouble) return trouble;
        var body = callback.Body == CallbackBody.Form && request.Method == "GET" ? Encoding.UTF8.GetBytes(query) : request.Body;
        if (CallbackFields.Read(callback.Body, body) is not { } items) return new Reception.Refused(400, "unreadable body");
        if (items.Count > MostItems) return new Reception.Refused(413, "too many items");
        return isReceipt ? ReadReceipts(callback, items, query, request.At) : ReadInbound(callback, items, request.At);
    }

    // The part before the secret, or the last one.
    static bool IsFor(GatewayCallback? callback, string part, string[] path) =>
        callback is not null && (callback.Guard.Path is null ? path is [.., var last] && last == part : path is [.., var before, _] && before == part);

    Reception.Refused? Trouble(CallbackGuard guard, string[] path, WebhookRequest request)
    {
        string Setting(string name) => account.Settings.GetValueOrDefault(name) ?? "";
        if (guard.Path is { } secret && !Same(Uri.UnescapeDataString(path[^1]), secret.Fill(Setting))) return new Reception.Refused(403, "wrong secret in the path");
        if (!guard.Sources.IsEmpty && !(request.From is { } from && guard.Sources.Any(source => source.Contains(from)))) return new Reception.Refused(403, "from an address that is not the provider's");
        if (guard.Signature is not { } hash) return null;
        if (request.Header(guard.Header) is not { Length: > 0 } given) return new Reception.Refused(401, "no signature");
        var over = Signed(hash.Over, request.Body.Span, Setting);
        var good = GatewaySigning.Of(hash, hash.Key.Fill(Setting), over);
        return Same(hash.IsBase64 ? given : given.ToLowerInvariant(), good) ? null : new Reception.Refused(403, "wrong signature");
    }

    // The body's own bytes, whatever is in them.
    static byte[] Signed(FilledText over, ReadOnlySpan<byte> body, Func<string, string> setting)
    {
        if (over.Text == "{body}") return body.ToArray();
        var text = Encoding.Latin1.GetString(body);
        return Encoding.Latin1.GetBytes(over.Fill(name => name == "body" ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(setting(name)))));
    }

    static bool Same(string given, string expected) =>
        expected.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    Reception ReadInbound(GatewayCallback callback, List<Func<string, string>> items, Instant now)
    {
        var arrivals = new List<Arrival>(items.Count);
        foreach (var field in items)
        {
            if (Phone(field(callback.Phone)) is not { } from) return new Reception.Refused(400, "an item without a phone number");
            var (text, time) = (field(callback.Text!), callback.Time is null ? "" : field(callback.Time));
            var id = callback.Id is null ? Derived(from, text, time) : field(callback.Id);
            if (id.Length is 0 or > 128 || (callback.Id is null && time.Length == 0)) return new Reception.Refused(400, "an item without an id");
            arrivals.Add(new Arrival
            {
                Account = account.Id,
                From = from,
                ProviderId = id,
                At = At(callback, time, now),
                Kind = KindOf(callback, text),
                Text = TextParts.Head(text),
            });
        }
        return Accepted(callback) with { Arrivals = [.. arrivals] };
    }

    Reception ReadReceipts(GatewayCallback callback, List<Func<string, string>> items, string query, Instant now)
    {
        var inAddress = TwilioForm.Read(Encoding.UTF8.GetBytes(query))?["r"];
        var reports = new List<DeliveryReport>(items.Count);
        foreach (var field in items)
        {
            var result = field(callback.State.Result!);
            if (GatewayReference.Read(callback.Reference is null ? inAddress : field(callback.Reference)) is not { } reference || Phone(field(callback.Phone)) is not { } to) continue;
            if (result.Length == 0 || callback.Pending.Contains(result)) continue;
            var isGood = callback.State.Success.Contains(result);
            if (!reference.IsLast && isGood) continue;
            var code = callback.ErrorCode is null ? result : field(callback.ErrorCode);
            reports.Add(new DeliveryReport
            {
                MessageId = reference.MessageId,
                Account = account.Id,
                To = to,
                State = isGood ? DeliveryState.Delivered : DeliveryState.Failed,
                Error = isGood ? null : callback.State.Errors.GetValueOrDefault(code, callback.State.Otherwise),
                ProviderId = callback.Id is not null && field(callback.Id) is { Length: > 0 } id ? id : null,
                Concerns = reference.Concerns,
                At = At(callback, callback.Time is null ? "" : field(callback.Time), now),
            });
        }
        return Accepted(callback) with { Reports = [.. reports] };
    }

    static Reception.Accepted Accepted(GatewayCallback callback) => new() { Body = callback.Reply, BodyType = callback.ReplyType };

    // Where a country is set, its numbers come without it, as 13912345678, or with it, as 8613912345678.
    Address? Phone(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = "+" + digits[2..];
        if (!digits.StartsWith('+')) digits = "+" + (_gateway.Country is { } country && !IsWhole(digits, country) ? country : "") + digits;
        return PhoneForm().IsMatch(digits) ? new Address($"sms:{digits}") : null;
    }

    static bool IsWhole(string digits, string country) => digits.StartsWith(country, StringComparison.Ordinal) && digits.Length >= country.Length + 10;

    static ArrivalKind KindOf(GatewayCallback callback, string text) =>
        callback.StopWords.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) ? ArrivalKind.CarrierStop
        : callback.StartWords.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) ? ArrivalKind.CarrierStart
        : ArrivalKind.Message;

    static string Derived(Address from, string text, string time) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{from.Value}\n{time}\n{text}")))[..32];

    /// <summary>When it happened; a provider's clock that runs ahead, or writes what nobody can read, gives way to ours.</summary>
    static Instant At(GatewayCallback callback, string text, Instant now)
    {
        if (text.Length == 0) return now;
        Instant? told = callback.TimeForm switch
        {
            CallbackTime.Unix => Number(text) is { } seconds and < 100_000_000_000 ? Instant.FromUnixTimeSeconds(seconds) : null,
            CallbackTime.UnixMilliseconds => Number(text) is { } milliseconds and < 100_000_000_000_000 ? Instant.FromUnixTimeMilliseconds(milliseconds) : null,
            CallbackTime.Iso => OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true } iso ? iso.Value.ToInstant() : null,
            _ => LocalDateTimePattern.CreateWithInvariantCulture(callback.TimePattern).Parse(text) is { Success: true } local
                ? local.Value.InZoneLeniently(callback.Zone).ToInstant()
                : null,
        };
        return told is { } at && at < now ? at : now;
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneForm();

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
