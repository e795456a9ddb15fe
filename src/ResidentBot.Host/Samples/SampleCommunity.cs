using System.Globalization;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Samples;

/// <summary>
/// A made-up community as three files: an address tree of areas, buildings and stairwells, its grid workers and heads, and everybody who lives there.
/// The same numbers and seed give the same bytes.
/// </summary>
/// <param name="households">How many households.</param>
/// <param name="persons">How many people, at least one for each household.</param>
/// <param name="seed">For chance.</param>
/// <param name="under">The place of the community's tree that its areas hang below.</param>
sealed class SampleCommunity(int households, int persons, int seed, string under)
{
    const int BigHouseholds = 4915;
    const int FirstYear = 2025;

    readonly Random _chance = new(seed);
    readonly IEnumerator<string> _phones = SampleNumbers.Residents().GetEnumerator();
    readonly List<string> _stairwells = [];
    readonly List<string> _workers = [];

    /// <summary>The files by their names without an ending.</summary>
    public IEnumerable<(string Name, string[] Header, List<string[]> Rows)> Files()
    {
        var (tree, staff) = Grid();
        yield return ("staff", ["id", "name", "language", "role", "addresses", "duty"], staff);
        yield return ("tree", ["id", "parent", "level", "name", "responsible", "deputies"], tree);
        yield return ("residents", [.. Header], [.. Residents()]);
    }

    /// <summary>The files written in a form.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Write(bool xlsx) =>
        Files().Select(file => xlsx ? ($"{file.Name}.xlsx", SheetWriter.Xlsx(file.Header, file.Rows)) : ($"{file.Name}.csv", SheetWriter.Csv(file.Header, file.Rows)));

    static string[] Header =>
    [
        "place", "unit", "name", "born", "language", "literacy", "lives_alone", "check_in", "jobs", "phones", "needs", "contacts", "away_city", "away_until",
        "consent", "consent_date", "consent_witness",
    ];

    // In the proportions of a big resettled community: one grid worker for some thirteen households. Heads have hours; grid workers are always there, and
    // the one next door stands in. A head of an area is an agent, who stands in for his building heads.
    (List<string[]> Tree, List<string[]> Staff) Grid()
    {
        var areas = Share(11);
        var buildings = Math.Max(areas, Share(29));
        var stairwells = Math.Max(buildings, Share(376));
        var (tree, staff) = (new List<string[]>(), new List<string[]>());
        var numbers = SampleNumbers.Staff().GetEnumerator();
        for (var i = 0; i < areas; i++) tree.Add([Id("a", i), under, "area", $"第 {i + 1} 片区", Member(Id("q", i), "agent", "mon-fri 08:00-18:00"), Other(areas, i, next => Id("q", next))]);
        for (var i = 0; i < buildings; i++) tree.Add([Id("b", i), Id("a", i * areas / buildings), "building", $"{i + 1} 栋", Member(Id("h", i), "grid_worker", "daily 06:00-22:00"), Id("q", i * areas / buildings)]);
        var (last, count) = (-1, 0);
        for (var i = 0; i < stairwells; i++)
        {
            var building = (int)((long)i * buildings / stairwells);
            count = building == last ? count + 1 : 1;
            last = building;
            var id = $"{Id("b", building)}-{count}";
            _stairwells.Add(id);
            _workers.Add(Name(_chance.Next(28, 60)));
            tree.Add([id, Id("b", building), "stairwell", $"{building + 1} 栋 {count} 单元", $"{Member(Worker(i), "grid_worker", "", _workers[^1])};{Id("h", building)}", Other(stairwells, i, Worker)]);
        }
        return (tree, staff);

        string Member(string id, string role, string duty, string? name = null)
        {
            numbers.MoveNext();
            staff.Add([id, name ?? Name(_chance.Next(28, 60)), "zh", role, $"sms:{numbers.Current}", duty]);
            return id;
        }

        // Nobody stands in for himself.
        static string Other(int count, int index, Func<int, string> id) => count < 2 ? "" : id(index + 1 < count ? index + 1 : index - 1);

        static string Worker(int index) => string.Create(CultureInfo.InvariantCulture, $"g{index + 1:000}");
    }

    IEnumerable<string[]> Residents()
    {
        var sizes = Sizes();
        for (var i = 0; i < households; i++)
        {
            var stairwell = (int)((long)i * _stairwells.Count / households);
            var first = (int)(((long)stairwell * households + _stairwells.Count - 1) / _stairwells.Count);
            var door = i - first;
            foreach (var row in Household(_stairwells[stairwell], $"{(door / 2) + 1}{(door % 2) + 1:00}", sizes[i], _workers[stairwell])) yield return row;
        }
    }

    // One in eight lives alone; most have three to five; then single people are put in or taken out until the sum is right.
    int[] Sizes()
    {
        var sizes = new int[households];
        for (var i = 0; i < households; i++) sizes[i] = _chance.Next(100) switch { < 12 => 1, < 27 => 2, < 50 => 3, < 75 => 4, < 90 => 5, _ => 6 };
        for (var left = persons - sizes.Sum(); left != 0;)
        {
            var i = _chance.Next(households);
            if (left > 0 && (sizes[i] > 1 || persons > households * 5))
            {
                sizes[i]++;
                left--;
            }
            else if (left < 0 && (sizes[i] > 2 || (sizes[i] > 1 && persons < households * 3)))
            {
                sizes[i]--;
                left++;
            }
        }
        return sizes;
    }

    IEnumerable<string[]> Household(string place, string unit, int size, string worker)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var surname = SampleNames.Surname(_chance);
        var shared = "";
        for (var i = 0; i < size; i++)
        {
            var age = Age(size, i);
            var name = Name(age, i % 2 == 0 || age < 18 ? surname : null);
            while (!taken.Add(name)) name = Name(age, i % 2 == 0 || age < 18 ? surname : null);
            var (isElder, isAlone) = (age >= 60, size == 1);
            var isAsked = isElder && isAlone;
            // Old couples often have one handset between them.
            var phone = age < 18 || (!isAsked && _chance.Next(100) < 12) ? "" : isElder && shared.Length > 0 ? shared : Phone();
            if (isElder && shared.Length == 0) shared = phone;
            var isAway = !isElder && age >= 18 && _chance.Next(100) < 4;
            yield return
            [
                place, unit, name, Born(age), _chance.Next(200) == 0 ? "en" : "zh", isElder && _chance.Next(100) < 25 ? "text_and_voice" : "text",
                isAlone ? "yes" : "no", isAsked && phone.Length > 0 ? "yes" : "", age is >= 18 and < 60 && phone.Length > 0 && _chance.Next(100) < 9 ? "yes" : "no", phone,
                isElder && _chance.Next(100) < 15 ? Pick("听力差", "轮椅", "高血压", "视力差", "独自上下楼困难") : "",
                isAsked ? $"{Name(45, surname)}|family|{Phone()}" : "", isAway ? Pick("广州", "深圳", "杭州", "苏州", "昆明") : "", isAway ? "2031-01-31" : "",
                isAsked ? "welfare" : "", isAsked ? "2026-01-05" : "", isAsked ? worker : "",
            ];
        }
    }

    int Age(int size, int index)
    {
        if (size == 1) return _chance.Next(100) < 72 ? _chance.Next(62, 93) : _chance.Next(22, 60);
        if (size == 2) return _chance.Next(100) < 45 ? _chance.Next(60, 88) : _chance.Next(24, 60);
        return index switch
        {
            < 2 => _chance.Next(25, 58),
            2 or 3 => _chance.Next(1, 18),
            _ => _chance.Next(58, 86),
        };
    }

    string Born(int age) => new DateTime(FirstYear - age, _chance.Next(1, 13), _chance.Next(1, 29)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    string Name(int age, string? surname = null) => (surname ?? SampleNames.Surname(_chance)) + SampleNames.Given(_chance, age);

    string Phone() => _phones.MoveNext() ? _phones.Current : "";

    string Pick(params ReadOnlySpan<string> words) => words[_chance.Next(words.Length)];

    int Share(int part) => (int)Math.Max(1, Math.Round(households * (double)part / BigHouseholds));

    static string Id(string kind, int index) => string.Create(CultureInfo.InvariantCulture, $"{kind}{index + 1:00}");
}
