using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs;

/// <summary>
/// One text in every language. A language may have several variants, so that what is said often does not sound like a machine, and a short form for
/// those who read little:
/// <code>
/// zh: [好的。, 行，记下了。]
/// en: [All right., "Fine, noted."]
/// simple: {zh: 好。, en: Good.}
/// </code>
/// </summary>
/// <param name="Zh">Chinese; the first variant.</param>
/// <param name="En">English; the first variant.</param>
public sealed record TextTemplate(Template Zh, Template En)
{
    /// <summary>Further ways to say it in Chinese.</summary>
    public ImmutableArray<Template> MoreZh { get; init; } = [];

    /// <summary>Further ways to say it in English.</summary>
    public ImmutableArray<Template> MoreEn { get; init; } = [];

    /// <summary>In short words, for those who read little; null when the usual ones serve them too.</summary>
    public TextTemplate? Simple { get; init; }

    /// <summary>The first variant in one language.</summary>
    public Template this[Language language] => language == Language.En ? En : Zh;

    /// <summary>All variants in one language.</summary>
    public IEnumerable<Template> In(Language language) => (language == Language.En ? MoreEn : MoreZh).Prepend(this[language]);

    /// <summary>The variant for a turn: the same seed gives the same.</summary>
    /// <param name="language">In which language.</param>
    /// <param name="readsLittle">Whether the short form is wanted.</param>
    /// <param name="seed">What chooses among variants, such as a turn's id and a step's.</param>
    public Template Pick(Language language, bool readsLittle, string seed)
    {
        if (readsLittle && Simple is not null) return Simple.Pick(language, false, seed);
        var more = language == Language.En ? MoreEn : MoreZh;
        if (more.IsEmpty) return this[language];
        var at = (int)((Running.Tokens.Hash(seed) >> 17) % (ulong)(more.Length + 1));
        return at == 0 ? this[language] : more[at - 1];
    }
}
