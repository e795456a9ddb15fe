using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>Whom somebody at the desk may see: by the place of the door, and children only where he knows of children.</summary>
static class RegisterSight
{
    /// <summary>Whether somebody in the index may be seen, or changed, by whoever asks.</summary>
    public static bool May(this DeskRequest request, Right right, RegisterEntry entry) => request.May(right, entry.Person, entry.Place);

    /// <summary>A person who may be seen, or changed; null also for one who may not, so that nobody learns that he exists.</summary>
    public static async Task<PersonView?> PersonAsync(this DeskRequest request, Right right, string id)
    {
        var view = (await PersonReads.OfAsync(request.Community, [id])).FirstOrDefault();
        if (view?.Person.MergedInto is { } into) view = (await PersonReads.OfAsync(request.Community, [into])).FirstOrDefault();
        if (view is null || !request.May(right, view.Person, view.Household?.Place)) return null;
        var hidden = await HiddenAsync(request, view.Person);
        return view with
        {
            Person = view.Person with { Contacts = view.Person.Contacts.RemoveAll(contact => contact.Person is { } id && hidden.Contains(id)) },
            Family = [.. view.Family.Where(one => request.May(Right.SeeResidents, one, view.Household?.Place))],
        };
    }

    // A contact who is in the register himself is shown to those alone who may know of him: a grandchild, say.
    static async Task<HashSet<string>> HiddenAsync(DeskRequest request, Person person)
    {
        var known = await request.Community.Store.FindAllAsync<Person>(person.Contacts.Select(contact => contact.Person).OfType<string>().Distinct());
        var today = request.Community.World.Local(request.Now).Date;
        return [.. known.Where(one => !Entitlements.KnownTo(request.Me.Role).Contains(Sight.Of(one, today))).Select(one => one.Id)];
    }

    /// <summary>Whether a label may be seen: one gone from the catalogue is treated as sensitive.</summary>
    public static bool IsOpen(LabelCatalogue labels, string label) => labels.ById.TryGetValue(label, out var kind) && !kind.IsSensitive;
}
