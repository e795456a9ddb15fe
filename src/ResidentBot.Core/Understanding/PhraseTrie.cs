using System.Runtime.CompilerServices;

namespace ResidentBot.Core.Understanding;

/// <summary>Where a pattern was found.</summary>
/// <param name="Payload">What the pattern was added with.</param>
/// <param name="Start">Index of its first token.</param>
/// <param name="End">Index after its last token.</param>
/// <param name="Gap">Index of the first token in its last gap; <paramref name="Start"/> without one.</param>
/// <param name="Inner">Index of the first token after its last gap; <paramref name="Start"/> without one.</param>
readonly record struct PhraseHit(int Payload, int Start, int End, int Gap, int Inner);

/// <summary>All patterns of a file as one tree of words, so that a text is compared with all of them at once. Read backward, it ends before a token.</summary>
sealed class PhraseTrie(bool backward = false)
{
    // A place with many words is kept once and stands aside: with all that may follow behind each word of it, the tree would grow beyond measure.
    const int FewWords = 4;
    const int FewPlaces = 3;

    readonly Node _root = new();
    readonly Dictionary<PatternPlace.Words, Node> _places = [];

    /// <summary>Adds a pattern; its trigger place, if it has one, is left out.</summary>
    public void Add(Pattern pattern, int payload)
    {
        var places = pattern.Places.Where(place => place is not PatternPlace.Trigger);
        Add(_root, backward ? [.. places.Reverse()] : [.. places], 0, payload);
    }

    /// <summary>Adds the patterns found from one token on (or, backward, ending before it) to <paramref name="hits"/>, which is made when the first is found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Collect(ReadOnlySpan<Token> tokens, int at, ref List<PhraseHit>? hits)
    {
        // Most tokens begin nothing: they cost one look-up.
        var next = backward ? at - 1 : at;
        if (_root is { AtStart: null, AtEnd: null, Gaps.Length: 0, EdgePlaces.Length: 0 } && (next < 0 || next >= tokens.Length || !_root.Begins(tokens[next].Id))) return;
        Walk(_root, tokens, at, new PhraseHit(0, at, at, at, at), ref hits);
    }

    void Add(Node node, PatternPlace[] places, int index, int payload)
    {
        if (index == places.Length)
        {
            if (!node.Payloads.Contains(payload)) node.Payloads = [.. node.Payloads, payload];
            return;
        }
        if (places[index] is PatternPlace.Gap gap)
        {
            Add(node.AfterGap(gap.Most), places, index + 1, payload);
            return;
        }
        var place = (PatternPlace.Words)places[index];
        if (place.Alternatives.Count > FewWords)
        {
            Add(node.AfterPlace(Place(place)), places, index + 1, payload);
            if (place.Alternatives.Any(words => words.Length == 0)) Add(node, places, index + 1, payload);
            return;
        }
        foreach (var words in place.Alternatives) Add(Follow(node, words), places, index + 1, payload);
    }

    Node Place(PatternPlace.Words place)
    {
        if (_places.TryGetValue(place, out var first)) return first;
        _places[place] = first = new Node();
        foreach (var words in place.Alternatives.Where(words => words.Length > 0)) Follow(first, words).Payloads = [0];
        return first;
    }

    Node Follow(Node node, int[] words)
    {
        foreach (var id in backward ? words.Reverse() : words) node = node.After(id);
        return node;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Walk(Node node, ReadOnlySpan<Token> tokens, int at, PhraseHit hit, ref List<PhraseHit>? hits)
    {
        foreach (var payload in node.Payloads)
            (hits ??= []).Add(backward ? hit with { Payload = payload, Start = at } : hit with { Payload = payload, End = at });
        if (node.AtStart is not null && (at == 0 || TokenIds.IsEdge(tokens[at - 1].Id))) Walk(node.AtStart, tokens, at, hit, ref hits);
        if (node.AtEnd is not null && (at == tokens.Length || TokenIds.IsEdge(tokens[at].Id))) Walk(node.AtEnd, tokens, at, hit, ref hits);
        if (Peek(tokens, at) is { } id && node.Next(id) is { } child) Walk(child, tokens, backward ? at - 1 : at + 1, hit, ref hits);
        if (node.Places.Length > 0) WalkPlaces(node, tokens, at, hit, ref hits);
        foreach (var gap in node.Gaps) WalkGap(gap, tokens, at, hit, ref hits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WalkPlaces(Node node, ReadOnlySpan<Token> tokens, int at, PhraseHit hit, ref List<PhraseHit>? hits)
    {
        if (node.Starts is null)
        {
            foreach (var (first, then) in node.Places) WalkPlace(first, then, tokens, at, hit, ref hits);
            return;
        }
        foreach (var (first, then) in node.EdgePlaces) WalkPlace(first, then, tokens, at, hit, ref hits);
        if (Peek(tokens, at) is { } id && node.Starts.TryGetValue(id, out var starts))
            foreach (var (child, then) in starts) WalkPlace(child, then, tokens, backward ? at - 1 : at + 1, hit, ref hits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WalkPlace(Node node, Node then, ReadOnlySpan<Token> tokens, int at, PhraseHit hit, ref List<PhraseHit>? hits)
    {
        if (node.Payloads.Length > 0) Walk(then, tokens, at, hit, ref hits);
        if (node.AtStart is not null && (at == 0 || TokenIds.IsEdge(tokens[at - 1].Id))) WalkPlace(node.AtStart, then, tokens, at, hit, ref hits);
        if (node.AtEnd is not null && (at == tokens.Length || TokenIds.IsEdge(tokens[at].Id))) WalkPlace(node.AtEnd, then, tokens, at, hit, ref hits);
        if (Peek(tokens, at) is { } id && node.Next(id) is { } child) WalkPlace(child, then, tokens, backward ? at - 1 : at + 1, hit, ref hits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WalkGap(Gap gap, ReadOnlySpan<Token> tokens, int at, PhraseHit hit, ref List<PhraseHit>? hits)
    {
        var first = at;
        for (var width = 0; width <= gap.Most; width++)
        {
            if (Peek(tokens, at) is not { } id) return;
            var inner = hit with { Gap = first, Inner = at };
            if (gap.Then.Next(id) is { } child) Walk(child, tokens, backward ? at - 1 : at + 1, inner, ref hits);
            if (gap.Then.Places.Length > 0) WalkPlaces(gap.Then, tokens, at, inner, ref hits);
            // What stands before a trigger touches it only within its clause.
            if (backward ? TokenIds.IsBreak(id) : TokenIds.IsStop(id)) return;
            at += backward ? -1 : 1;
        }
    }

    int? Peek(ReadOnlySpan<Token> tokens, int at)
    {
        var next = backward ? at - 1 : at;
        return next >= 0 && next < tokens.Length ? tokens[next].Id : null;
    }

    sealed record Gap(int Most, Node Then);

    sealed class Node
    {
        // Most nodes go on with one word alone: only a second one is worth a table.
        int _onlyId;
        Node? _only;
        Dictionary<int, Node>? _more;

        public Node? AtStart { get; set; }
        public Node? AtEnd { get; set; }
        public Gap[] Gaps { get; set; } = [];

        /// <summary>Places that go on from here, each with what stands behind it.</summary>
        public (Node First, Node Then)[] Places { get; private set; } = [];

        /// <summary>By a word: how far it leads into the places, and what stands behind them; null while there are few places.</summary>
        public Dictionary<int, List<(Node Child, Node Then)>>? Starts { get; private set; }

        /// <summary>The places that may begin with an edge of a clause, which is no word.</summary>
        public (Node First, Node Then)[] EdgePlaces { get; private set; } = [];
        public int[] Payloads { get; set; } = [];

        public Node After(int id) => id switch
        {
            TokenIds.ClauseStart => AtStart ??= new Node(),
            TokenIds.ClauseEnd => AtEnd ??= new Node(),
            _ => Next(id) ?? Link(id),
        };

        public Node? Next(int id) => _more is null ? _onlyId == id ? _only : null : _more.GetValueOrDefault(id);

        /// <summary>Whether anything goes on with this word.</summary>
        public bool Begins(int id) => Next(id) is not null || (Starts is null ? Array.Exists(Places, place => place.First.Next(id) is not null) : Starts.ContainsKey(id));

        public Node AfterPlace(Node first)
        {
            foreach (var (known, after) in Places)
                if (known == first) return after;
            var then = new Node();
            Places = [.. Places, (first, then)];
            if (first.AtStart is not null || first.AtEnd is not null) EdgePlaces = [.. EdgePlaces, (first, then)];
            if (Starts is not null)
            {
                Index(first, then);
            }
            else if (Places.Length > FewPlaces)
            {
                Starts = [];
                foreach (var (known, after) in Places) Index(known, after);
            }
            return then;
        }

        void Index(Node first, Node then)
        {
            if (first._only is not null) Index(first._onlyId, first._only, then);
            foreach (var (id, child) in first._more ?? [])
                if (id != first._onlyId) Index(id, child, then);
        }

        void Index(int id, Node child, Node then)
        {
            if (!Starts!.TryGetValue(id, out var starts)) Starts[id] = starts = [];
            starts.Add((child, then));
        }

        Node Link(int id)
        {
            var node = new Node();
            if (_only is null)
            {
                (_onlyId, _only) = (id, node);
                return node;
            }
            _more ??= new Dictionary<int, Node> { [_onlyId] = _only };
            return _more[id] = node;
        }

        public Node AfterGap(int most)
        {
            if (Array.Find(Gaps, gap => gap.Most == most) is { } known) return known.Then;
            var gap = new Gap(most, new Node());
            Gaps = [.. Gaps, gap];
            return gap.Then;
        }
    }
}
