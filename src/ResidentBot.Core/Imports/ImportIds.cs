using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Imports;

/// <summary>Ids made from what a row says, so that the same file gives the same ids each time.</summary>
public static partial class ImportIds
{
    /// <summary>The household behind a door.</summary>
    public static string Household(string place, string unit) => $"h-{Trace($"{place}\n{Plain.Form(unit)}")}";

    /// <summary>The person of a name in a household.</summary>
    public static string Person(string household, string name) => $"p-{Trace($"{household}\n{Plain.Form(name)}")}";

    /// <summary>Whether a text can be an id.</summary>
    public static bool IsId(string text) => Form().IsMatch(text);

    /// <summary>The first half of a SHA-256, in hexadecimal digits: what a document was, without what it said.</summary>
    internal static string TraceOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));

    static string Trace(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 7));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9+._-]{0,95}$")]
    private static partial Regex Form();
}
