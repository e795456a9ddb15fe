using System.Collections.Immutable;
using System.Text;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

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
///   > /advance 13h
/// </code>
/// </summary>
/// <param name="Community">Its id.</param>
/// <param name="Setting">Who talks, over what, from when.</param>
/// <param name="Talk">The resident's lines begin with <c>></c>, ours with <c>&lt;</c>, what was done with <c>!</c>.</param>
sealed record SavedTalk(string Community, TalkSetting Setting, string Talk)
{
    static readonly ImmutableDictionary<string, Language> Languages = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        [KeyValuePair.Create("zh", Language.Zh), KeyValuePair.Create("en", Language.En)]);

    /// <summary>What the resident writes and does, line by line.</summary>
    public IEnumerable<string> Inputs => Talk.Split('\n').Where(line => line.StartsWith('>')).Select(line => line[1..].Trim());

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
}
