using ResidentBot.Core.Dialogs.Answers;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>Puts a turn into words: in the resident's language, in short for who reads little, and each time in one of the variants.</summary>
sealed class Wording(DialogBook book, DialogContext context, DialogState state, Standing standing)
{
    /// <summary>One of the engine's own texts.</summary>
    public string Own(string textId, params ReadOnlySpan<(string Name, string Value)> values) =>
        book.Texts.Pick(textId, context.Language, context.ReadsLittle, Seed).Fill(values);

    /// <summary>A text of the dialog's.</summary>
    public string Fill(TextTemplate text) => Fill(text.Pick(context.Language, context.ReadsLittle, Seed));

    /// <summary>A template of the dialog's.</summary>
    public string Fill(Template template) => standing.Dialog is { } dialog ? template.Fill(state.Shown(dialog)) : template.Fill(_ => "");

    /// <summary>A question, after what came was no answer to it, if anything came.</summary>
    public string Question(Step.Ask ask, Refusal? why)
    {
        var question = Fill(ask.Text);
        if (why is { IsPrecise: true }) question = Own(why.Text, why.Values.AsSpan());
        else if (why is not null) question = ask.Again is { } gentler ? Fill(gentler) : $"{Own(why.Text)}\n{question}";
        if (ask.Optional && ask.Type is AskType.Number or AskType.Amount) question = $"{question}\n{Own("dialog_skip_hint")}";
        return context.ReadsLittle ? $"{question}\n{Own("dialog_person_hint")}" : question;
    }

    string Seed => $"{context.TurnId}\n{standing.Dialog?.Id}\n{standing.At}";
}
