using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Desk.Residents;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>What of a community's matters who asks may see. <see cref="Entitlements"/> decides; here it is asked with the places and secrets of things.</summary>
static class Sight
{
    /// <summary>Whether who asks may see a ticket.</summary>
    public static bool MaySee(this DeskRequest request, Ticket ticket) => Entitlements.MaySee(request.Me.Grant, request.Community.World.Community, ticket);

    /// <summary>Whether who asks may do something with a ticket.</summary>
    public static bool MayWork(this DeskRequest request, Ticket ticket) =>
        request.MaySee(ticket) && request.May(Right.WorkTickets, ticket.Place, ticket.Sensitivity);

    /// <summary>Whether who asks may read the talk that belongs to a ticket; a service request is shown to some without it.</summary>
    public static bool MayReadTalk(this DeskRequest request, Ticket ticket) => request.May(Right.SeeTickets, ticket.Place, ticket.Sensitivity);

    /// <summary>Whether who asks may read a line of a talk that he may read.</summary>
    public static bool MayRead(this DeskRequest request, ThreadEntry line) => Entitlements.KnownTo(request.Me.Role).Contains(line.Sensitivity);

    /// <summary>Whether who asks may see a person's card, or with another right do something to it.</summary>
    public static bool MaySee(this DeskRequest request, Person person, Household? household, Right right = Right.SeeResidents) =>
        request.May(right, household?.Place, Of(person, request.Community.World.Local(request.Now).Date));

    /// <summary>Whether who asks may see a person's card.</summary>
    public static bool MaySee(this DeskRequest request, PersonView view) => request.MaySee(view.Person, view.Household);

    /// <summary>Loads a person for something that needs a right; null when there is none, and when who asks has no such right over this one.</summary>
    public static async Task<Person?> FindPersonAsync(this DeskRequest request, string id, Right right)
    {
        var store = request.Community.Store;
        if (await store.FindAsync<Person>(id) is not { } person) return null;
        return request.MaySee(person, await store.FindAsync<Household>(person.Household), right) ? person : null;
    }

    /// <summary>Only those whom who asks may see, each with the family he may see.</summary>
    public static List<PersonView> Seen(this DeskRequest request, IEnumerable<PersonView> people) =>
    [
        .. people.Where(request.MaySee).Select(view => view with { Family = [.. view.Family.Where(one => request.MaySee(one, view.Household))] }),
    ];

    /// <summary>Whether who asks has the whole community, so that nothing need be looked at one by one for its place.</summary>
    public static bool HasAll(this DeskRequest request) => Entitlements.Covers(request.Me.Grant, request.Community.World.Community, null);

    /// <summary>Who may know of a person.</summary>
    public static Sensitivity Of(Person person, LocalDate today) => person.IsChild(today) ? Sensitivity.Child : Sensitivity.Ordinary;

    /// <summary>Whether a person's card has what is sensitive: needs, or labels that the catalogue calls so. Whoever opens such a card is logged.</summary>
    public static bool IsSensitive(Person person, LabelCatalogue labels) =>
        person.Needs.Length > 0 || person.Labels.Any(label => !RegisterSight.IsOpen(labels, label.Label));
}
