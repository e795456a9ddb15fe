using System.Globalization;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>What a dialog may know of the world in a talk, and what it may do there.</summary>
static class FlowContext
{
    /// <summary>The world as a dialog sees it in this turn.</summary>
    public static DialogContext Of(Turn turn, Talk talk)
    {
        var community = turn.World.Community;
        var person = talk.Conversation.Persons.Length == 1 ? turn.Find<Person>(talk.Conversation.Persons[0]) : null;
        var household = person is null ? null : turn.Find<Household>(person.Household);
        return new DialogContext
        {
            Language = talk.Language,
            Now = turn.Now,
            Zone = community.Zone,
            Data = Data(turn, talk, person, household),
            OpenTicket = draft => OpenTicket(turn, talk, draft),
            ReadsLittle = person is { ReadsLittle: true },
            Country = Phones.CountryOf(community.Phone),
            FindAddress = community.Places.Count <= 1 ? null : words => Home(turn, words, household) ?? DoorNumber.In(words).PlaceIn(community, words),
            TurnId = turn.Id,
        };
    }

    static AddressMatch.Found? Home(Turn turn, string words, Household? household) =>
        household is { Unit.Length: > 0, Place.Length: > 0 } && turn.World.IdentityWords.IsHome(words) ? new AddressMatch.Found(household.Place, household.Unit) : null;

    static Dictionary<string, string> Data(Turn turn, Talk talk, Person? person, Household? household)
    {
        var community = turn.World.Community;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["community.name"] = community.Name[talk.Language],
            ["community.phone"] = community.Phone,
            ["community.emergency"] = community.EmergencyNumbers,
            ["channel.pictures"] = turn.World.Can(talk.Conversation.Address).Pictures ? "yes" : "no",
            ["person.name"] = person?.Name ?? "",
            ["person.place"] = household?.Unit ?? "",
            ["person.requests"] = RequestTalk.Status(turn, talk),
            ["person.jobs"] = person is not null ? Consents.MaySend(person, talk.Conversation, Purpose.Jobs) ? "yes" : "no"
                : talk.Conversation.Stopped.Contains(Purpose.Jobs) ? "no" : "",
        };
    }

    static string OpenTicket(Turn turn, Talk talk, TicketDraft draft)
    {
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(draft.Kind, draft.Queue, draft.Urgency, draft.Summary) with
        {
            Fields = draft.Location is { } at ? draft.Fields.Add(new TicketField("location", "📍", string.Create(CultureInfo.InvariantCulture, $"{at.Latitude},{at.Longitude}"))) : draft.Fields,
            Address = talk.Conversation.Address,
            PersonId = talk.Conversation.Persons.Length == 1 ? talk.Conversation.Persons[0] : null,
            Place = draft.Place,
            Cause = draft.IsErrand ? "picture" : null,
        });
        // Errands of ours are nothing the resident asked for: they do not stand among his requests.
        if (!draft.IsErrand) talk.Change(c => c with { Requests = [.. c.Requests.TakeLast(4), ticket.Number] });
        talk.Note(ThreadKind.Mark, null, "opened", ticket.Number);
        return ticket.Number;
    }
}
