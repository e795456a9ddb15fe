using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>A text with placeholders such as <c>{to}</c>; braces around anything but small letters, digits and _ stand for themselves.</summary>
/// <param name="Text">As written.</param>
public sealed partial record FilledText(string Text)
{
    /// <summary>The names of its placeholders, in order.</summary>
    public ImmutableArray<string> Names { get; } = [.. Placeholder().Matches(Text).Select(match => match.Groups["name"].Value)];

    /// <summary>The text with every placeholder replaced by its value.</summary>
    public string Fill(Func<string, string> value) => Placeholder().Replace(Text, match => value(match.Groups["name"].Value));

    /// <summary>As <see cref="Fill"/> for a JSON text: what stands within quotes is escaped by <paramref name="quoted"/>, what stands bare by <paramref name="bare"/>.</summary>
    public string FillJson(Func<string, string> quoted, Func<string, string> bare)
    {
        // The quotes are those of the file: what is filled in cannot end them.
        return Placeholder().Replace(Text, match => (IsQuoted(match.Index) ? quoted : bare)(match.Groups["name"].Value));
    }

    bool IsQuoted(int at)
    {
        var inside = false;
        for (var i = 0; i < at; i++)
        {
            if (inside && Text[i] == '\\') i++;
            else if (Text[i] == '"') inside = !inside;
        }
        return inside;
    }

    [GeneratedRegex(@"\{(?<name>[a-z][a-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
