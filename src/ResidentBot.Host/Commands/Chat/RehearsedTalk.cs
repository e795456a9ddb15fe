using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Host.Commands.Chat;

/// <summary>
/// The talks of everybody who takes part in a rehearsal. A line is what whoever has the keyboard writes, or one of the commands below.
/// </summary>
sealed class RehearsedTalk
{
    /// <summary>The commands, one a line.</summary>
    public const string Help = """
        /tap 2             tap the second button offered
        /photo             send a picture
        /location 31.2,121.5
        /be liu-wei sms    write as another resident from now on; also: /be stranger telegram, /be worker zhou sms
        /advance 2h        move the clock (s, m, h, d); what falls due on the way happens
        /until 21:00       move it to the next time it is nine in the evening
        /next              move it to what happens next by itself
        /staff claim       as do: release, reply WORDS, note WORDS, done, close CODE, back; /staff 1010 claim for one ticket of several
        /delivered         the last message to whoever writes here has arrived; /delivered 3 for that number of the outbox
        /failed 30003      it has not: a code of Twilio's, or a word such as blocked; /failed 30003 3
        /offer Packer      offer a post to the resident, if he asked for jobs
        /timers            what is set to happen
        /tickets           what is open, and what happens next to it
        /outbox            what would be sent
        /cost              how much of it, for each account
        /save FILE         write the talk down, to be replayed by tests
        /quit
        """;

    static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    readonly IReadOnlyList<HouseholdSeed> _residents;
    readonly Language? _language;
    readonly List<Participant> _participants;
    readonly Dictionary<Address, ImmutableArray<Choice>> _offered = [];
    readonly Dictionary<string, string> _tapped = [];
    readonly TalkLines _lines;
    readonly TalkLooks _looks;

    /// <summary>Begins.</summary>
    /// <param name="rehearsal">What is decided, and the clock.</param>
    /// <param name="residents">The residents who may take part.</param>
    /// <param name="first">Who writes first; his lines carry no name.</param>
    /// <param name="language">What his page or provider says of the language; null to let the words tell.</param>
    public RehearsedTalk(Rehearsal rehearsal, IReadOnlyList<HouseholdSeed> residents, Participant first, Language? language)
    {
        (Rehearsal, _residents, _language, _participants, Current) = (rehearsal, residents, language, [first], first);
        _lines = new TalkLines(rehearsal.World, _participants);
        _looks = new TalkLooks(rehearsal, _lines);
        if (first.Household is { } household) rehearsal.Seed(household);
    }

    /// <summary>What is decided, and the clock.</summary>
    public Rehearsal Rehearsal { get; }

    /// <summary>The community talked to.</summary>
    public World World => Rehearsal.World;

    /// <summary>Everybody who takes part, in the order in which they came.</summary>
    public IReadOnlyList<Participant> Participants => _participants;

    /// <summary>Who has the keyboard.</summary>
    public Participant Current { get; private set; }

    /// <summary>How a line of whoever has the keyboard begins: <c>></c>, for others than the first <c>liu-wei></c>.</summary>
    public string Prompt => Current == _participants[0] ? ">" : $"{Current.Label}>";

    /// <summary>What is offered to somebody just now.</summary>
    public ImmutableArray<Choice> OfferedTo(Participant one) => _offered.GetValueOrDefault(one.Address, []);

    /// <summary>What stood on the button that a line of a thread says was tapped; null for other lines.</summary>
    public string? TappedAt(string line) => _tapped.GetValueOrDefault(line);

    /// <summary>Gives the keyboard to whoever has a label already; null for the first.</summary>
    public void Become(string? label) => Current = label is null ? _participants[0]
        : _participants.Find(one => one.Label == label) ?? throw new FormatException($"nobody here is called `{label}`: he comes by /be");

    /// <summary>Whether a line only looks at something and so is no part of the talk.</summary>
    public static bool IsLook(string line) => line is "/timers" or "/tickets" or "/outbox" or "/cost";

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
            "/be" => Be(rest),
            "/advance" => Advance(rest),
            "/until" => Until(rest),
            "/next" => Move(Rehearsal.NextAt is { } next ? Duration.Max(Duration.Zero, next - Rehearsal.Now) : throw new FormatException("nothing is to come by itself")),
            "/staff" => Act(RehearsedDesk.Action(Rehearsal, rest)),
            "/delivered" => Write(Receipts.Delivered(Rehearsal, Current.Address, rest)),
            "/failed" => Write(Receipts.Failed(Rehearsal, Current.Address, rest)),
            "/offer" => Offering.Of(Rehearsal, Current.Address, rest).SelectMany(Write),
            "/timers" => _looks.Timers(),
            "/tickets" => _looks.Tickets(),
            "/outbox" => _looks.Outbox(),
            "/cost" => _looks.Cost(),
            _ => throw new FormatException($"there is no {command}; /help tells what there is"),
        };
    }

    IEnumerable<TalkLine> Be(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isWorker = parts is ["worker", ..];
        if (isWorker) parts = parts[1..];
        if (parts.Length is 0 or > 2) throw new FormatException("/be takes a resident, as: /be liu-wei sms, /be stranger telegram, /be worker zhou sms");
        var (id, channel) = (parts[0], parts.ElementAtOrDefault(1));
        var known = _participants.Find(one => one.Label == id && channel is null) ?? _participants.Find(one => one.Id == id && one.IsWorker == isWorker && one.Address.Channel == channel);
        Current = known ?? Join(Participant.Of(World, _residents, id, channel, isWorker));
        return known is not null ? [] : [new TalkLine(TalkLineKind.Done, $"! {Current.Label} is {Current.Name ?? "nobody we know"}, by {Current.Address.Channel}")];
    }

    Participant Join(Participant one)
    {
        if (_participants.Exists(other => other.Label == one.Label)) one = one with { Label = $"{one.Id}.{one.Address.Channel}" };
        if (_participants.Find(other => other.Label == one.Label) is { } here) return here;
        if (one.Household is { } household) Rehearsal.Seed(household);
        _participants.Add(one);
        return one;
    }

    List<TalkLine> Act(StaffAction action) => Write(Rehearsal.Do((id, at) => new TurnEvent.StaffActed(id, at, action)));

    IEnumerable<TalkLine> Arrive(Func<Arrival, Arrival> fill) => Write(Rehearsal.Do((id, at) => new TurnEvent.Arrived(id, at, fill(new Arrival
    {
        Account = Current.Account,
        From = Current.Address,
        ProviderId = id,
        At = at,
        Language = Current == _participants[0] ? _language : null,
    }))));

    IEnumerable<TalkLine> Tap(string number)
    {
        var channel = Current.Address.Channel;
        if (!World.Can(Current.Address).Buttons) throw new FormatException($"{channel} has no buttons: answer with the number");
        var offered = OfferedTo(Current);
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < 1 || n > offered.Length)
            throw new FormatException(offered.IsEmpty ? "nothing is offered" : $"/tap takes a number from 1 to {offered.Length}");
        var lines = Arrive(arrival => arrival with { Kind = ArrivalKind.Tapped, Tap = offered[n - 1].Id });
        if (Rehearsal.ThreadOf(Current.Address).LastOrDefault(line => line.Kind == ThreadKind.In) is { } tapped) _tapped[tapped.Id] = offered[n - 1].Label;
        return lines;
    }

    IEnumerable<TalkLine> Advance(string by)
    {
        var problems = new List<Problem>();
        if (YamlMap.Parse("", $"by: \"{by}\"", problems)?.Duration("by") is not { } span) throw new FormatException("/advance takes a span such as 30m, 2h or 1d");
        return Move(span);
    }

    IEnumerable<TalkLine> Until(string time)
    {
        var now = World.Local(Rehearsal.Now);
        if (!Clock.Parse(time).TryGetValue(default, out var clock)) throw new FormatException("/until takes a time such as 21:00");
        var day = clock > now.TimeOfDay ? now.Date : now.Date.PlusDays(1);
        return Move((day + clock).InZoneLeniently(World.Community.Zone).ToInstant() - Rehearsal.Now);
    }

    // What falls due without anybody noticing is not told.
    IEnumerable<TalkLine> Move(Duration span)
    {
        foreach (var rehearsed in Rehearsal.Advance(span))
        {
            var lines = Write(rehearsed);
            if (lines.Count == 0) continue;
            yield return new TalkLine(TalkLineKind.Done, $"! at {TalkSetting.Time.Format(World.Local(rehearsed.At))}");
            foreach (var line in lines) yield return line;
        }
    }

    List<TalkLine> Write(Rehearsed rehearsed)
    {
        foreach (var (thread, entry) in rehearsed.Decision.Thread)
            if (entry is { Kind: ThreadKind.Out, Choices.IsDefaultOrEmpty: false }) _offered[thread] = entry.Choices;
        return [.. _lines.Of(rehearsed)];
    }

    static GeoPoint Point(string text)
    {
        var parts = text.Split(',');
        if (parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var latitude) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var longitude)
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
            return new GeoPoint(latitude, longitude);
        throw new FormatException("/location takes degrees, as 31.2,121.5");
    }

    /// <summary>The first word, and the rest without the blanks around it.</summary>
    internal static (string First, string Others) Split(string text)
    {
        var space = text.IndexOf(' ');
        return space < 0 ? (text, "") : (text[..space], text[(space + 1)..].Trim());
    }
}
