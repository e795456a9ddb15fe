using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>One resident's talk in a rehearsal. A line is what he writes, or one of the commands below.</summary>
sealed class RehearsedTalk(Rehearsal rehearsal, Address resident, string account, Language? language)
{
    /// <summary>The commands, one a line.</summary>
    public const string Help = """
        /tap 2             tap the second button offered
        /photo             send a picture
        /location 31.2,121.5
        /advance 2h        move the clock (s, m, h, d); what falls due on the way happens
        /staff claim       as do: release, reply WORDS, note WORDS, done, close CODE, back
        /offer Packer      offer a post to the resident, if he asked for jobs
        /timers            what is set to happen
        /save FILE         write the talk down, to be replayed by tests
        /quit
        """;

    const string Desk = "desk";

    readonly TalkLines _lines = new(rehearsal.World, resident);
    ImmutableArray<Choice> _offered = [];

    /// <summary>The community talked to.</summary>
    public World World => rehearsal.World;

    /// <summary>Does one line and tells what came of it. Throws <see cref="FormatException"/> with a word for the person when the line makes no sense.</summary>
    public IEnumerable<TalkLine> Do(string line)
    {
        if (!line.StartsWith('/')) return Arrive(arrival => arrival with { Text = line });
        var (command, rest) = Split(line);
        return command switch
        {
            "/start" => Arrive(arrival => arrival with { Kind = ArrivalKind.Started, Tap = rest.Length == 0 ? null : rest }),
            "/tap" => Tap(rest),
            "/photo" => Arrive(arrival => arrival with { Text = rest, Media = [new Core.Messages.Media("photo", "stored:rehearsal", "image/jpeg")] }),
            "/location" => Arrive(arrival => arrival with { Location = Point(rest) }),
            "/advance" => Advance(rest),
            "/staff" => Write(rehearsal.Do((id, at) => new TurnEvent.StaffActed(id, at, Action(rest)))),
            "/offer" => Offering.Of(rehearsal, resident, rest).SelectMany(Write),
            "/timers" => rehearsal.Timers.Select(timer => new TalkLine(TalkLineKind.Done, $"! {At(timer.Due)} {timer.Timer.Kind}")),
            _ => throw new FormatException($"there is no {command}; /help tells what there is"),
        };
    }

    IEnumerable<TalkLine> Arrive(Func<Arrival, Arrival> fill) => Write(rehearsal.Do((id, at) => new TurnEvent.Arrived(id, at, fill(new Arrival
    {
        Account = account,
        From = resident,
        ProviderId = id,
        At = at,
        Language = language,
    }))));

    IEnumerable<TalkLine> Tap(string number)
    {
        if (!rehearsal.World.Capabilities[resident.Channel].Buttons) throw new FormatException($"{resident.Channel} has no buttons: answer with the number");
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < 1 || n > _offered.Length)
            throw new FormatException(_offered.Length == 0 ? "nothing is offered" : $"/tap takes a number from 1 to {_offered.Length}");
        var tapped = _offered[n - 1];
        return Arrive(arrival => arrival with { Kind = ArrivalKind.Tapped, Tap = tapped.Id });
    }

    // What falls due without anybody noticing is not told.
    IEnumerable<TalkLine> Advance(string by)
    {
        var problems = new List<Problem>();
        if (YamlMap.Parse("", $"by: \"{by}\"", problems)?.Duration("by") is not { } span) throw new FormatException("/advance takes a span such as 30m, 2h or 1d");
        foreach (var rehearsed in rehearsal.Advance(span))
        {
            var lines = Write(rehearsed);
            if (lines.Count == 0) continue;
            yield return new TalkLine(TalkLineKind.Done, $"! at {At(rehearsed.At)}");
            foreach (var line in lines) yield return line;
        }
    }

    StaffAction Action(string words)
    {
        var (verb, rest) = Split(words);
        var number = rehearsal.Tickets.LastOrDefault(ticket => ticket.State != TicketState.Closed)?.Number ?? throw new FormatException("there is no open ticket");
        var (code, note) = Split(rest);
        return verb switch
        {
            "claim" => new StaffAction.Claim(Desk, Desk, number),
            "release" => new StaffAction.Release(Desk, Desk, number),
            "reply" => new StaffAction.Reply(Desk, Desk, number, rest),
            "note" => new StaffAction.Note(Desk, Desk, number, rest),
            "done" => new StaffAction.MarkDone(Desk, Desk, number),
            "close" => new StaffAction.Close(Desk, Desk, number, code.Length == 0 ? "other" : code, note.Length == 0 ? null : note),
            "back" => new StaffAction.HandBack(Desk, Desk, number),
            _ => throw new FormatException("/staff takes claim, release, reply WORDS, note WORDS, done, close CODE or back"),
        };
    }

    List<TalkLine> Write(Rehearsed rehearsed)
    {
        foreach (var (thread, entry) in rehearsed.Decision.Thread)
            if (thread == resident && entry is { Kind: ThreadKind.Out, Choices.IsDefaultOrEmpty: false }) _offered = entry.Choices;
        return [.. _lines.Of(rehearsed)];
    }

    string At(Instant at) => TalkSetting.Time.Format(rehearsal.World.Local(at));

    static GeoPoint Point(string text)
    {
        var parts = text.Split(',');
        if (parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var latitude) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var longitude)
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
            return new GeoPoint(latitude, longitude);
        throw new FormatException("/location takes degrees, as 31.2,121.5");
    }

    static (string First, string Others) Split(string text)
    {
        var space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }
}
