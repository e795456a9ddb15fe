using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>A request to a host, as bytes.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Path and query, from the first slash.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Headers">Headers of the request and of its content.</param>
sealed record HookRequest(string Method, string Path, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>A POST of text.</summary>
    public static HookRequest Post(string path, string body, string type, params (string Name, string Value)[] headers) =>
        new("POST", path, Encoding.UTF8.GetBytes(body), [("Content-Type", type), .. headers]);

    /// <summary>The same with a header replaced, or without it when null.</summary>
    public HookRequest With(string name, string? value) =>
        this with { Headers = [.. Headers.Where(header => header.Name != name), .. value is null ? Array.Empty<(string, string)>() : [(name, value)]] };

    /// <summary>Sends it; the status.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(http.BaseAddress!.GetLeftPart(UriPartial.Authority) + Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Body.Length > 0 || Method != "GET") request.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in Headers)
            if (name == "Content-Type" && request.Content is not null && MediaTypeHeaderValue.TryParse(value, out var type)) request.Content.Headers.ContentType = type;
            else if (name != "Content-Type") request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
