namespace ResidentBot.Core.Understanding.Sounds;

/// <summary>A text by its sound: for homophones, slips of voice input, and messages typed in Latin letters.</summary>
static class Spoken
{
    const int MostSyllables = 12;

    // English words that could be syllables.
    static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> English = new HashSet<string>(
        ("a an age ai ale ancient ape are ate bad bake bale ban bang banana bane bare base bean bee bide bike bile bin binge bite bo cage cake can candle cane cang cape care case "
        + "change chase cheque chi chin china chine chose cute dale dame dan dance dang dare date die dine dire done dong dude duke dune e en engage fa face fade fake fame fan fang fare "
        + "fate fen gale game gang gape gate gave ge gene genuine gun guide hale hang hare hate he hen here hero hi hide hike ho huge ka lace lad lade lake lame lance lane language late laze "
        + "lease leo li lice lie like line lite long lure machine made make male mama man manage mane mange mango manual mare mate me mean men menu mere mi mice mike mile mine "
        + "minute mite mule mute nan nana name nice nine no none nu nude nue nurse o on one or orange our ou pa pace page pale pan pane panda pang pen people piano pie pile pin pine "
        + "ping pure ran rang range re rice rule run sa safe sage sake sale same sane sang sauna se sea senile shade shake shale shame shan shape share she shi shine side silence sine site size "
        + "song su suite sun sung sure ta take tale tame tan tang tape tea ten tide tie tile time tin ting tire to tone tune u use wage wait wake wan wane wang ware we woman women "
        + "wan yang ye yen yo you young yuan zone due sue cue hue lan wifi hello her the anyone again ban die lung dang deng den ding tong pi").Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text is written in syllables throughout: no Chinese character, and its words are syllables rather than English.</summary>
    public static bool IsPinyin(ReadOnlySpan<char> text)
    {
        var (syllables, both, neither) = (0, 0, 0);
        Span<char> word = stackalloc char[32];
        Span<int> heard = stackalloc int[MostSyllables];
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is >= '\u3400' and <= '\u9fff') return false;
            if (!char.IsAsciiLetter(text[at]))
            {
                at++;
                continue;
            }
            var length = Lower(text, ref at, word);
            if (length == 0 || Syllables.Cut(word[..length], heard) == 0) neither++;
            else if (English.Contains(word[..length])) both++;
            else syllables++;
        }
        return syllables > 0 && syllables * 2 >= both && syllables > neither && (syllables + both) * 3 >= neither * 7;
    }

    /// <summary>The syllables of a Latin word of such a text; 0 when it is none.</summary>
    public static int Cut(ReadOnlySpan<char> text, Span<int> heard)
    {
        Span<char> word = stackalloc char[32];
        var at = 0;
        while (at < text.Length && !char.IsAsciiLetter(text[at])) at++;
        return at < text.Length && Lower(text, ref at, word) is > 0 and var length ? Syllables.Cut(word[..length], heard) : 0;
    }

    /// <summary>The tokens of a text with syllables in the place of characters. <paramref name="sounds"/> must be twice as long as the text.</summary>
    public static int Read(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, Span<Token> sounds)
    {
        var pinyin = IsPinyin(text);
        var count = 0;
        Span<int> heard = stackalloc int[MostSyllables];
        foreach (var token in tokens)
        {
            var syllables = 0;
            if (token.Id is >= '\u4e00' and <= '\u9fff' && Syllables.Heard((char)token.Id) is > 0 and var one) (syllables, heard[0]) = (1, one);
            else if (pinyin && !TokenIds.IsBreak(token.Id)) syllables = Cut(text[token.Start..token.End], heard);
            if (syllables == 0) sounds[count++] = token;
            for (var i = 0; i < syllables; i++) sounds[count++] = token with { Id = TokenIds.FirstSyllable + heard[i] };
        }
        return count;
    }

    static int Lower(ReadOnlySpan<char> text, ref int at, Span<char> word)
    {
        var length = 0;
        for (; at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '\''); at++)
        {
            if (text[at] == '\'') continue;
            if (length < word.Length) word[length] = char.ToLowerInvariant(text[at]);
            length++;
        }
        return length <= word.Length ? length : 0;
    }
}
