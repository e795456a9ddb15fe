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

    /// <summary>Whether who asks may see a person's card, or with another right do something to it. A door without a place counts as the whole community.</summary>
    public static bool May(this DeskRequest request, Right right, Person person, string? place) =>
        request.May(right, place is { Length: > 0 } ? place : null, Of(person, request.Community.World.Local(request.Now).Date));

    /// <summary>Whether who asks may see a person's card.</summary>
    public static bool MaySee(this DeskRequest request, PersonView view) => request.May(Right.SeeResidents, view.Person, view.Household?.Place);

    /// <summary>Only those whom who asks may see, each with the family he may see.</summary>
    public static List<PersonView> Seen(this DeskRequest request, IEnumerable<PersonView> people) =>
    [
        .. people.Where(request.MaySee).Select(view => view with { Family = [.. view.Family.Where(one => request.May(Right.SeeResidents, one, view.Household?.Place))] }),
    ];

    /// <summary>Whether who asks has the whole community, so that nothing need be looked at one by one for its place.</summary>
    public static bool HasAll(this DeskRequest request) => Entitlements.Covers(request.Me.Grant, request.Community.World.Community, null);

    /// <summary>Who may know of a person.</summary>
    public static Sensitivity Of(Person person, LocalDate today) => person.IsChild(today) ? Sensitivity.Child : Sensitivity.Ordinary;

    /// <summary>Whether a person's card has what is sensitive: needs, or labels that the catalogue calls so. Whoever opens such a card is logged.</summary>
    public static bool IsSensitive(Person person, LabelCatalogue labels) =>
        person.Needs.Length > 0 || person.Labels.Any(label => !RegisterSight.IsOpen(labels, label.Label));
}
