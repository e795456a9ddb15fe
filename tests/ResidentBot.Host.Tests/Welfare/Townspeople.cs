using System.Globalization;
using System.Text.RegularExpressions;
using ResidentBot.StandIns;

namespace ResidentBot.Host.Tests.Welfare;

/// <summary>What a resident said about himself, as he meant it.</summary>
sealed record Said(string Person, DateTimeOffset At, bool Fine);

/// <summary>
/// Residents and staff at their phones: they read what arrives and answer by chance, late, wrongly or not at all. They keep their own record of what
/// they said; the product is not asked.
/// </summary>
sealed partial class Townspeople(Random random, IReadOnlyDictionary<string, IReadOnlyList<string>> handsets)
{
    static readonly string[] FineWords = ["1", "１", "好", "我很好", "没事，谢谢", "ok", "挺好的"];
    static readonly string[] BadWords = ["2", "3", "头晕", "不太好", "嗯？你是哪位", "昨晚没怎么睡", "买药", "？？"];
    static readonly string[] Staff = ["+447700900101", "+447700900104", "+447700900106", "+447700900107"];

    readonly PriorityQueue<(string From, string Text, Said[] Said), DateTimeOffset> _plans = new();
    readonly Dictionary<string, DateTimeOffset> _askedAt = [];
    readonly HashSet<(string, string)> _undelivered = [];
    readonly Dictionary<string, DateTimeOffset> _bare = [];

    /// <summary>What residents said, in order.</summary>
    public List<Said> Record { get; } = [];

    /// <summary>In the days after the simulation everybody answers at once.</summary>
    public bool Obedient { get; set; }

    /// <summary>When somebody writes next; null when nobody means to.</summary>
    public DateTimeOffset? NextAt => _plans.TryPeek(out _, out var at) ? at : null;

    /// <summary>Reads new messages and plans what to answer.</summary>
    public void Read(IEnumerable<TwilioSent> messages)
    {
        foreach (var message in messages)
            if (handsets.TryGetValue(message.To, out var persons)) ReadAsResident(message, persons);
            else ReadAsStaff(message);
    }

    /// <summary>What is written up to an instant.</summary>
    public List<(string From, string Text)> Take(DateTimeOffset now)
    {
        var due = new List<(string, string)>();
        while (_plans.TryPeek(out var plan, out var at) && at <= now)
        {
            _plans.Dequeue();
            due.Add((plan.From, plan.Text));
            if (plan.Said.Length == 0 && handsets.ContainsKey(plan.From)) _bare[plan.From] = now;
            Record.AddRange(plan.Said.Select(said => said with { At = now }));
        }
        return due;
    }

    /// <summary>One text in a hundred never reaches the handset.</summary>
    public IEnumerable<TwilioSent> NotDelivered(IEnumerable<TwilioSent> messages) =>
        messages.Where(message => !Obedient && message.StatusCallback is not null && random.Next(100) == 0 && _undelivered.Add((message.To, message.Sid)));

    void ReadAsResident(TwilioSent message, IReadOnlyList<string> persons)
    {
        if (message.Body.Contains("请问是谁平安", StringComparison.Ordinal)) _bare.Remove(message.To);
        if (message.Body.Contains("请问是谁平安", StringComparison.Ordinal)) AnswerWho(message);
        else if (message.Body.Contains("再问一下", StringComparison.Ordinal)) AnswerAgain(message, persons);
        else if (message.Body.Contains("您还好吗", StringComparison.Ordinal)) AnswerFirst(message, persons);
        // A bare "1" that is thanked for and not asked back was the word of everybody here still asked about.
        else if ((message.Body.Contains("放心了", StringComparison.Ordinal) || message.Body.Contains("还是会来看您一眼", StringComparison.Ordinal)) && _bare.Remove(message.To, out var at)) Record.AddRange(persons.Select(person => new Said(person, at, true)));
    }

    void AnswerFirst(TwilioSent message, IReadOnlyList<string> persons)
    {
        // A household makes up its mind once a window, however many texts it gets.
        if (_askedAt.TryGetValue(message.To, out var asked) && message.At - asked < TimeSpan.FromHours(5)) return;
        _askedAt[message.To] = message.At;
        var chance = Obedient ? 0 : random.Next(100);
        var minutes = Obedient ? 5 : chance switch { < 65 => 5, < 72 => 20, < 80 => 70, < 88 => 20, < 92 => 140, _ => -1 };
        if (minutes < 0) return;
        if (chance is >= 80 and < 88)
            Plan(message, minutes, random.Next(20) == 0 ? "救命" : Pick(BadWords), [.. persons.Select(person => (person, false))]);
        else if (persons.Count == 1)
            Plan(message, minutes, Pick(FineWords), (persons[0], true));
        else if (random.Next(4) == 0)
            Plan(message, minutes, $"{persons[0]}很好", (persons[0], true));
        else
            Plan(message, minutes, "1");
    }

    void AnswerWho(TwilioSent message)
    {
        var names = Choice().Matches(message.Body).Select(match => match.Groups["name"].Value).ToList();
        var digit = Obedient ? names.Count : random.Next(names.Count * 2) + 1;
        if (digit > names.Count) return;
        var chosen = digit == names.Count ? names[..^1] : [names[digit - 1]];
        Plan(message, 5, digit.ToString(CultureInfo.InvariantCulture), [.. chosen.Select(name => (name, true))]);
    }

    void AnswerAgain(TwilioSent message, IReadOnlyList<string> persons)
    {
        if (!Obedient && random.Next(3) == 0) return;
        Plan(message, 5, "1", [.. persons.Where(person => message.Body.Contains(person, StringComparison.Ordinal)).Select(person => (person, true))]);
    }

    void ReadAsStaff(TwilioSent message)
    {
        if (!Staff.Contains(message.To) || Number().Match(message.Body) is not { Success: true } match) return;
        var number = match.Value;
        var chance = Obedient ? 0 : random.Next(100);
        if (message.Body.Contains("请去看看", StringComparison.Ordinal))
        {
            if (chance < 60) Plan(message, 5, chance < 48 ? $"1 {number}" : $"2 {number}");
        }
        else if (message.Body.Contains("交给您了", StringComparison.Ordinal) && chance < 75)
        {
            Plan(message, 15, $"{random.Next(6) + 1} {number}");
        }
    }

    void Plan(TwilioSent about, int minutes, string text, params (string Person, bool Fine)[] said) => _plans.Enqueue(
        (about.To, text, [.. said.Select(one => new Said(one.Person, default, one.Fine))]), about.At.AddMinutes(minutes));

    string Pick(string[] words) => words[random.Next(words.Length)];

    [GeneratedRegex(@"^\d (?<name>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Choice();

    [GeneratedRegex(@"^\d{4,}")]
    private static partial Regex Number();
}
