using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>The two questions of a confirmation: is it right, and which answer is not.</summary>
sealed partial class Confirming(Step.Confirm confirm, Dialog dialog, DialogBook book, DialogContext context, DialogState state)
{
    const string Yes = "yes";
    const string Amend = "amend";
    const string Stop = "stop";

    /// <summary>What an answer to it means.</summary>
    public enum Meaning
    {
        /// <summary>All is right.</summary>
        Right,

        /// <summary>Something is not, nobody knows yet what.</summary>
        Wrong,

        /// <summary>Nothing of it is wanted.</summary>
        Stopped,

        /// <summary>One answer is to be given again.</summary>
        One,
    }

    /// <summary>The question at a stage, as if it stood in the file.</summary>
    public Step.Ask Question(string? stage) => stage == DialogStages.Which ? Which : Right;

    /// <summary>What came means, with the name of the answer to amend.</summary>
    public (Meaning Meaning, string Answer)? Read(DialogInput input, DialogAnswer? answer, string? stage)
    {
        if (stage == DialogStages.Which) return answer is null ? null : (Meaning.One, answer.Value);
        var meaning = input.Tap is null ? YesOrNo(input.Text) ?? answer?.Value : answer?.Value;
        // "不太对" is no yes, although a button's word stands in it.
        if (meaning is null or Yes && input.Tap is null && YesOrNo(input.Text) is null && Denial().IsMatch(input.Text)) meaning = Amend;
        return meaning switch
        {
            Yes => (Meaning.Right, ""),
            Stop => (Meaning.Stopped, ""),
            Amend when Amendable.IsEmpty => (Meaning.Stopped, ""),
            Amend when Amendable is [var only] => (Meaning.One, only.Id),
            Amend => Named(input.Text) is { } named ? (Meaning.One, named) : (Meaning.Wrong, ""),
            // "地点不对": what is named need not be asked for.
            _ => Named(input.Text) is { } named ? (Meaning.One, named) : null,
        };
    }

    /// <summary>The answers that can be given again, as choices.</summary>
    public ImmutableArray<DialogChoice> Amendable =>
        [.. Given.Where(name => dialog.StepGiving(name) is not null).Select(name => new DialogChoice(name, state.ShapeOf($"{dialog.Id}.{name}")?.Label ?? new Texts(name, name), []))];

    IEnumerable<string> Given => confirm.Answers.Where(name => state.Answers.GetValueOrDefault($"{dialog.Id}.{name}") is { Value.Length: > 0 });

    Step.Ask Right => new()
    {
        Id = confirm.Id,
        Name = confirm.Id!,
        Type = AskType.Choice,
        Text = new TextTemplate(Template.Of(ReadBack()), Template.Of(ReadBack())),
        Again = Fixed("dialog_confirm_again"),
        Choices =
        [
            new(Yes, confirm.Yes ?? book.Texts.Both("dialog_confirm_yes"), []),
            .. Amendable.IsEmpty ? ImmutableArray<DialogChoice>.Empty : [new(Amend, book.Texts.Both("dialog_confirm_amend"), [])],
            new(Stop, book.Texts.Both("dialog_confirm_stop"), []),
        ],
        Tries = confirm.Tries,
        Timeout = confirm.Timeout,
        OnTimeout = confirm.OnTimeout,
    };

    Step.Ask Which => Right with { Text = Fixed("dialog_confirm_which"), Again = null, Choices = Amendable };

    TextTemplate Fixed(string id) => new(Template.Of(book.Texts.Say(id, Language.Zh)), Template.Of(book.Texts.Say(id, Language.En)));

    string ReadBack()
    {
        var shown = state.Shown(dialog);
        var lines = Given.Select(name => book.Texts.Say(
            "dialog_confirm_line", context.Language, ("label", state.ShapeOf($"{dialog.Id}.{name}")?.Label?[context.Language] ?? name), ("value", shown($"answers.{name}"))));
        var intro = confirm.Text is { } text ? text.Pick(context.Language, context.ReadsLittle, $"{context.TurnId}\n{confirm.Id}").Fill(shown) : book.Texts.Say("dialog_confirm", context.Language);
        return string.Join('\n', lines.Prepend(intro));
    }

    string? YesOrNo(string text) => YesNo.Read(text, book.Texts.Say("dialog_yes", context.Language), book.Texts.Say("dialog_no", context.Language)) switch
    {
        true => Yes,
        false => Amend,
        null => null,
    };

    string? Named(string text) => ChoiceMatch.Contained(Plain.Form(text), Amendable)?.Id;

    [GeneratedRegex(@"[不没别未]|\b(no|not|nor|never)\b|n't", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Denial();
}
