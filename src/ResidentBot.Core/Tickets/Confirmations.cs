using System.Collections.Immutable;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Tickets;

/// <summary>
/// Who an address belongs to is confirmed by somebody who knows the face: the nearest named person is asked on his own phone, the desk can answer too.
/// No address joins or leaves a person by the sender's word alone.
/// </summary>
public static class Confirmations
{
    static readonly string[] Words = ["yes", "no", "unsure"];

    /// <summary>Whether a ticket asks who somebody is.</summary>
    public static bool Is(Ticket ticket) => ticket.Cause is "identity" or "new-number";

    /// <summary>Opens the ticket for what a sender said of himself; one that is open already takes it in.</summary>
    public static Ticket Open(Turn turn, Talk talk, string cause, string said, List<Person> found)
    {
        var language = turn.World.Community.Language;
        var from = talk.Conversation.Address;
        if (TicketDesk.FindOpen(turn, talk.Conversation.WhoTicket) is { } open && open.Cause == cause)
            return TicketDesk.Save(turn, open.With(turn, "resident", "note", said));
        var fields = ImmutableArray.Create(new TicketField("said", turn.Text("field_said", language), TextCut.Head(said, 400)));
        if (found.Count > 0) fields = fields.Add(new TicketField("maybe", turn.Text("field_maybe", language), string.Join("; ", found.Take(8).Select(person => Known(turn, person)))));
        var old = found.Count == 1 && cause == "new-number" ? found[0].Addresses.Where(address => address.Channel == from.Channel && address != from).ToList() : [];
        if (old.Count > 0) fields = fields.Add(new TicketField("old", turn.Text("field_old", language), string.Join(' ', old.Select(address => address.Value))));
        return TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.Visit, HandOffs.DefaultQueue, Urgency.Normal, turn.Text($"alert_{cause}", language, ("words", said))) with
        {
            Address = from,
            PersonId = found.Count == 1 ? found[0].Id : null,
            Cause = cause,
            Fields = fields,
        });
    }

    /// <summary>What a named person is asked: is it he? Null for a ticket that is about nobody yet.</summary>
    public static Words? Ask(Turn turn, Ticket ticket, Language language, string concerns)
    {
        if (!Is(ticket) || ticket.PersonId is null || turn.Find<Person>(ticket.PersonId) is not { } person) return null;
        return Conversations.Words.Of(turn, "confirm_ask", language, ("number", ticket.Number), ("summary", ticket.Summary), ("name", Known(turn, person))) with
        {
            Choices = [.. Words.Select(word => new Choice($"r:{ticket.Number}:{word}", turn.Text($"confirm_{word}", language)))],
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
            Concerns = concerns,
        };
    }

    /// <summary>The digit that words stand for, when a ticket asks who somebody is; else the words themselves.</summary>
    public static string Digit(Turn turn, IEnumerable<Ticket> open, Language language, string plain)
    {
        if (!open.Any(Is)) return plain;
        for (var i = 0; i < Words.Length; i++)
            if (plain == Plain.Form(turn.Text($"confirm_{Words[i]}", language))) return $"{i + 1}";
        return plain;
    }

    /// <summary>Takes a named person's answer by digit or button; false when the ticket asks something else, or the answer is none.</summary>
    public static bool TryAnswer(Turn turn, Talk talk, StaffMember member, Ticket ticket, string word)
    {
        if (word is ['1' or '2' or '3']) word = Words[word[0] - '1'];
        if (!Is(ticket) || ticket.PersonId is null || !Words.Contains(word) || ticket.Climb?.Asked.Any(asked => asked.Staff == member.Id) != true) return false;
        if (word == "unsure")
        {
            Ladders.Forget(turn, talk.Conversation.Address, ticket.Number);
            ticket = ticket.With(turn, member.Id, "passed");
            if (ticket.State == TicketState.Waiting) Ladders.Climb(turn, ticket);
            else TicketDesk.Save(turn, ticket);
            talk.Say("rung_passed", ("number", ticket.Number));
            return true;
        }
        Settle(turn, ticket, ticket.PersonId, word == "yes", member.Id, member.Name);
        talk.Say("rung_thanks", ("number", ticket.Number), ("outcome", turn.Text($"confirm_{word}", talk.Language)));
        return true;
    }

    /// <summary>The desk's answer.</summary>
    public static void Confirm(Turn turn, StaffAction.ConfirmIdentity confirm)
    {
        if (turn.Find<Ticket>(confirm.Ticket) is not { } ticket) turn.Refuse("no_such_ticket");
        else if (!Is(ticket) || ticket.Address is null) turn.Refuse("not_for_this_kind");
        else if (ticket.State == TicketState.Closed) turn.Refuse("ticket_closed", ticket.OwnerName);
        else if (ticket.Owner is { } owner && owner != confirm.By) turn.Refuse("ticket_taken", ticket.OwnerName);
        else if (confirm.IsIt && Register.Find(turn, confirm.Person) is not { Left: null }) turn.Refuse("no_such_person");
        else Settle(turn, ticket, confirm.Person, confirm.IsIt, confirm.By, confirm.Name);
    }

    /// <summary>Gives an address to a person, and to him whatever it asked for before anybody knew.</summary>
    public static void Join(Turn turn, Talk talk, Person person, ImmutableArray<Address> addresses)
    {
        Register.Readmit(turn, person, talk.Conversation.Address);
        Register.Save(turn, person with { Addresses = addresses });
        foreach (var number in talk.Conversation.Requests.Append(talk.Conversation.Ticket ?? "").Distinct())
        {
            if (number.Length == 0 || TicketDesk.FindOpen(turn, number) is not { PersonId: null } ticket || ticket.Address != talk.Conversation.Address) continue;
            // A matter that was said to be somebody else's stays his.
            if (ticket.Fields.Any(field => field.Name == "subject")) TicketDesk.Save(turn, ticket with { Reporter = person.Id });
            else TicketDesk.Save(turn, TicketDesk.Concerning(turn, ticket, person, null));
            if (ticket.Kind == TicketKind.Alert && TicketDesk.FindOpen(turn, turn.Find<Person>(person.Id)?.Ticket) is null)
                turn.Put(person.Id, turn.Find<Person>(person.Id)! with { Ticket = ticket.Number });
        }
    }

    static void Settle(Turn turn, Ticket ticket, string personId, bool isIt, string by, string name)
    {
        var talk = Talk.With(turn, ticket.Address!.Value);
        if (isIt && Register.Find(turn, personId) is { } person)
        {
            Join(turn, talk, person, Addresses(ticket, person));
            turn.Log(by, ticket.Cause == "identity" ? "confirmed identity" : "confirmed new number", person.Id, ticket.Number);
        }
        talk.Change(c => c with { Who = null, WhoTicket = null, WhoTimes = isIt ? 0 : Math.Max(c.WhoTimes, 2) });
        TicketDesk.Free(turn, ticket);
        TicketDesk.Close(turn, ticket, isIt ? "answered" : "cannot", null, by, name);
        talk.Say(isIt ? "who_done" : "who_not");
    }

    // A new number goes first, and those it takes the place of go at once, by text, WhatsApp and call; written from a number he has already, nothing changes.
    static ImmutableArray<Address> Addresses(Ticket ticket, Person person)
    {
        var address = ticket.Address!.Value;
        if (person.Addresses.Contains(address)) return person.Addresses;
        if (ticket.Cause == "identity") return person.Addresses.Add(address);
        var old = ticket.Fields.FirstOrDefault(field => field.Name == "old")?.Value.Split(' ') ?? [];
        var gone = old.Where(value => Address.TryParse(value, out _)).Select(value => new Address(value)).ToList();
        return [address, .. person.Addresses.Where(known => !gone.Exists(one => one == known || Handset.IsSame(one, known)))];
    }

    static string Known(Turn turn, Person person)
    {
        var unit = turn.Find<Household>(person.Household)?.Unit;
        return string.IsNullOrEmpty(unit) ? person.Name : $"{person.Name} {unit}";
    }
}
