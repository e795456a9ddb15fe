using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Host.Registers;

/// <summary>What is looked for in the register: words, and what must be so.</summary>
public abstract record RegisterFilter
{
    /// <summary>As typed; "" for everybody.</summary>
    public string Words { get; init; } = "";

    /// <summary>Labels that must all hold.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Lives alone.</summary>
    public bool Alone { get; init; }

    /// <summary>Gets welfare texts.</summary>
    public bool Enrolled { get; init; }

    /// <summary>Is away.</summary>
    public bool Away { get; init; }

    /// <summary>A node of the tree, with all below it; "" for the whole tree.</summary>
    public string Place { get; init; } = "";

    /// <summary>Whether anything beside words and place is asked for.</summary>
    public bool IsFiltered => Labels.Length > 0 || Alone || Enrolled || Away;
}

/// <summary>A look into the index.</summary>
sealed record RegisterQuery : RegisterFilter
{
    /// <summary>The day on which labels must hold.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>Who may be seen by whoever asks.</summary>
    public Func<RegisterEntry, bool> IsSeen { get; init; } = _ => true;

    /// <summary>Whether an entry passes all filters, the words aside.</summary>
    public bool Passes(RegisterEntry entry)
    {
        var person = entry.Person;
        if ((Alone && !person.LivesAlone) || (Enrolled && !person.Enrolled) || (Away && person.Away is null)) return false;
        if (Place.Length > 0 && !entry.Path.Any(place => place.Id == Place)) return false;
        foreach (var label in Labels)
            if (!person.Labels.Any(one => one.Label == label && one.Holds(Today))) return false;
        return IsSeen(entry);
    }
}

/// <summary>Typed words, taken apart once for all entries. Words with spaces may be one thing, or several that must all fit: 王芳 东1栋.</summary>
sealed class TypedWords
{
    const int FewestDigits = 4;

    readonly Part _whole;
    readonly Part[] _parts;

    /// <summary>Takes them apart.</summary>
    public TypedWords(string typed)
    {
        _whole = new Part(typed);
        var words = typed.Split((char[])[' ', '\u3000', ',', '，'], StringSplitOptions.RemoveEmptyEntries);
        _parts = words.Length > 1 ? [.. words.Select(word => new Part(word))] : [];
    }

    /// <summary>How well an entry fits, 0 for not at all.</summary>
    public int Score(RegisterEntry entry)
    {
        var best = _whole.Score(entry);
        if (_parts.Length == 0) return best;
        var all = int.MaxValue;
        foreach (var part in _parts)
        {
            all = Math.Min(all, part.Score(entry));
            if (all == 0) return best;
        }
        // Several words that each fit say less than one thing that fits.
        return Math.Max(best, all - 1);
    }

    sealed class Part
    {
        readonly string _plain;
        readonly string _letters;
        readonly string _digits;
        readonly DoorQuery _door;

        public Part(string typed)
        {
            _plain = Plain.Form(typed);
            _letters = _plain.Length > 0 && _plain.All(c => c is (>= 'a' and <= 'z') or ' ' or '\'') && _plain.Any(char.IsAsciiLetter) ? _plain : "";
            var digits = string.Concat(_plain.Where(char.IsAsciiDigit));
            _digits = digits.Length >= FewestDigits && _plain.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')') ? digits : "";
            _door = new DoorQuery(typed);
        }

        public int Score(RegisterEntry entry) => Math.Max(Name(entry), Elsewhere(entry));

        int Name(RegisterEntry entry)
        {
            if (_plain.Length == 0) return 0;
            if (entry.PlainName == _plain) return 100;
            var at = entry.PlainName.IndexOf(_plain, StringComparison.Ordinal);
            if (at >= 0) return at == 0 ? 90 : 80;
            if (_letters.Length == 0 || entry.Spoken is not { } spoken) return 0;
            return spoken.Fits(_letters) switch { 3 => 78, 2 => 74, 1 => 60, _ => 0 };
        }

        int Elsewhere(RegisterEntry entry)
        {
            if (entry.Person.Id.StartsWith(_plain, StringComparison.OrdinalIgnoreCase) && _plain.Length >= 3) return entry.Person.Id.Length == _plain.Length ? 95 : 55;
            if (_digits.Length > 0)
                foreach (var phone in entry.Digits)
                    if (phone.EndsWith(_digits, StringComparison.Ordinal)) return 85;
            return entry.Door.Fits(_door) switch { 3 => 70, 2 => 65, 1 => 50, _ => 0 };
        }
    }
}
