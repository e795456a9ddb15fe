namespace ResidentBot.Core.Understanding;

/// <summary>A text cut into known phrases, each time the longest that begins here.</summary>
/// <param name="Hits">The phrases found, in reading order.</param>
/// <param name="Complete">Whether they cover the whole text but for its punctuation.</param>
/// <param name="Asks">Whether the text holds a question mark.</param>
sealed record Segments(IReadOnlyList<PhraseHit> Hits, bool Complete, bool Asks)
{
    const int OnStack = 256;

    public static Segments Of(string text, Vocabulary vocabulary, PhraseTrie phrases)
    {
        Span<Token> buffer = text.Length <= OnStack ? stackalloc Token[OnStack] : new Token[text.Length];
        ReadOnlySpan<Token> tokens = buffer[..Tokenizer.Read(text, vocabulary, buffer)];
        var (hits, complete, asks) = (new List<PhraseHit>(), true, false);
        List<PhraseHit>? here = null;
        for (var at = 0; at < tokens.Length;)
        {
            here?.Clear();
            phrases.Collect(tokens, at, ref here);
            if (here is { Count: > 0 })
            {
                var longest = here.MaxBy(hit => hit.End);
                hits.Add(longest);
                at = longest.End;
                continue;
            }
            asks |= tokens[at].Id == TokenIds.Question;
            complete &= TokenIds.IsBreak(tokens[at].Id);
            at++;
        }
        return new Segments(hits, complete, asks);
    }
}
