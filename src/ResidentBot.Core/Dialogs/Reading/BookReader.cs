using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Reads all files and checks them against each other.</summary>
sealed class BookReader(DialogRules rules, ICollection<Problem> problems)
{
    public DialogBook? Read(IReadOnlyList<DialogFile> files)
    {
        var before = problems.Count;
        var texts = TextCatalogue.Read([.. files.Where(IsTexts)], rules.Texts, problems);
        var drafts = files.Where(file => !IsTexts(file)).Select(file => DialogReader.Read(file, rules, problems)).ToArray();
        var book = Layered(drafts);
        CheckIntents(book);
        var shapes = new AnswerShapes(book);
        shapes.Link();
        foreach (var draft in drafts) shapes.Link(draft);
        foreach (var draft in drafts)
        {
            if (draft.Dialog is null) continue;
            new NameChecks(draft, book, rules, problems).Run();
            new WayChecks(draft, book, problems).Run();
            new CallChecks(draft, book, problems).Run();
            new QuestionChecks(draft, book, problems).Run();
        }
        if (problems.Count > before || texts is null) return null;
        return new DialogBook
        {
            Edition = Digest(files),
            Dialogs = book.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Dialog!, StringComparer.Ordinal),
            Texts = texts,
        };
    }

    static bool IsTexts(DialogFile file) => Path.GetFileName(file.Path) == "texts.yml";

    Dictionary<string, DialogDraft> Layered(IEnumerable<DialogDraft> drafts)
    {
        var book = new Dictionary<string, DialogDraft>(StringComparer.Ordinal);
        foreach (var draft in drafts.OrderBy(draft => draft.Layer))
        {
            if (draft.Dialog is not { } dialog) continue;
            if (book.TryGetValue(dialog.Id, out var other) && other.Layer == draft.Layer)
                Report(draft.At, $"the dialog `{dialog.Id}` stands in {other.Path} already");
            book[dialog.Id] = draft;
        }
        return book;
    }

    void CheckIntents(Dictionary<string, DialogDraft> book)
    {
        var starts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, draft) in book.OrderBy(pair => pair.Value.Path, StringComparer.Ordinal))
            foreach (var (intent, at) in draft.Intents)
                if (!starts.TryAdd(intent, id)) Report(at, $"the intent `{intent}` starts `{starts[intent]}` already");
    }

    void Report(Position at, string message) => problems.Add(new Problem(at.File, at.Line, at.Column, message));

    static string Digest(IEnumerable<DialogFile> files)
    {
        var all = new StringBuilder();
        foreach (var file in files.OrderBy(file => file.Layer).ThenBy(file => Path.GetFileName(file.Path), StringComparer.Ordinal))
            all.Append(file.Layer).Append('\0').Append(Path.GetFileName(file.Path)).Append('\0').Append(file.Text).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..12];
    }
}
