using System.Text;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>A talk that is written down as it goes.</summary>
/// <param name="setting">How it began.</param>
/// <param name="talk">The talk.</param>
sealed class TalkRecord(TalkSetting setting, RehearsedTalk talk)
{
    readonly StringBuilder _written = new();

    /// <summary>The talk.</summary>
    public RehearsedTalk Talk => talk;

    /// <summary>How much is written, in UTF-16 units.</summary>
    public int Length => _written.Length;

    /// <summary>As a file that tests can replay.</summary>
    public SavedTalk Saved => new(talk.World.Community.Id, setting, _written.ToString());

    /// <summary>
    /// Does one line of whoever has the keyboard, and writes down what came of it. Throws <see cref="FormatException"/> with a word for the person when the
    /// line makes no sense; nothing is written then.
    /// </summary>
    public IReadOnlyList<TalkLine> Do(string line)
    {
        var prompt = talk.Prompt;
        var lines = talk.Do(line).ToList();
        _written.Append($"{prompt} {line}\n");
        foreach (var one in lines) _written.Append(one.Text).Append('\n');
        return lines;
    }
}
