using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Dialogs;

/// <summary>Replays the resident's lines of a transcript and writes down the whole talk. The session goes through JSON at every step.</summary>
sealed class Talk
{
    readonly DialogBook _book;
    readonly Language _language;
    readonly Dictionary<string, string> _data;
    readonly string _dialog;
    readonly Func<DialogContext, DialogContext> _world;
    readonly List<TicketDraft> _tickets = [];
    readonly Dictionary<string, string> _oldTokens = [];
    Instant _now = Instant.FromUtc(2026, 3, 4, 1, 0);
    DialogSession? _session;
    PausedTalk? _paused;
    int _turn;

    public Talk(DialogBook book, string dialog, Language language, Dictionary<string, string> data, Func<DialogContext, DialogContext> world) =>
        (_book, _dialog, _language, _data, _world) = (book, dialog, language, data, world);

    public string Replay(string talk)
    {
        var written = new StringBuilder();
        foreach (var line in talk.Split('\n').Where(line => line.StartsWith('>')))
        {
            _tickets.Clear();
            var turn = Do(line[1..].Trim());
            written.Append(line).Append('\n').Append(Transcript.Of(turn, _tickets));
            if (_session is not null) _oldTokens[_session.Frames[^1].Step] = _session.Token;
            _session = Restored(turn.Session);
            _paused = turn.Paused is null ? null : Codec.Read<PausedTalk>(Codec.Write(turn.Paused));
        }
        return written.ToString();
    }

    DialogTurn Do(string line)
    {
        var context = _world(Books.Context($"turn-{_turn++}", _language, _now, _data, _tickets));
        if (_paused is not null && line == "[offer]") return DialogRun.Offer(_book, _paused, context);
        if (_session is null) return DialogRun.Start(_book, _dialog, context, line);
        if (line.StartsWith("[wait ", StringComparison.Ordinal))
        {
            _now += DurationPattern.CreateWithInvariantCulture("H:mm").Parse(line[6..^1]).Value;
            return DialogRun.TimedOut(_book, _session, context with { Now = _now });
        }
        return line switch
        {
            "[back]" => DialogRun.Back(_book, _session, context),
            "[help]" => DialogRun.Help(_book, _session, context),
            "[something else]" => DialogRun.Repeat(_book, _session, context, isReturn: true),
            _ => DialogRun.Resume(_book, _session, Input(line), context),
        };
    }

    DialogInput Input(string line)
    {
        if (!line.StartsWith('[')) return Books.Input(line);
        var words = line[1..^1].Split(' ');
        return words switch
        {
            ["tap", var id] => Books.Input("") with { Tap = $"{_session!.Token}.{id}" },
            ["old", "tap", var step, var id] => Books.Input("") with { Tap = $"{_oldTokens[step]}.{id}" },
            ["photo", ..] => Books.Input(string.Join(' ', words[1..])) with { Media = [new Media("photo", "file-1", "image/jpeg")] },
            ["voice"] => Books.Input("") with { Media = [new Media("voice", "file-2")] },
            ["location", var at, ..] => Books.Input("") with { Location = Point(at, string.Join(' ', words[2..])) },
            _ => throw new FormatException(line),
        };
    }

    static GeoPoint Point(string at, string label)
    {
        var degrees = at.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new GeoPoint(degrees[0], degrees[1], label.Length == 0 ? null : label);
    }

    public static DialogSession? Restored(DialogSession? session) => session is null ? null : Codec.Read<DialogSession>(Codec.Write(session));
}
