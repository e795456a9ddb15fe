using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>
/// A talk written down, to be read by people and replayed by tests:
/// <code>
/// community: oak
/// channel: web
/// from: 2026-03-04 09:00
/// talk: |
///   > 有工作吗
///   &lt; 有新的招工消息，要发给您吗？
///     [是 | 否]
///   > /be liu-wei sms
///   ! liu-wei is 刘伟, by sms
///   liu-wei> 1
///   liu-wei&lt; 好的
/// </code>
/// </summary>
/// <param name="Community">Its id.</param>
/// <param name="Setting">Who talks first, over what, from when.</param>
/// <param name="Talk">
/// Lines of whoever talks first begin with <c>></c>, ours to him with <c>&lt;</c>; for everybody else his name stands before it. What was done begins
/// with <c>!</c>.
/// </param>
sealed partial record SavedTalk(string Community, TalkSetting Setting, string Talk)
{
    static readonly ImmutableDictionary<string, Language> Languages = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [KeyValuePair.Create("zh", Language.Zh), KeyValuePair.Create("en", Language.En)]);

    /// <summary>What those who take part write and do, line by line.</summary>
    public IEnumerable<string> Inputs => Lines.Select(line => line.Words);

    // The first one's lines carry no name.
    IEnumerable<(string? Who, string Words)> Lines => Talk.Split('\n').Select(line => Input().Match(line)).Where(match => match.Success)
        .Select(match => (match.Groups["who"].Length > 0 ? match.Groups["who"].Value : null, match.Groups["words"].Value.Trim()));

    /// <summary>Does again what was done. The talk as it goes now; null, with what is wrong, when it cannot begin.</summary>
    public (string? Talk, string Wrong) Replay(World world)
    {
        var (talk, wrong) = Setting.Begin(world);
        if (talk is null) return (null, wrong);
        var record = new TalkRecord(Setting, talk);
        foreach (var (who, words) in Lines)
        {
            talk.Become(who);
            record.Do(words);
        }
        return (record.Saved.Talk, "");
    }

    /// <summary>Reads a file; null after reporting what is wrong.</summary>
    public static SavedTalk? Read(string path, string text, ICollection<Problem> problems)
    {
        if (YamlMap.Parse(path, text, problems) is not { } file) return null;
        var before = problems.Count;
        var from = TalkSetting.Time.Parse(file.RequiredText("from"));
        if (!from.Success) file.Report("from", "`from` is written `2026-03-04 09:00`");
        var setting = new TalkSetting(file.RequiredText("channel"), file.OneOf("language", Languages), file.Text("as"), from.Success ? from.Value : default);
        var talk = new SavedTalk(file.RequiredText("community"), setting, file.RequiredText("talk"));
        file.Done();
        return problems.Count == before ? talk : null;
    }

    /// <summary>As a file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"community: {Community}\nchannel: {Setting.Channel}\n");
        if (Setting.Language is { } language) text.Append($"language: {language}\n".ToLowerInvariant());
        if (Setting.Person is { } person) text.Append($"as: {person}\n");
        text.Append($"from: {TalkSetting.Time.Format(Setting.From)}\ntalk: |\n");
        foreach (var line in Talk.TrimEnd().Split('\n')) text.Append($"  {line}\n");
        return text.ToString();
    }

    [GeneratedRegex(@"^(?<who>[A-Za-z0-9_.-]*)>(?<words>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Input();
}
