using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>Names, values and conditions of one dialog in people's words.</summary>
sealed class GraphNames(Dialog dialog)
{
    /// <summary>A text with the names in its braces in words: <c>类别：‹类别›</c>.</summary>
    public Texts Filled(TextTemplate text) => new(text.Zh.Fill(name => Marked(name).Zh), text.En.Fill(name => Marked(name).En));

    /// <summary>The same for a text of one language.</summary>
    public Texts Filled(Template text) => new(text.Fill(name => Marked(name).Zh), text.Fill(name => Marked(name).En));

    /// <summary>What a step writes down: <c>就业消息：是</c>.</summary>
    public Texts Setting(string name, Template value)
    {
        var filled = Filled(value);
        return GraphTexts.Of("setting", ("name", Name(name)), ("value", value.Names.Any() ? filled : Value(name, filled.Zh)));
    }

    /// <summary>A condition in words.</summary>
    /// <param name="condition">As it was read.</param>
    /// <param name="asked">The answer just given, which need not be named; null for none.</param>
    public Texts Condition(Expression condition, string? asked) => condition switch
    {
        Expression.Or or => Joined("or", or.Parts),
        Expression.And and => Joined("and", and.Parts),
        Expression.Not { Part: Expression.In among } => In("is_not", among),
        Expression.Not { Part: Expression.IsEmpty empty } => GraphTexts.Of("is_known", ("name", Name(empty.Name))),
        Expression.Not not => GraphTexts.Of("not", ("part", Condition(not.Part, null))),
        Expression.In among when asked is not null && among.Name == $"{dialog.Id}.{asked}" => Values(among),
        Expression.In among => In("is", among),
        Expression.IsEmpty empty => GraphTexts.Of("is_empty", ("name", Name(empty.Name))),
        Expression.Compare compare => GraphTexts.Of("compare", ("name", Name(compare.Name)), ("sign", compare.Sign), ("limit", compare.Limit)),
        _ => GraphTexts.Of("else"),
    };

    /// <summary>Why a person takes over: a word of ours, or the author's own words.</summary>
    public static Texts Reason(Texts reason) => GraphTexts.Find($"reason_{reason.Zh}") ?? reason;

    Texts Joined(string word, IEnumerable<Expression> parts) => GraphTexts.Join(GraphTexts.Of(word), parts.Select(part => Condition(part, null)));

    Texts In(string word, Expression.In among) => GraphTexts.Of(word, ("name", Name(among.Name)), ("values", Values(among)));

    Texts Values(Expression.In among) => GraphTexts.Join(GraphTexts.Of("or_value"), among.Values.Select(value => Value(among.Name, value)));

    /// <summary>A name where its value will stand.</summary>
    public Texts Marked(string name)
    {
        var words = Name(name);
        return new Texts($"‹{words.Zh}›", $"‹{words.En}›");
    }

    Texts Name(string name)
    {
        if (GraphTexts.Find($"name_{name}") is { } known) return known;
        var own = Own(name);
        return own is not null && dialog.Answers.GetValueOrDefault(own)?.Label is { } label ? label : new Texts(own ?? name, own ?? name);
    }

    Texts Value(string name, string value) =>
        (Own(name) is { } own ? dialog.Answers.GetValueOrDefault(own)?.Choices.FirstOrDefault(choice => choice.Id == value)?.Label : null)
            ?? GraphTexts.Find($"value_{value}") ?? new Texts(value, value);

    // An answer of this dialog by its bare name; null for anything else.
    string? Own(string name) => name.Split('.') switch
    {
        [var bare] => bare,
        [var head, var rest] when head == "answers" || head == dialog.Id => rest,
        _ => null,
    };
}
