using System.Collections.Immutable;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Residents;

/// <summary>
/// Erases what is held about a person: the entry, the talks of addresses that are his alone, what his tickets say, his check-ins, and his name among
/// the contacts of others. The audit log keeps his id, tickets their numbers and outcomes.
/// </summary>
static class Erasing
{
    /// <summary>What stands where something was erased.</summary>
    const string Trace = "—";

    /// <summary>Erases a person.</summary>
    public static void Erase(Turn turn, StaffAction.ErasePerson erase)
    {
        if (RegisterDesk.Known(turn, erase.Person) is not { } person || !RegisterDesk.HasReason(turn, erase.Reason)) return;
        if (person.Enrolled && !erase.EndsCheckIns)
        {
            turn.Refuse("erase_enrolled");
            return;
        }
        if (TicketDesk.FindOpen(turn, person.Ticket) is not null)
        {
            turn.Refuse("erase_open_ticket");
            return;
        }
        // A telephone's talks by text, WhatsApp and calls are one person's together, or nobody's alone.
        var phones = person.Addresses.Concat(person.Addresses.SelectMany(address => HandsetTalks.Others(turn, address)).Select(talk => talk.Address)).Distinct().ToList();
        var own = phones.Where(address => phones.Where(one => one == address || Handset.IsSame(one, address)).Sum(one => Others(turn, one, person.Id)) == 0).ToList();
        // Whoever was sent to somebody in need must not find the words gone.
        if (erase.Tickets.Any(number => TicketDesk.FindOpen(turn, number) is { Kind: TicketKind.Alert } open && (open.PersonId == person.Id || (open.Address is { } from && own.Contains(from)))))
        {
            turn.Refuse("erase_open_ticket");
            return;
        }
        foreach (var checkIn in erase.CheckIns.Select(turn.Find<CheckIn>).OfType<CheckIn>().Where(one => Register.Find(turn, one.Person)?.Id == person.Id)) EraseCheckIn(turn, checkIn, erase.By);
        foreach (var number in erase.Tickets) EraseTicket(turn, number, person, own);
        foreach (var id in erase.ContactOf) EraseContact(turn, id, person);
        foreach (var entry in Entries(turn, person)) Forget(turn, entry);
        foreach (var merge in person.Merges) EraseMerge(turn, merge);
        foreach (var address in own) EraseTalk(turn, address);
        turn.Log(erase.By, "erased person", person.Id, erase.Reason.Trim());
    }

    // Who else uses an address: by the talk, and by the register's own word for those who never wrote.
    static int Others(Turn turn, Address address, string person) =>
        turn.Find<Conversation>(address.Value)?.Persons.Count(id => Register.Find(turn, id) is { } other && other.Id != person) ?? 0;

    static void EraseCheckIn(Turn turn, CheckIn checkIn, string by)
    {
        if (checkIn.IsOpen) CheckInEnds.ByName(turn, checkIn, by);
        turn.Delete<CheckIn>(checkIn.Id);
    }

    static void EraseTicket(Turn turn, string number, Person person, List<Address> own)
    {
        if (turn.Find<Ticket>(number) is not { } ticket) return;
        var isHis = ticket.PersonId == person.Id;
        var isFromHim = ticket.Address is { } address && own.Contains(address);
        if (!isHis && !isFromHim) return;
        if (isFromHim) TicketDesk.Free(turn, ticket);
        CorrectionDesk.Forget(turn, number);
        TicketDesk.Save(turn, ticket with
        {
            Summary = Trace,
            Fields = [],
            Heard = null,
            PersonId = isHis ? null : ticket.PersonId,
            Reporter = ticket.Reporter == person.Id ? null : ticket.Reporter,
            Address = isFromHim ? null : ticket.Address,
            Outcome = ticket.Outcome is { } outcome ? outcome with { Note = null } : null,
            History = [.. ticket.History.Select(line => line with { Text = null })],
        });
        turn.Unlist(Lists.TicketsOf(person.Id), number);
        foreach (var one in own) turn.Unlist(Lists.TicketsOf(one), number);
    }

    static void EraseContact(Turn turn, string id, Person person)
    {
        if (turn.Find<Person>(id) is not { } other || other.Id == person.Id) return;
        var contacts = other.Contacts.RemoveAll(contact => contact.Person == person.Id);
        if (contacts.Length < other.Contacts.Length) Register.Save(turn, other with { Contacts = contacts });
    }

    // The entry itself, and those that were merged into it.
    static ImmutableArray<Person> Entries(Turn turn, Person person) =>
    [
        person,
        .. person.Merges.Select(turn.Find<Merge>).OfType<Merge>().Select(merge => turn.Find<Person>(merge.Gone.Id)).OfType<Person>()
            .Where(entry => Register.Find(turn, entry.Id)?.Id == person.Id),
    ];

    static void Forget(Turn turn, Person entry)
    {
        if (entry.Code is { } code) turn.Delete<PaperCode>(code);
        Register.Erase(turn, entry);
    }

    static void EraseMerge(Turn turn, string id)
    {
        turn.Delete<Merge>(id);
        turn.Unlist(Lists.Merges, id);
    }

    static void EraseTalk(Turn turn, Address address)
    {
        turn.Delete<Conversation>(address.Value);
        turn.Unlist(Lists.Talks, address.Value);
        turn.Decision.Erased.Add(address);
        foreach (var account in turn.World.Community.Accounts.Values.Where(account => account.Channel == address.Channel)) turn.Decision.Routes.Add((account.Id, address));
        turn.Changed($"thread:{address.Value}");
    }
}
