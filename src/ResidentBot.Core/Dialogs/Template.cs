using System.Collections.Immutable;
using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

/// <summary>A text with names in braces, such as <c>您的编号是{ticket.number}。</c>; <c>{{</c> stands for a brace. Values are never read as templates.</summary>
public sealed class Template
{
    readonly ImmutableArray<(string Text, bool IsName)> _parts;

    Template(ImmutableArray<(string, bool)> parts) => _parts = parts;

    /// <summary>The names it holds, in order.</summary>
    public IEnumerable<string> Names => _parts.Where(part => part.IsName).Select(part => part.Text);

    /// <summary>Reads a template; what cannot be read is reported and stands as it is.</summary>
    public static Template Parse(string text, Action<string> wrong)
    {
        var parts = ImmutableArray.CreateBuilder<(string, bool)>();
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i]) plain.Append(text[i++]);
            else if (text[i] == '{' && text.IndexOf('}', i) is var end and >= 0)
            {
                var name = text[(i + 1)..end].Trim();
                if (!IsName(name)) wrong($"`{{{name}}}` is no name; write `{{answers.name}}`, or `{{{{` for a brace");
                if (plain.Length > 0) parts.Add((plain.ToString(), false));
                plain.Clear();
                parts.Add((name, true));
                i = end;
            }
            else
            {
                if (text[i] == '{') wrong("`{` without `}`; write `{{` for a brace");
                plain.Append(text[i]);
            }
        }
        if (plain.Length > 0) parts.Add((plain.ToString(), false));
        return new Template(parts.ToImmutable());
    }

    /// <summary>The text with every name replaced by its value.</summary>
    public string Fill(Func<string, string> value) =>
        _parts is [var (only, named)] && !named ? only : string.Concat(_parts.Select(part => part.IsName ? value(part.Text) : part.Text));

    /// <summary>The text with every name replaced from a short list; others are left out.</summary>
    public string Fill(ReadOnlySpan<(string Name, string Value)> values)
    {
        if (_parts is [var (only, named)] && !named) return only;
        var filled = new StringBuilder();
        foreach (var (text, isName) in _parts)
            if (!isName) filled.Append(text);
            else
                foreach (var (name, value) in values)
                    if (name == text) filled.Append(value);
        return filled.ToString();
    }

    static bool IsName(string name) => name.Length > 0 && name.Split('.') is { Length: <= 2 } words && words.All(Naming.IsName);
}

/// <summary>One template in every language.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record TextTemplate(Template Zh, Template En)
{
    /// <summary>The template in one language.</summary>
    public Template this[Language language] => language == Language.En ? En : Zh;
}

/// <summary>What a name in a dialog may look like.</summary>
static class Naming
{
    /// <summary>Small letters, digits and underscores, a letter first, at most 40.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 40 && text[0] is >= 'a' and <= 'z' && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');

    /// <summary>What cannot be a dialog's id, because names begin with it.</summary>
    public static bool IsReserved(string dialog) => dialog is "answers" or "person" or "community" or "channel" or "ticket" or "texts" or "opening";
}
