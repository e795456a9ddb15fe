using System.Collections.Immutable;
using System.Text;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// A text with names in braces, such as <c>您的编号是{ticket.number}。</c>; <c>{{</c> stands for a brace. English words follow a number as
/// <c>{answers.count|one request|# requests}</c>, where <c>#</c> is the number. Values are never read as templates.
/// </summary>
public sealed class Template
{
    readonly ImmutableArray<Part> _parts;

    Template(ImmutableArray<Part> parts) => _parts = parts;

    /// <summary>A text without anything to fill in.</summary>
    public static Template Empty { get; } = new([]);

    /// <summary>The names it holds, in order.</summary>
    public IEnumerable<string> Names => _parts.Where(part => part.Name is not null).Select(part => part.Name!);

    /// <summary>The names whose number decides between two forms, in order.</summary>
    public IEnumerable<string> Counted => _parts.Where(part => part.Many is not null).Select(part => part.Name!);

    /// <summary>The name when the template is nothing but that, so that a whole answer can be handed on; else null.</summary>
    public string? OnlyName => _parts is [{ Name: { } name, Many: null }] ? name : null;

    /// <summary>The text when it holds no name; else null.</summary>
    public string? Fixed => _parts switch
    {
        [] => "",
        [{ Name: null, Text: var text }] => text,
        _ => null,
    };

    /// <summary>A text that stands as it is, braces and all.</summary>
    public static Template Of(string text) => new([new Part(text, null, null)]);

    /// <summary>Reads a template; what cannot be read is reported and stands as it is.</summary>
    public static Template Parse(string text, Action<string> wrong)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i]) plain.Append(text[i++]);
            else if (text[i] == '{' && text.IndexOf('}', i) is var end and >= 0)
            {
                if (plain.Length > 0) parts.Add(new Part(plain.ToString(), null, null));
                plain.Clear();
                parts.Add(Named(text[(i + 1)..end], wrong));
                i = end;
            }
            else
            {
                if (text[i] == '{') wrong("`{` without `}`; write `{{` for a brace");
                plain.Append(text[i]);
            }
        }
        if (plain.Length > 0) parts.Add(new Part(plain.ToString(), null, null));
        return new Template(parts.ToImmutable());
    }

    /// <summary>The text with every name replaced by its value.</summary>
    public string Fill(Func<string, string> value) =>
        Fixed ?? string.Concat(_parts.Select(part => part.Name is null ? part.Text : part.With(value(part.Name))));

    /// <summary>The text with every name replaced from a short list; others are left out.</summary>
    public string Fill(ReadOnlySpan<(string Name, string Value)> values)
    {
        if (Fixed is { } only) return only;
        var filled = new StringBuilder();
        foreach (var part in _parts)
            if (part.Name is null) filled.Append(part.Text);
            else
                foreach (var (name, value) in values)
                    if (name == part.Name) filled.Append(part.With(value));
        return filled.ToString();
    }

    static Part Named(string inside, Action<string> wrong)
    {
        var forms = inside.Split('|');
        var name = forms[0].Trim();
        if (!IsName(name)) wrong($"`{{{name}}}` is no name; write `{{answers.name}}`, or `{{{{` for a brace");
        if (forms.Length is not (1 or 3)) wrong($"`{{{inside}}}` needs two forms: `{{{name}|one thing|# things}}`");
        return forms.Length == 3 ? new Part(forms[1], name, forms[2]) : new Part("", name, null);
    }

    static bool IsName(string name) => name.Length > 0 && name.Split('.') is { Length: <= 2 } words && words.All(Naming.IsName);

    // Words, or a name; with two forms the text is that for one.
    readonly record struct Part(string Text, string? Name, string? Many)
    {
        public string With(string value) => Many is null ? value : (value is "1" ? Text : Many).Replace("#", value, StringComparison.Ordinal);
    }
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
