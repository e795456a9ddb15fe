using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Checks that what a call hands over is taken, and what it wants back is returned.</summary>
sealed class CallChecks(DialogDraft draft, IReadOnlyDictionary<string, DialogDraft> book, ICollection<Problem> problems)
{
    public void Run()
    {
        foreach (var call in draft.CallNames)
            if (book.TryGetValue(call.Dialog, out var called) && called is { Incomplete: false, Dialog: { } dialog }) Check(call, dialog);
    }

    void Check(CallNames call, Dialog dialog)
    {
        foreach (var (name, at) in call.Given)
            if (!dialog.Takes.Contains(name)) Report(at, $"`{dialog.Id}` takes no `{name}`{Spelling.Hint(name, dialog.Takes)}");
        foreach (var name in dialog.Takes.Except(call.Given.Select(given => given.Name)))
            Report(call.At, $"`{dialog.Id}` takes `{name}`: hand it over by `with: {{{name}: ...}}`");
        foreach (var (name, at) in call.Taken) CheckTaken(name, at, dialog);
        if (call.Taken.Count > 0 && dialog.Returns.Any() && Ways.EndsWithoutReturn(dialog))
            Report(call.Taken[0].At, $"`{dialog.Id}` can end without `return`, and then there is no result");
    }

    void CheckTaken(string name, Position at, Dialog dialog)
    {
        var returns = dialog.Steps.OfType<Step.Return>().ToArray();
        if (returns.Length == 0) Report(at, $"`{dialog.Id}` returns nothing: it has no `return`");
        else if (!dialog.Returns.Contains(name))
            Report(at, $"`{dialog.Id}` returns no `{name}` but {string.Join(", ", dialog.Returns)}{Spelling.Hint(name, dialog.Returns)}");
        else if (!returns.All(step => step.Values.Any(value => value.Name == name))) Report(at, $"not every `return` of `{dialog.Id}` names `{name}`");
    }

    void Report(Position at, string message) => problems.Add(new Problem(at.File, at.Line, at.Column, message));
}
