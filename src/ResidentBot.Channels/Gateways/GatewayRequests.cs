using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Communities.Gateways;

namespace ResidentBot.Channels.Gateways;

/// <summary>Writes the request that sends one part of a message.</summary>
static class GatewayRequests
{
    /// <summary>The request, whose body notes when it begins to leave; null when a header cannot hold what its file puts into it.</summary>
    internal static HttpRequestMessage? Of(ChannelAccount account, GatewayValues values)
    {
        var send = account.Gateway!.Send;
        var method = send.IsGet ? "GET" : "POST";
        var url = Root(account, send.Url.Fill(name => GatewaySigning.Escape(values[name])));
        if (send.Signing is Signing.Hmac { Hash: var hash }) values.Hmac = Hash(hash, send, values);

        var query = Filled(send.Query, values);
        var form = Filled(send.Form, values);
        if (send.Signing is Signing.Rpc rpc) SignRpc(rpc, method, query, form, values);
        var body = Body(send, form, values);
        if (query.Count > 0) url += (url.Contains('?') ? "&" : "?") + Joined(query);
        var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = body is null ? null : new NotedContent(body, send.Json is null) };
        foreach (var header in send.Headers) Add(request, header.Name, values.Fill(header.Value));
        Authorize(request, send, values, query, body ?? []);
        if (request.Headers.NonValidated.All(header => header.Value.All(IsPlain))) return request;
        request.Dispose();
        return null;
    }

    // The body has headers of its own, such as Content-Type.
    static void Add(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value) || request.Content is null) return;
        request.Content.Headers.Remove(name);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }

    static bool IsPlain(string value) => value.All(c => c is >= ' ' and <= '~');

    /// <summary>Whether anything of a request may have reached the provider.</summary>
    internal static bool HasLeft(HttpRequestMessage request) => request.Content is not NotedContent noted || noted.HasLeft;

    // An account may name another root than the file's, such as one in another region.
    static string Root(ChannelAccount account, string url)
    {
        if (account.Settings.GetValueOrDefault("api") is not { Length: > 0 } api) return url;
        var path = url.IndexOfAny(['/', '?'], url.IndexOf("://", StringComparison.Ordinal) + 3);
        return api + (path < 0 ? "" : url[path..]);
    }

    static List<KeyValuePair<string, string>> Filled(IEnumerable<Field> fields, GatewayValues values) =>
        [.. fields.Select(field => KeyValuePair.Create(field.Name, values.Fill(field.Value)))];

    static string Joined(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => $"{GatewaySigning.Escape(field.Key)}={GatewaySigning.Escape(field.Value)}"));

    static byte[]? Body(GatewayRequest send, List<KeyValuePair<string, string>> form, GatewayValues values) =>
        send.Json is { } json ? Encoding.UTF8.GetBytes(values.FillJson(json)) : form.Count > 0 ? Encoding.UTF8.GetBytes(Joined(form)) : null;

    static string Hash(KeyedHash hash, GatewayRequest send, GatewayValues values)
    {
        // The body is written only where it is asked for: it may hold the hash itself.
        var body = hash.Over.Names.Contains("body") ? Encoding.UTF8.GetString(Body(send, Filled(send.Form, values), values) ?? []) : "";
        var over = hash.Over.Fill(name => name == "body" ? body : values[name]);
        return GatewaySigning.Of(hash, values.Fill(hash.Key), Encoding.UTF8.GetBytes(over));
    }

    static void SignRpc(Signing.Rpc rpc, string method, List<KeyValuePair<string, string>> query, List<KeyValuePair<string, string>> form, GatewayValues values)
    {
        query.AddRange(
        [
            new("AccessKeyId", values.Fill(rpc.Id)), new("SignatureMethod", "HMAC-SHA1"), new("SignatureVersion", "1.0"),
            new("SignatureNonce", values.Nonce), new("Timestamp", values.Time),
        ]);
        query.Add(new("Signature", GatewaySigning.Rpc(method, [.. query, .. form], values.Fill(rpc.Secret))));
    }

    static void Authorize(HttpRequestMessage request, GatewayRequest send, GatewayValues values, List<KeyValuePair<string, string>> query, byte[] body)
    {
        switch (send.Signing)
        {
            case Signing.Basic basic:
                var pair = Encoding.UTF8.GetBytes($"{values.Fill(basic.User)}:{values.Fill(basic.Password)}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
                break;
            case Signing.Bearer bearer:
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {values.Fill(bearer.Token)}");
                break;
            case Signing.Acs3 acs3:
                SignAcs3(request, acs3, values, query, body);
                break;
        }
    }

    static void SignAcs3(HttpRequestMessage request, Signing.Acs3 acs3, GatewayValues values, List<KeyValuePair<string, string>> query, byte[] body)
    {
        request.Headers.TryAddWithoutValidation("x-acs-date", values.Time);
        request.Headers.TryAddWithoutValidation("x-acs-signature-nonce", values.Nonce);
        request.Headers.TryAddWithoutValidation("x-acs-content-sha256", Convert.ToHexStringLower(SHA256.HashData(body)));
        var signed = request.Headers.Where(header => header.Key.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value), StringComparer.Ordinal);
        signed["host"] = request.RequestUri!.IsDefaultPort ? request.RequestUri.Host : request.RequestUri.Authority;
        if (request.Content?.Headers.ContentType is { } type) signed["content-type"] = type.ToString();
        var authorization = GatewaySigning.Acs3(
            request.Method.Method, request.RequestUri.AbsolutePath, query, signed, values.Fill(acs3.Id), values.Fill(acs3.Secret));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
    }

    /// <summary>A body that remembers whether it began to leave: before that nothing can have been sent.</summary>
    sealed class NotedContent : ByteArrayContent
    {
        internal NotedContent(byte[] body, bool isForm) : base(body) =>
            Headers.ContentType = new MediaTypeHeaderValue(isForm ? "application/x-www-form-urlencoded" : "application/json") { CharSet = isForm ? null : "utf-8" };

        internal bool HasLeft { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            HasLeft = true;
            return base.SerializeToStreamAsync(stream, context, cancellationToken);
        }
    }
}
