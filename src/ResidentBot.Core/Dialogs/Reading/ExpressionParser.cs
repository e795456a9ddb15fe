using System.Collections.Immutable;
using System.Globalization;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>
/// Reads conditions by recursive descent:
/// <code>
/// or      = and { "or" and }
/// and     = not { "and" not }
/// not     = "not" not | "(" or ")" | test
/// test    = name ( "=" | "!=" ) value | name ( "&lt;" | "&gt;" | "&lt;=" | "&gt;=" ) number | name [ "not" ] "in" "[" value { "," value } "]" | name "is" [ "not" ] "empty"
/// </code>
/// </summary>
sealed class ExpressionParser
{
    static readonly ImmutableHashSet<string> Words = ["and", "or", "not", "in", "is", "empty"];
    readonly List<string> _tokens;
    readonly Func<string, string> _name;
    readonly Action<string, string?> _used;
    int _at;

    ExpressionParser(List<string> tokens, Func<string, string> name, Action<string, string?> used) => (_tokens, _name, _used) = (tokens, name, used);

    /// <summary>Parses a condition.</summary>
    /// <param name="text">As written.</param>
    /// <param name="name">Gives a written name its full form.</param>
    /// <param name="used">Told of each full name and the value it is compared with: null for none, <c>#</c> for a number.</param>
    /// <param name="wrong">Told what is wrong when it cannot be read.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static Expression? Parse(string text, Func<string, string> name, Action<string, string?> used, Action<string> wrong)
    {
        try
        {
            var parser = new ExpressionParser(Tokens(text), name, used);
            var expression = parser.Or();
            return parser.Peek is null ? expression : throw new FormatException($"`{parser.Peek}` is too much");
        }
        catch (FormatException fault)
        {
            wrong($"the condition `{text}` cannot be read: {fault.Message}");
            return null;
        }
    }

    string? Peek => _at < _tokens.Count ? _tokens[_at] : null;

    Expression Or()
    {
        var parts = ImmutableArray.Create(And());
        while (Take("or")) parts = parts.Add(And());
        return parts is [var only] ? only : new Expression.Or(parts);
    }

    Expression And()
    {
        var parts = ImmutableArray.Create(Not());
        while (Take("and")) parts = parts.Add(Not());
        return parts is [var only] ? only : new Expression.And(parts);
    }

    Expression Not()
    {
        if (Take("not")) return new Expression.Not(Not());
        if (!Take("(")) return Test();
        var inner = Or();
        Expect(")");
        return inner;
    }

    Expression Test()
    {
        var written = Next("a name");
        if (Words.Contains(written) || !(char.IsAsciiLetter(written[0]) || written[0] > '\x7f')) throw new FormatException($"expected a name before `{written}`");
        var name = _name(written);
        var denied = false;
        switch (Next("=, !=, <, >, in or is"))
        {
            case "=": return Among(name, [Value()]);
            case "!=": return new Expression.Not(Among(name, [Value()]));
            case "not":
                Expect("in");
                return new Expression.Not(Among(name, List()));
            case "in": return Among(name, List());
            case "is":
                denied = Take("not");
                Expect("empty");
                _used(name, null);
                return denied ? new Expression.Not(new Expression.IsEmpty(name)) : new Expression.IsEmpty(name);
            case "<" or ">" or "<=" or ">=":
                var sign = _tokens[_at - 1];
                _used(name, "#");
                return new Expression.Compare(name, sign, Number());
            default: throw new FormatException($"expected =, !=, <, >, in or is after `{written}`, not `{_tokens[_at - 1]}`");
        }
    }

    Expression.In Among(string name, ImmutableArray<string> values)
    {
        foreach (var value in values) _used(name, value);
        return new Expression.In(name, values);
    }

    ImmutableArray<string> List()
    {
        Expect("[");
        var values = ImmutableArray.Create(Value());
        while (Take(",")) values = values.Add(Value());
        Expect("]");
        return values;
    }

    string Value()
    {
        var token = Next("a value");
        if (token is "(" or ")" or "[" or "]" or "," or "=" || Words.Contains(token)) throw new FormatException($"expected a value, not `{token}`");
        return token[0] == '"' ? token[1..] : token;
    }

    decimal Number() =>
        decimal.TryParse(Next("a number"), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"expected a number, not `{_tokens[_at - 1]}`");

    bool Take(string token)
    {
        if (Peek != token) return false;
        _at++;
        return true;
    }

    void Expect(string token)
    {
        if (!Take(token)) throw new FormatException($"expected `{token}` {(Peek is null ? "at the end" : $"before `{Peek}`")}");
    }

    string Next(string what) => Peek is null ? throw new FormatException($"expected {what} at the end") : _tokens[_at++];

    // A quoted value keeps its opening quote, so that "and" in quotes is a value.
    static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i])) i++;
            else if (text[i] is '"' or '\'')
            {
                var end = text.IndexOf(text[i], i + 1);
                if (end < 0) throw new FormatException("a quote is not closed");
                tokens.Add('"' + text[(i + 1)..end]);
                i = end + 1;
            }
            else
            {
                i += Length(text, i);
                tokens.Add(text[start..i]);
            }
        }
        return tokens;
    }

    static int Length(string text, int at)
    {
        if (text[at] is '!' or '<' or '>' && at + 1 < text.Length && text[at + 1] == '=') return 2;
        if ("()[],=<>!".Contains(text[at])) return 1;
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !"()[],=<>!\"'".Contains(text[end])) end++;
        return end - at;
    }
}
