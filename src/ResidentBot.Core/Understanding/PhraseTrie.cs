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
    readonly Node _root = new();

    /// <summary>Adds a pattern; its trigger place, if it has one, is left out.</summary>
    public void Add(Pattern pattern, int payload)
    {
        var places = pattern.Places.Where(place => place is not PatternPlace.Trigger);
        Add(_root, backward ? [.. places.Reverse()] : [.. places], 0, payload);
    }

    /// <summary>Adds the patterns found from one token on (or, backward, ending before it) to <paramref name="hits"/>, which is made when the first is found.</summary>
    public void Collect(ReadOnlySpan<Token> tokens, int at, ref List<PhraseHit>? hits)
    {
        // Most tokens begin nothing: they cost one look-up.
        var next = backward ? at - 1 : at;
        if (_root is { AtStart: null, AtEnd: null, Gaps.Length: 0 } && (next < 0 || next >= tokens.Length || _root.Next(tokens[next].Id) is null)) return;
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
        foreach (var words in ((PatternPlace.Words)places[index]).Alternatives)
        {
            var child = node;
            foreach (var id in backward ? words.Reverse() : words) child = child.After(id);
            Add(child, places, index + 1, payload);
        }
    }

    void Walk(Node node, ReadOnlySpan<Token> tokens, int at, PhraseHit hit, ref List<PhraseHit>? hits)
    {
        foreach (var payload in node.Payloads)
            (hits ??= []).Add(backward ? hit with { Payload = payload, Start = at } : hit with { Payload = payload, End = at });
        if (node.AtStart is not null && (at == 0 || TokenIds.IsEdge(tokens[at - 1].Id))) Walk(node.AtStart, tokens, at, hit, ref hits);
        if (node.AtEnd is not null && (at == tokens.Length || TokenIds.IsEdge(tokens[at].Id))) Walk(node.AtEnd, tokens, at, hit, ref hits);
        if (Peek(tokens, at) is { } id && node.Next(id) is { } child) Walk(child, tokens, backward ? at - 1 : at + 1, hit, ref hits);
        foreach (var gap in node.Gaps) WalkGap(gap, tokens, at, hit, ref hits);
    }

    void WalkGap(Gap gap, ReadOnlySpan<Token> tokens, int at, PhraseHit hit, ref List<PhraseHit>? hits)
    {
        var first = at;
        for (var width = 0; width <= gap.Most; width++)
        {
            if (Peek(tokens, at) is not { } id) return;
            if (gap.Then.Next(id) is { } child)
                Walk(child, tokens, backward ? at - 1 : at + 1, hit with { Gap = first, Inner = at }, ref hits);
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
        public int[] Payloads { get; set; } = [];

        public Node After(int id) => id switch
        {
            TokenIds.ClauseStart => AtStart ??= new Node(),
            TokenIds.ClauseEnd => AtEnd ??= new Node(),
            _ => Next(id) ?? Link(id),
        };

        public Node? Next(int id) => _more is null ? _onlyId == id ? _only : null : _more.GetValueOrDefault(id);

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
