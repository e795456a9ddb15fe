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
        CheckTypes();
    }

    void CheckName(string name, string? value, Position at)
    {
        if (name == "opening") return;
        var dot = name.IndexOf('.');
        var (head, rest) = (name[..dot], name[(dot + 1)..]);
        if (head == "person") Known(rest, rules.PersonFields, $"nothing is known of a person as `{rest}`", at);
        else if (head is "community" or "channel") Known(name, rules.Data, $"unknown name `{name}`", at);
        else if (head == "ticket") Known(rest, ["number"], $"unknown name `{name}`", at);
        else if (head == _dialog.Id) CheckAnswer(_dialog, rest, value, at);
        else if (_called.Contains(head) && book[head].Dialog is { } called) CheckAnswer(called, rest, value, at);
        else Report(at, $"unknown name `{name}`: `{head}` is neither data nor a dialog called here{Spelling.Hint(head, ["answers", "person", "community", "channel", "ticket"])}");
    }

    void Known(string word, IEnumerable<string> known, string message, Position at)
    {
        if (!known.Contains(word)) Report(at, message + Spelling.Hint(word, known));
    }

    void CheckAnswer(Dialog dialog, string name, string? value, Position at)
    {
        if (!dialog.Answers.TryGetValue(name, out var shape))
        {
            // A step that could not be read may have been the question.
            if (!draft.Incomplete) Report(at, $"no step of `{dialog.Id}` gives an answer `{name}`{Spelling.Hint(name, dialog.Answers.Keys)}");
            return;
        }
        if (value is null) return;
        var ids = shape.Type switch
        {
            AskType.Choice => shape.Choices.Select(choice => choice.Id),
            AskType.YesNo => ["yes", "no"],
            _ => null,
        };
        if (value == "#")
        {
            if (ids is not null || shape.Type is AskType.Date or AskType.Photo or AskType.Location) Report(at, $"`{name}` is no number and cannot be less or greater");
        }
        else if (ids is not null && !ids.Contains(value))
        {
            Report(at, $"`{name}` can never be `{value}`; it is one of {string.Join(", ", ids)}{Spelling.Hint(value, ids)}");
        }
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
            if (_dialog.Steps[i] is Step.Ask ask && _dialog.Answers[ask.Name].Type != ask.Type)
                Report(draft.StepPlaces[i], $"`{ask.Name}` is asked as {_dialog.Answers[ask.Name].Type} elsewhere; one answer has one type");
    }

    // Every dialog that is called from one, by one that is called, and so on.
    void Collect(DialogDraft from, HashSet<string> called)
    {
        foreach (var (id, _) in from.Calls)
            if (book.TryGetValue(id, out var next) && called.Add(id)) Collect(next, called);
    }

    void Report(Position at, string message) => problems.Add(new Problem(at.File, at.Line, at.Column, message));
}
