using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Samples;

namespace ResidentBot.Host.Desk.Rehearsals;

/// <summary>Puts a rehearsal's page together; everything is copied, so that it can be shown after the rehearsal has gone on.</summary>
static class RehearsalReads
{
    const int MostSent = 40;
    const int MostTimers = 40;
    const int MostLines = 200;

    /// <summary>How a form writes a time.</summary>
    public static readonly LocalDateTimePattern FormTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>The page before it has begun.</summary>
    public static RehearsalStartView Start(World world, Instant now) => new([.. Cast(world).Where(one => one.Group != "rehearsal_staff")], FormTime.Format(Minute(world, now)));

    /// <summary>The whole minute that people's clocks show.</summary>
    public static LocalDateTime Minute(World world, Instant now) => world.Local(now).With(TimeAdjusters.TruncateToMinute);

    /// <summary>Everybody who can be played: residents, named people on their own phones, strangers; over channels that an account serves.</summary>
    public static IEnumerable<CastView> Cast(World world)
    {
        var community = world.Community;
        var residents = SampleResidents.Of(community).SelectMany(household => household.Persons)
            .SelectMany(person => person.Addresses, (person, address) => new CastView("rehearsal_residents", $"{person.Id} {address.Channel}", person.Name, address.Channel));
        var staff = community.Staff.Values.OrderBy(member => member.Id, StringComparer.Ordinal)
            .SelectMany(member => member.Addresses, (member, address) => new CastView("rehearsal_staff", $"worker {member.Id} {address.Channel}", member.Name, address.Channel));
        var strangers = ((string[])["web", "sms", "telegram", "wechat"]).Select(channel => new CastView("rehearsal_strangers", $"{Participant.Stranger} {channel}", null, channel));
        return strangers.Concat(residents).Concat(staff)
            .Where(one => community.Accounts.Values.Any(account => account.Channel == one.Channel && account.Purposes.Contains(Purpose.Service)));
    }

    /// <summary>The page of a rehearsal under way.</summary>
    public static RehearsalView Page(HeldRehearsal held, World current)
    {
        var rehearsal = held.Talk.Rehearsal;
        var states = rehearsal.Outbox.ToDictionary(sent => sent.Message.Id, sent => sent.State, StringComparer.Ordinal);
        return new RehearsalView(
            rehearsal.Now,
            [.. held.Phones.Select(one => Phone(held.Talk, one, states))],
            [.. Cast(rehearsal.World)],
            [.. rehearsal.Tickets.Where(ticket => ticket.State != TicketState.Closed).Reverse().Select(ticket => Ticket(rehearsal, ticket))],
            [.. rehearsal.Coming.Take(MostTimers).Select(timer => new TimerView(timer.Due, timer.Timer.Kind, About(held.Talk, timer.Timer.About)))],
            [.. rehearsal.Outbox.Reverse().Take(MostSent).Select(sent => Sent(held.Talk, sent))],
            [.. AccountCost.Of(rehearsal)],
            rehearsal.World != current);
    }

    static PhoneView Phone(RehearsedTalk talk, Participant one, Dictionary<string, DeliveryState> states)
    {
        var can = talk.World.Can(one.Address);
        var thread = talk.Rehearsal.ThreadOf(one.Address).Where(line => line.Kind is ThreadKind.In or ThreadKind.Out).ToList();
        // What is offered stays only until something else was said.
        var offered = thread is [.., { Kind: ThreadKind.Out, Choices.IsEmpty: false }] ? talk.OfferedTo(one) : [];
        return new PhoneView(one.Label, one.Name, one.IsWorker, one.Address.Channel, [.. thread.TakeLast(MostLines).Select(Line)], offered, can.Buttons, can.Pictures);

        PhoneLine Line(ThreadEntry line) => new(
            line.Id,
            line.Kind == ThreadKind.In,
            line.Kind == ThreadKind.Out ? line.By : null,
            talk.TappedAt(line.Id) ?? Words(line, can.Buttons),
            line.At,
            line.Media.Length,
            states.TryGetValue(line.Id, out var state) ? state : null);
    }

    // A phone without buttons shows the answers as it gets them: numbered, in the text.
    static string Words(ThreadEntry line, bool buttons)
    {
        var text = line.Location is { } place ? $"⌖ {place.Latitude:F5}, {place.Longitude:F5}" : line.Text ?? "";
        return buttons || line.Choices.IsEmpty ? text : string.Join('\n', line.Choices.Select((choice, i) => $"{i + 1} {choice.Label}").Prepend(text));
    }

    static RehearsedTicketView Ticket(Rehearsal rehearsal, Ticket ticket) =>
        new(ticket, rehearsal.World.Community.Queues[ticket.Queue].Title, NextStep.Of(rehearsal, ticket));

    static SentView Sent(RehearsedTalk talk, RehearsedMessage sent)
    {
        var to = sent.Message.To;
        return new SentView(sent, NameOf(talk, to), SendCost.Of(talk.World, sent.Message), talk.World.Can(to).Reports);
    }

    static string NameOf(RehearsedTalk talk, Address address) => talk.World.StaffByAddress.TryGetValue(address, out var member) ? member.Name
        : talk.Participants.FirstOrDefault(one => one.Address == address) is { } one ? one.Name ?? one.Label
        : talk.Rehearsal.All<Person>().FirstOrDefault(person => person.Addresses.Contains(address))?.Name ?? address.ToString();

    // A check-in's, a ticket's or an address's id, as people call it.
    static string About(RehearsedTalk talk, string about)
    {
        var checkIn = talk.Rehearsal.All<CheckIn>().FirstOrDefault(one => one.Id == about);
        if (checkIn is not null) return talk.Rehearsal.All<Person>().FirstOrDefault(person => person.Id == checkIn.Person)?.Name ?? checkIn.Person;
        return Address.TryParse(about, out var address) ? NameOf(talk, address) : about;
    }
}
