using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ResidentBot.StandIns;

/// <summary>A request as a provider saw it.</summary>
/// <param name="Method">Such as POST.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">Decoded.</param>
/// <param name="Headers">By their names in small letters.</param>
/// <param name="Body">As text.</param>
public sealed record SeenRequest(string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as a form, decoded.</summary>
    public IReadOnlyDictionary<string, string> Form { get; } = Flat(QueryHelpers.ParseQuery(Body));

    /// <summary>Reads it to its end.</summary>
    public static async Task<SeenRequest> OfAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return new SeenRequest(
            context.Request.Method,
            context.Request.Path.Value ?? "",
            Flat(QueryHelpers.ParseQuery(context.Request.QueryString.Value)),
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal),
            Encoding.UTF8.GetString(body.ToArray()));
    }

    static Dictionary<string, string> Flat(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> fields) =>
        fields.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
}
