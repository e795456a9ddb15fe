using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Finds whom a ticket may mean that asks who somebody is.</summary>
static class WhoReads
{
    const int MostRows = 8;

    /// <summary>The view with people to choose from, where there is something to choose.</summary>
    public static async Task<TicketView> WithWhoAsync(this TicketView view, DeskRequest request)
    {
        var ticket = view.Ticket;
        if (!Confirmations.Is(ticket) || ticket.Address is null || ticket.State == TicketState.Closed || view.TalkHidden || !request.MayWork(ticket)) return view;
        var query = request.Query("who").Trim();
        // Those whom the bot found behind the words, by name and door, until somebody looks for others.
        var maybe = ticket.Fields.FirstOrDefault(field => field.Name == "maybe")?.Value.Split("; ") ?? [];
        var rows = new List<RegisterEntry>();
        foreach (var words in query.Length > 0 ? [query] : maybe)
            rows.AddRange(await request.Community.Register.FindAsync(new RegisterQuery
            {
                Words = words,
                Today = request.Community.World.Local(request.Now).Date,
                IsSeen = entry => entry.Person.Left is null && request.May(Right.SeeResidents, entry),
            }));
        return view with { Who = new WhoChoice(query, [.. rows.DistinctBy(row => row.Person.Id).OrderByDescending(row => row.Person.Id == ticket.PersonId).Take(MostRows)]) };
    }
}
