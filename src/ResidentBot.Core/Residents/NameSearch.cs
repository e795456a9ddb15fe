using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Residents;

/// <summary>Who a text may speak of: the names of the register that stand in it, narrowed by the door it tells. The answer is for staff alone.</summary>
public static class NameSearch
{
    const int LongestRun = 40;
    const int LongestName = 4;
    const int MostWords = 16;

    /// <summary>Residents whose name and door fit what was said, in the order of their ids; empty when nobody does.</summary>
    public static List<Person> Find(Turn turn, string said)
    {
        var found = Names(said).Select(name => (Name: name, Persons: Register.Named(turn, name))).Where(one => !one.Persons.IsEmpty).ToList();
        // 王芳 stands in 王芳芳 too, who is another person.
        found.RemoveAll(one => found.Exists(longer => longer.Name.Length > one.Name.Length && longer.Name.Contains(one.Name, StringComparison.Ordinal)));
        var door = DoorNumber.In(said);
        return [.. found.SelectMany(one => one.Persons).Distinct(StringComparer.Ordinal)
            .Select(id => turn.Find<Person>(id)).OfType<Person>()
            .Where(person => person is { MergedInto: null, Left: null })
            .Where(person => turn.Find<Household>(person.Household) is not { } home ? door.IsEmpty : door.Fits(turn.World.Community, home))
            .OrderBy(person => person.Id, StringComparer.Ordinal)];
    }

    /// <summary>Everything in a text that may be a name: two to four characters in a row, or one to three Latin words.</summary>
    public static IReadOnlyCollection<string> Names(string text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var plain = Plain.Form(text);
        var words = new List<string>();
        for (var at = 0; at < plain.Length;)
        {
            var end = at;
            while (end < plain.Length && IsHan(plain[end])) end++;
            if (end > at)
            {
                AddRun(names, plain[at..Math.Min(end, at + LongestRun)]);
                at = end;
                continue;
            }
            while (end < plain.Length && (char.IsLetter(plain[end]) && !IsHan(plain[end]) || plain[end] is '\'' or '-' or '.')) end++;
            if (end > at && words.Count < MostWords) words.Add(plain[at..end].Trim('.', '-'));
            at = Math.Max(end, at + 1);
        }
        for (var first = 0; first < words.Count; first++)
            for (var count = 1; count <= 3 && first + count <= words.Count; count++) names.Add(string.Join(' ', words.GetRange(first, count)));
        names.Remove("");
        return names;
    }

    // A name in several parts, as 买买提·艾力, is tried as a whole too.
    static void AddRun(HashSet<string> names, string run)
    {
        if (run.Contains('·')) names.Add(run);
        for (var first = 0; first < run.Length; first++)
            for (var length = 2; length <= LongestName && first + length <= run.Length; length++) names.Add(run.Substring(first, length));
    }

    static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff' or '·';
}
