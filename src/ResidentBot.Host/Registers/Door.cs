using System.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Host.Registers;

/// <summary>Where somebody lives, as people type it: <c>东1栋1单元101</c>, <c>东 1 号楼 1 门 101 室</c>, <c>1-101</c>, <c>1-1-101</c>, <c>101</c>.</summary>
sealed class Door
{
    static readonly (string Said, string Plain)[] Words =
    [
        ("号楼", "栋"), ("幢", "栋"), ("座", "栋"), ("楼", "栋"), ("单元门", "单元"), ("梯", "单元"), ("门", "单元"), ("片区", "区"),
        ("building", "栋"), ("bldg", "栋"), ("stairwell", "单元"), ("unit", "单元"), ("flat", ""), ("room", ""), ("apartment", ""),
        ("号", ""), ("室", ""), ("户", ""),
    ];

    readonly string _path;
    readonly string _unit;
    readonly string[] _numbers;

    /// <summary>A door by its path, from the top of the tree down, and its unit.</summary>
    public Door(IEnumerable<Place> path, string unit)
    {
        var whole = "";
        foreach (var name in path.Select(place => Form(place.Name)).Append(Form(unit)))
        {
            // A name that repeats the one above it stands for both.
            var above = Tail(whole, name);
            whole = whole[..^above] + name;
        }
        (_path, _unit) = (whole, Form(unit));
        _numbers = Numbers(whole);
    }

    /// <summary>How well a typed address fits: 3 for this very door, 2 for the end of it, 1 for a part, 0 for not at all.</summary>
    public int Fits(DoorQuery query)
    {
        if (query.Text.Length == 0) return 0;
        if (_unit == query.Text) return 3;
        if (EndsWith(query.Text)) return query.Text.Length > _unit.Length ? 3 : query.HasDigit ? 2 : 1;
        if (query.Numbers.Length >= 2 && Hold(query)) return 2;
        // A bare number must be the number of a door, never a part of one.
        return !query.IsBare && _path.Contains(query.Text, StringComparison.Ordinal) ? 1 : 0;
    }

    /// <summary>The one form in which addresses are compared.</summary>
    public static string Form(string text)
    {
        var plain = Plain.Form(text);
        foreach (var (said, word) in Words) plain = plain.Replace(said, word, StringComparison.Ordinal);
        var form = new StringBuilder(plain.Length);
        foreach (var c in plain)
            if (char.IsLetterOrDigit(c)) form.Append(c);
        return form.ToString();
    }

    /// <summary>The runs of digits, without leading zeros.</summary>
    public static string[] Numbers(string text)
    {
        var numbers = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }
            var from = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            numbers.Add(text[from..i].TrimStart('0'));
        }
        return [.. numbers];
    }

    // 01 is not the end of 101: a number counts as a whole.
    bool EndsWith(string text)
    {
        if (!_path.EndsWith(text, StringComparison.Ordinal)) return false;
        var before = _path.Length - text.Length - 1;
        return before < 0 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(_path[before]);
    }

    // 1-101 of building 1, stairwell 2, flat 101: the flat is the last number, the others stand before it in their order.
    bool Hold(DoorQuery query)
    {
        if (_numbers.Length == 0 || _numbers[^1] != query.Numbers[^1]) return false;
        var at = 0;
        foreach (var number in _numbers[..^1])
            if (at < query.Numbers.Length - 1 && number == query.Numbers[at]) at++;
        return at == query.Numbers.Length - 1 && (query.Before.Length == 0 || _path.Contains(query.Before, StringComparison.Ordinal));
    }

    static int Tail(string whole, string name)
    {
        for (var length = Math.Min(whole.Length, name.Length); length > 0; length--)
            if (whole.AsSpan()[^length..].SequenceEqual(name.AsSpan(0, length))) return length;
        return 0;
    }
}

/// <summary>A typed address, taken apart once for all doors.</summary>
sealed class DoorQuery
{
    /// <summary>Takes it apart.</summary>
    public DoorQuery(string typed)
    {
        Text = Door.Form(typed);
        HasDigit = Text.Any(char.IsAsciiDigit);
        IsBare = HasDigit && Text.All(char.IsAsciiDigit);
        var isDashed = typed.Any(c => c is '-' or '－' or '—' or '/' or '#');
        Numbers = isDashed ? Door.Numbers(typed) : [];
        Before = isDashed ? string.Concat(Text.TakeWhile(c => !char.IsAsciiDigit(c))) : "";
    }

    /// <summary>In the form of <see cref="Door.Form"/>.</summary>
    public string Text { get; }

    /// <summary>Whether any digit was typed.</summary>
    public bool HasDigit { get; }

    /// <summary>Whether nothing but digits was typed.</summary>
    public bool IsBare { get; }

    /// <summary>The numbers between dashes; empty when none were typed.</summary>
    public string[] Numbers { get; }

    /// <summary>What stands before the first number: 东 in 东1-101.</summary>
    public string Before { get; }
}
