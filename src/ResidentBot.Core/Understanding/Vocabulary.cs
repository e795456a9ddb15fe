namespace ResidentBot.Core.Understanding;

/// <summary>The Latin words and numbers that patterns speak of, by id. Some of them are also known when one letter is wrong, missing, doubled or swapped.</summary>
sealed class Vocabulary
{
    const int ShortestMisspelled = 6;

    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    readonly Dictionary<string, (int Id, int Place)> _lacking = new(StringComparer.Ordinal);
    readonly HashSet<int> _misspelled = [];
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _find;
    readonly Dictionary<string, (int Id, int Place)>.AlternateLookup<ReadOnlySpan<char>> _findLacking;

    public Vocabulary() => (_find, _findLacking) = (_ids.GetAlternateLookup<ReadOnlySpan<char>>(), _lacking.GetAlternateLookup<ReadOnlySpan<char>>());

    /// <summary>The word's id, given now if it is new. For reading files; afterwards only <see cref="Find"/> is called.</summary>
    public int Add(string word)
    {
        if (!_ids.TryGetValue(word, out var id)) _ids[word] = id = TokenIds.FirstWord + _ids.Count;
        return id;
    }

    /// <summary>Also knows the word with one letter wrong; false when it is shorter than six letters, where other words are too near.</summary>
    public bool AddMisspelled(string word)
    {
        if (word.Length < ShortestMisspelled) return false;
        var id = Add(word);
        _misspelled.Add(id);
        for (var i = 1; i < word.Length; i++) _lacking.TryAdd(word.Remove(i, 1), (id, i));
        return true;
    }

    /// <summary>The id of a word in lower case; <see cref="TokenIds.Unknown"/> when no pattern speaks of it.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        if (_find.TryGetValue(word, out var id)) return id;
        id = FindStretched(word);
        return id != TokenIds.Unknown || word.Length < ShortestMisspelled - 1 || _lacking.Count == 0 ? id : FindMisspelled(word);
    }

    // "heeelp", "helppp": people in need lean on a key.
    int FindStretched(ReadOnlySpan<char> word)
    {
        Span<char> shorter = stackalloc char[word.Length];
        var length = 0;
        for (var run = 0; run < word.Length;)
        {
            var end = run + 1;
            while (end < word.Length && word[end] == word[run] && !char.IsAsciiDigit(word[run])) end++;
            shorter[length++] = word[run];
            if (end - run == 2) shorter[length++] = word[run];
            run = end;
        }
        return length < word.Length && _find.TryGetValue(shorter[..length], out var id) ? id : TokenIds.Unknown;
    }

    int FindMisspelled(ReadOnlySpan<char> word)
    {
        if (_findLacking.TryGetValue(word, out var lacking)) return lacking.Id;
        Span<char> shorter = stackalloc char[word.Length - 1];
        word[1..].CopyTo(shorter);
        // Each time the word without its letter i. A wrong first letter makes another word more often than a slip.
        for (var i = 1; i < word.Length; i++)
        {
            shorter[i - 1] = word[i - 1];
            if (_find.TryGetValue(shorter, out var id) && _misspelled.Contains(id)) return id;
            if (_findLacking.TryGetValue(shorter, out lacking) && Math.Abs(lacking.Place - i) <= 1) return lacking.Id;
        }
        return TokenIds.Unknown;
    }
}
