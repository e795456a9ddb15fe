using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Deciding.RandomTalks;

/// <summary>Plays one talk step by step over documents that are read from their stored form each time, and looks after each step whether the resident is lost.</summary>
sealed class RandomTalk
{
    static readonly Desk Fresh = Desk.AtEight();

    readonly string _address;
    readonly Desk _desk;
    readonly List<Choice> _offered = [];
    string? _last;

    RandomTalk(string address)
    {
        _address = address;
        lock (Fresh) _desk = Fresh.Copy();
    }

    /// <summary>What went wrong, after which step; null when nothing did.</summary>
    public static string? Play(string address, ImmutableArray<TalkStep> steps)
    {
        var talk = new RandomTalk(address);
        for (var i = 0; i < steps.Length; i++)
            if (talk.Wrong(steps[i]) is { } wrong) return $"{wrong} (after step {i + 1}: {steps[i]})";
        return talk.Wrong(new TalkStep.Says("救命")) is { } last ? $"{last} (after 救命 at the end)" : TalkRules.Templated(talk._desk.Sent);
    }

    string? Wrong(TalkStep step)
    {
        try
        {
            return Do(step) ?? TalkRules.Held(_desk, _address) ?? TalkRules.Asked(_desk, _address, _last);
        }
        catch (Exception fault)
        {
            return $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
        }
    }

    string? Do(TalkStep step)
    {
        switch (step)
        {
            case TalkStep.Says says: return Arrives(arrival => arrival with { Text = says.Text });
            case TalkStep.Sends sends: return Arrives(arrival => arrival with { Text = sends.Caption, Media = [new Media(sends.Kind, "stored:x")] });
            case TalkStep.Shares: return Arrives(arrival => arrival with { Location = new GeoPoint(31, 121) });
            case TalkStep.Starts: return Arrives(arrival => arrival with { Kind = ArrivalKind.Started });
            case TalkStep.Taps taps when taps.Back < _offered.Count && !_address.StartsWith("sms", StringComparison.Ordinal):
                return Arrives(arrival => arrival with { Kind = ArrivalKind.Tapped, Tap = _offered[^(taps.Back + 1)].Id });
            case TalkStep.Carrier carrier when _address.StartsWith("sms", StringComparison.Ordinal) != (carrier.Kind == ArrivalKind.Blocked):
                Arrives(arrival => arrival with { Kind = carrier.Kind, Text = carrier.Kind == ArrivalKind.CarrierStop ? "STOP" : "" });
                return null;
            case TalkStep.Edits edits:
                _desk.World = EditedWorlds.Of(edits.Seed);
                return null;
            default:
                Happens(step);
                return null;
        }
    }

    void Happens(TalkStep step)
    {
        switch (step)
        {
            case TalkStep.Waits waits:
                _desk.After(waits.Minutes);
                break;
            case TalkStep.WaitsForTimer when _desk.Timers.Count > 0:
                var due = _desk.Timers.Values.Min(timer => timer.Due);
                _desk.Until(due > _desk.Now ? due : _desk.Now);
                break;
            case TalkStep.Outage outage:
                _desk.DownUntil(_desk.Now + Duration.FromMinutes(outage.Minutes));
                break;
            case TalkStep.WindowOpens:
                foreach (var person in Persons()) _desk.Opens(person.Id, _desk.World.Local(_desk.Now).Hour < 12 ? "morning" : "evening");
                break;
            case TalkStep.Offers:
                _desk.Offers(_desk.Publishes($"post-{_desk.Id()}", seats: 1), [.. Persons().Select(person => person.Id)]);
                break;
            case TalkStep.Staff staff when Newest() is { } ticket:
                Acts(staff.Verb, ticket.Number);
                break;
            case TalkStep.Fails fails when _desk.Sent.LastOrDefault(message => message.To.Value == _address) is { } message:
                _desk.Fails(message, fails.Error);
                break;
        }
        KeepOffered();
    }

    string? Arrives(Func<Arrival, Arrival> fill)
    {
        var arrival = fill(new Arrival
        {
            Account = _address[.._address.IndexOf(':')] is "sms" ? "sms-welfare" : _address[.._address.IndexOf(':')],
            From = new Address(_address),
            ProviderId = _desk.Id(),
            At = _desk.Now,
        });
        var before = _desk.Find<Conversation>(_address);
        var asked = CheckIns();
        var decision = _desk.Decide(new TurnEvent.Arrived(_desk.Id(), _desk.Now, arrival));
        KeepOffered();
        if (arrival.Kind is ArrivalKind.CarrierStop or ArrivalKind.CarrierStart or ArrivalKind.Blocked) return null;
        return TalkRules.Answered(_desk, arrival, before, decision) ?? TalkRules.Fine(_desk, arrival, before, asked.Where(checkIn => CheckIns().Any(now => now.Id == checkIn.Id && now.State == CheckInState.Fine)));
    }

    void Acts(string verb, string ticket)
    {
        const string Su = "su";
        _desk.Acts(verb switch
        {
            "claim" => new StaffAction.Claim(Su, Su, ticket),
            "release" => new StaffAction.Release(Su, Su, ticket),
            "reply" => new StaffAction.Reply(Su, Su, ticket, "我来看看"),
            "note" => new StaffAction.Note(Su, Su, ticket, "问过了"),
            "done" => new StaffAction.MarkDone(Su, Su, ticket),
            "close" => new StaffAction.Close(Su, Su, ticket, "other", null),
            _ => new StaffAction.HandBack(Su, Su, ticket),
        });
    }

    void KeepOffered()
    {
        foreach (var line in _desk.Thread.Where(line => line.Thread.Value == _address && !line.Entry.Choices.IsEmpty))
        {
            _last = line.Entry.Choices[0].Id;
            _offered.AddRange(line.Entry.Choices);
        }
        _desk.Thread.Clear();
    }

    List<Person> Persons() => [.. _desk.All<Person>().Where(person => person.Addresses.Contains(new Address(_address)))];

    List<CheckIn> CheckIns() => [.. (_desk.Find<Conversation>(_address)?.CheckIns ?? []).Select(id => _desk.Find<CheckIn>(id)!)];

    Ticket? Newest() => TalkRules.Tickets(_desk, _address).Where(ticket => ticket.State != TicketState.Closed).MaxBy(ticket => ticket.OpenedAt);
}
