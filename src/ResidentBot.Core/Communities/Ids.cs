using System.Text.RegularExpressions;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities;

/// <summary>The ids of one kind of thing, taken one after another; each may be given once.</summary>
sealed partial class Ids(string what)
{
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The id of an item; "" after reporting that it is missing, malformed or taken.</summary>
    public string Take(YamlMap item)
    {
        var id = item.RequiredText("id");
        if (id.Length == 0) return "";
        if (!Form().IsMatch(id))
            item.Report("id", $"an id is 1 to 32 of a-z, 0-9 and `-`, not `{id}`");
        else if (_taken.Add(id))
            return id;
        else
            item.Report("id", $"`{id}` is already the id of another {what}");
        return "";
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex Form();
}

/// <summary>Checks that a name points at something.</summary>
static class References
{
    /// <summary>Reports a key's value that is none of the known names; nothing when the file that defines them could not be read.</summary>
    public static void CheckKnown(this YamlMap map, string key, string what, string name, IEnumerable<string>? known)
    {
        if (Unknown(what, name, known) is { } message) map.Report(key, message);
    }

    /// <summary>As <see cref="CheckKnown"/>, for one item of a list.</summary>
    public static void CheckKnownItem(this YamlMap map, string key, int index, string what, string name, IEnumerable<string>? known)
    {
        if (Unknown(what, name, known) is { } message) map.ReportItem(key, index, message);
    }

    static string? Unknown(string what, string name, IEnumerable<string>? known) =>
        name.Length == 0 || known is null || known.Contains(name, StringComparer.Ordinal)
            ? null
            : $"there is no {what} `{name}`{Spelling.Hint(name, known)}";
}
