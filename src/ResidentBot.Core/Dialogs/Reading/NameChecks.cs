using System.Globalization;
using NodaTime.Text;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Checks every name a dialog uses: answers, data, values compared with, dialogs called.</summary>
sealed class NameChecks(DialogDraft draft, IReadOnlyDictionary<string, DialogDraft> book, DialogRules rules, ICollection<Problem> problems)
{
    readonly Dialog _dialog = draft.Dialog!;
    readonly HashSet<string> _called = new(StringComparer.Ordinal);

    public void Run()
    {
        Collect(draft, _called);
        foreach (var (name, value, at) in draft.Names) CheckName(name, value, at);
        foreach (var (step, at) in draft.Targets) CheckTarget(step, at);
        foreach (var (dialog, at) in draft.Calls) CheckCall(dialog, at);
        foreach (var (answer, at) in draft.Confirmed) CheckConfirmed(answer, at);
        CheckTypes();
    }

    void CheckName(string name, string? value, Position at)
    {
        var dot = name.IndexOf('.');
        var (head, rest) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        if (head == _dialog.Id) CheckAnswer(_dialog, rest, value, at);
        else if (_called.Contains(head) && book[head].Dialog is { } called) CheckAnswer(called, rest, value, at);
        else if (IsData(name, head, rest, at)) CheckData(name, value, at);
    }

    // Whether a name is known data; what is not is reported.
    bool IsData(string name, string head, string rest, Position at) => head switch
    {
        "opening" => true,
        "person" => Known(rest, rules.PersonFields, $"nothing is known of a person as `{rest}`", at),
        "community" or "channel" => Known(name, rules.Data, $"unknown name `{name}`", at),
        "ticket" => Known(rest, ["number"], $"unknown name `{name}`", at),
        _ => Known(head, ["answers", "person", "community", "channel", "ticket"], $"unknown name `{name}`: `{head}` is neither data nor a dialog called here", at),
    };

    bool Known(string word, IEnumerable<string> known, string message, Position at)
    {
        if (known.Contains(word)) return true;
        Report(at, message + Spelling.Hint(word, known));
        return false;
    }

    void CheckData(string name, string? value, Position at)
    {
        if (value is null) return;
        if (value is DialogDraft.Number or DialogDraft.Counted) Report(at, NoNumber(name, value));
        else if (rules.Values.TryGetValue(name, out var values) && !values.Contains(value))
            Report(at, $"`{name}` can never be `{value}`; it is one of {string.Join(", ", values)}{Spelling.Hint(value, values)}");
    }

    void CheckAnswer(Dialog dialog, string name, string? value, Position at)
    {
        if (!dialog.Answers.TryGetValue(name, out var shape))
        {
            // A step that could not be read may have been the question.
            if (!draft.Incomplete) Report(at, $"no step of `{dialog.Id}` gives an answer `{name}`{Spelling.Hint(name, dialog.Answers.Keys)}");
            return;
        }
        if (value is null || shape.IsLoose) return;
        if (value is DialogDraft.Number or DialogDraft.Counted)
        {
            if (shape.Type is not (AskType.Number or AskType.Amount)) Report(at, NoNumber(name, value));
        }
        else if (Wrong(shape, value) is { } wrong)
        {
            Report(at, $"`{name}` can never be `{value}`; {wrong}");
        }
    }

    static string? Wrong(AnswerShape shape, string value) => shape.Type switch
    {
        _ when shape.Ids is { } ids => ids.Contains(value) ? null : $"it is one of {string.Join(", ", ids)}{Spelling.Hint(value, ids)}",
        AskType.Number or AskType.Amount when !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) => "it is a number",
        AskType.Date when !LocalDatePattern.Iso.Parse(value).Success => "it is a day such as 2026-12-31",
        AskType.Photo => "of a picture one can only ask whether it `is empty`",
        _ => null,
    };

    static string NoNumber(string name, string mark) =>
        mark == DialogDraft.Number ? $"`{name}` is no number and cannot be less or greater" : $"`{name}` is no number that a word could follow";

    void CheckConfirmed(string answer, Position at)
    {
        if (draft.Incomplete || !_dialog.Answers.ContainsKey(answer) || _dialog.StepGiving(answer) is not null) return;
        Report(at, $"nothing asks for `{answer}`, so that it could not be amended");
    }

    void CheckTarget(string step, Position at)
    {
        if (_dialog.Step(step) is not null || draft.Incomplete) return;
        var known = _dialog.Steps.Select(other => other.Id).OfType<string>().Append("end");
        Report(at, $"there is no step `{step}` in `{_dialog.Id}`{Spelling.Hint(step, known)}");
    }

    void CheckCall(string dialog, Position at)
    {
        if (!book.ContainsKey(dialog)) Report(at, $"there is no dialog `{dialog}`{Spelling.Hint(dialog, book.Keys)}");
        else if (LeadsBack(dialog)) Report(at, $"calling `{dialog}` leads back to `{_dialog.Id}` and would never end");
    }

    bool LeadsBack(string dialog)
    {
        var called = new HashSet<string>(StringComparer.Ordinal) { dialog };
        Collect(book[dialog], called);
        return called.Contains(_dialog.Id);
    }

    void CheckTypes()
    {
        for (var i = 0; i < _dialog.Steps.Length; i++)
        {
            if (_dialog.Steps[i] is Step.Ask ask && _dialog.Answers[ask.Name].Type != ask.Type)
                Report(draft.StepPlaces[i], $"`{ask.Name}` is asked as {_dialog.Answers[ask.Name].Type} elsewhere; one answer has one type");
            if (_dialog.Steps[i] is not Step.Set set) continue;
            foreach (var (name, value) in set.Values)
                if (value.Fixed is { Length: > 0 } word && _dialog.Answers.GetValueOrDefault(name) is { IsLoose: false } shape && Wrong(shape, word) is { } wrong)
                    Report(draft.StepPlaces[i], $"`{name}` can never be `{word}`; {wrong}");
        }
    }

    // Every dialog that is called from one, by one that is called, and so on.
    void Collect(DialogDraft from, HashSet<string> called)
    {
        foreach (var (id, _) in from.Calls)
            if (book.TryGetValue(id, out var next) && called.Add(id)) Collect(next, called);
    }

    void Report(Position at, string message) => problems.Add(new Problem(at.File, at.Line, at.Column, message));
}
