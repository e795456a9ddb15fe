using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

/// <summary>
/// A month of mornings and evenings in seconds: residents answer, are silent, worry, or cannot be reached; named people accept, pass, forget, report.
/// Every window ends once, by an answer or a person's act, or is an open alert with an owner or a next step.
/// </summary>
public sealed class RehearsedMonthTests
{
    const int People = 20;
    const int Days = 30;
    static readonly Duration Step = Duration.FromMinutes(5);
    static readonly LocalDateTime Start = new(2026, 3, 1, 7, 0);

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public void Every_window_ends_once_or_has_an_owner_or_a_next_step(int seed)
    {
        var month = new Month(seed);
        month.Run();

        Assert.Equal(People * Days * 2, month.CheckIns.Count);
        Assert.All(month.CheckIns, checkIn => Assert.True(checkIn.IsOpen ? month.Ends.GetValueOrDefault(checkIn.Id) == 0 : month.Ends[checkIn.Id] == 1 && checkIn.EndedBy is { Length: > 0 }, $"{checkIn}"));
        // The month was a lively one.
        Assert.All([CheckInState.Fine, CheckInState.Resolved], state => Assert.True(month.CheckIns.Count(checkIn => checkIn.State == state) > 100, $"{state}"));
        Assert.All([DeliveryState.Failed, DeliveryState.Sent], state => Assert.True(month.Rehearsal.Outbox.Count(sent => sent.State == state) > 100, $"{state}"));
        Assert.Contains(month.Rehearsal.Tickets, ticket => ticket.Climb is { Round: > 0 });
    }

    sealed class Month
    {
        readonly Random _chance;
        readonly PriorityQueue<Action, Instant> _plans = new();
        int _read;

        public Month(int seed)
        {
            _chance = new Random(seed);
            Rehearsal = new Rehearsal(ShippedWorld.Oak, Start.InZoneStrictly(ShippedWorld.Oak.Community.Zone).ToInstant());
            foreach (var household in Households()) Rehearsal.Seed(household);
        }

        public Rehearsal Rehearsal { get; }

        public Dictionary<string, int> Ends { get; } = [];

        public List<CheckIn> CheckIns => [.. Rehearsal.All<CheckIn>()];

        public void Run()
        {
            var end = (Start.Date.PlusDays(Days - 1) + new LocalTime(23, 55)).InZoneStrictly(ShippedWorld.Oak.Community.Zone).ToInstant();
            while (Rehearsal.Now < end)
            {
                foreach (var rehearsed in Rehearsal.Advance(Step)) Watch(rehearsed);
                while (_plans.TryPeek(out _, out var at) && at <= Rehearsal.Now) _plans.Dequeue()();
                foreach (var sent in Rehearsal.Outbox.Skip(_read).ToList()) React(sent);
                _read = Rehearsal.Outbox.Count;
                LookAround();
            }
        }

        // What has ended stays as it ended.
        void Watch(Rehearsed rehearsed)
        {
            Assert.Null(rehearsed.Fault);
            foreach (var (before, after) in rehearsed.Documents)
            {
                if (after is not CheckIn now) continue;
                Assert.True(before is not CheckIn { IsOpen: false }, $"{now.Id} ended before and is {now.State} now");
                if (!now.IsOpen) Ends[now.Id] = Ends.GetValueOrDefault(now.Id) + 1;
            }
        }

        void LookAround()
        {
            foreach (var checkIn in CheckIns.Where(checkIn => checkIn.IsOpen))
            {
                var deadline = checkIn.OpenedAt + CheckInWatch.WindowOf(ShippedWorld.Oak, checkIn.Window).AlertAfter;
                if (checkIn.State is CheckInState.Asked or CheckInState.Reminded) Assert.True(Rehearsal.Now < deadline, $"{checkIn.Id} waits after its deadline");
                else Assert.True(Rehearsal.Tickets.Any(ticket => ticket.Number == checkIn.Ticket && IsSeenTo(ticket)), $"{checkIn.Id} is {checkIn.State} and nobody sees to it");
            }
        }

        bool IsSeenTo(Ticket ticket) => ticket.State != TicketState.Closed
            && (ticket.Owner is not null || (ticket.Climb?.NextAt > Rehearsal.Now && Rehearsal.Timers.Any(timer => timer.Timer.About == ticket.Number && timer.Due == ticket.Climb.NextAt)));

        void React(RehearsedMessage sent)
        {
            if (sent.Message.Concerns?.Split('|') is ["checkin", ..]) AsResident(sent);
            else if (sent.Message.Choices is [{ Id: var id }, ..] && id.StartsWith("r:", StringComparison.Ordinal)) AsWorker(sent, sent.Message.Concerns is not null);
        }

        void AsResident(RehearsedMessage sent)
        {
            switch (_chance.Next(100))
            {
                case < 52: Answers(sent, "1", _chance.Next(1, 50)); break;
                case < 60: Answers(sent, "1", _chance.Next(100, 400)); break;
                case < 66: Answers(sent, "2", _chance.Next(1, 50)); break;
                case < 70: Answers(sent, "头晕", _chance.Next(1, 50)); break;
                case < 71: Answers(sent, "救命", _chance.Next(1, 50)); break;
                case < 83: Fails(sent, SendError.Unreachable); break;
                case < 84: Fails(sent, SendError.Blocked); break;
            }
        }

        void AsWorker(RehearsedMessage sent, bool isAsked)
        {
            switch (_chance.Next(100))
            {
                case < 55: Taps(sent, 0); break;
                case < 65: Taps(sent, 1); break;
                case < 75 when isAsked: Fails(sent, SendError.Unreachable); break;
            }
        }

        void Taps(RehearsedMessage sent, int choice)
        {
            var (message, number) = (sent.Message, sent.Message.Choices[0].Id.Split(':')[1]);
            if (message.To.Channel == "sms") Answers(sent, $"{choice + 1} {number}", 3);
            else Plan(3, () => Arrive(message, arrival => arrival with { Kind = ArrivalKind.Tapped, Tap = message.Choices[choice].Id }));
        }

        void Answers(RehearsedMessage sent, string words, int minutes) => Plan(minutes, () => Arrive(sent.Message, arrival => arrival with { Text = words }));

        void Fails(RehearsedMessage sent, SendError error) => Plan(1, () => Watch(Rehearsal.Report(sent, DeliveryState.Failed, error)));

        void Plan(int minutes, Action action) => _plans.Enqueue(action, Rehearsal.Now + Duration.FromMinutes(minutes));

        void Arrive(Outgoing answered, Func<Arrival, Arrival> fill) => Watch(Rehearsal.Do((id, at) => new TurnEvent.Arrived(id, at, fill(new Arrival
        {
            Account = answered.Account,
            From = answered.To,
            ProviderId = id,
            At = at,
        }))));

        // Every third has a second address; every fifth shares a handset with the one before.
        static IEnumerable<HouseholdSeed> Households()
        {
            var places = ShippedWorld.Oak.Community.Places.Values.Where(place => place.Id.Contains('-', StringComparison.Ordinal)).OrderBy(place => place.Id, StringComparer.Ordinal).ToList();
            for (var i = 0; i < People; i++)
            {
                ImmutableArray<Address> addresses = [new Address($"sms:+1202555{(i % 5 == 4 ? i - 1 : i):0000}")];
                if (i % 3 == 0) addresses = addresses.Add(new Address($"telegram:45000000000{i:00000}"));
                var person = new PersonSeed($"p{i:00}", $"王{i:000}", Language.Zh, LivesAlone: true, CheckIn: true, addresses, Jobs: false);
                yield return new HouseholdSeed($"h{i:00}", places[i % places.Count].Id, $"{i + 101}", [person]);
            }
        }
    }
}
