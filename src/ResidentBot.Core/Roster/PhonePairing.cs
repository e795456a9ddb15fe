using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Roster;

/// <summary>Pairs a phone or chat with a named person: he sends the code he was given at the desk, and chooses a PIN.</summary>
public static class PhonePairing
{
    /// <summary>How long a code is worth something.</summary>
    public static readonly Duration CodeKept = Duration.FromDays(7);

    /// <summary>Whether the words must not stand in the thread: a code made for staff, or a PIN.</summary>
    public static bool IsSecret(Turn turn, Address from, Arrival arrival)
    {
        var text = Plain.Form(arrival.Text);
        if (text.Length is >= 3 and <= 12 && text.All(char.IsAsciiDigit) && turn.Find<Pairing>(from.Value)?.Step?.Screen is WorkerTalk.Pin or WorkerTalk.NewPin) return true;
        return PaperCodes.In(arrival) is { } digits && !PaperCodes.IsSpent(turn, Talk.With(turn, from)) && turn.Find<PaperCode>(digits) is { Staff: not null };
    }

    /// <summary>Takes a code made for staff; any other is left to the rest of the turn.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        if (PaperCodes.In(arrival) is not { } digits || PaperCodes.IsSpent(turn, talk)) return false;
        if (turn.Find<PaperCode>(digits) is not { Staff: { } staff } code || turn.World.Community.Staff.GetValueOrDefault(staff) is not { } member)
            return false;
        if (code.UsedAt is not null || code.Until <= turn.Now) talk.Say("pair_over");
        // Somebody else's own phone stays his: an answer would not tell who gave it.
        else if (turn.World.StaffByAddress.TryGetValue(talk.Conversation.Address, out var owner) && owner.Id != staff) talk.Say("pair_other");
        else Pair(turn, talk, code, member);
        return true;
    }

    /// <summary>Takes an address away from whoever paired it; false when nobody did.</summary>
    public static bool Unpair(Turn turn, Address address, string by)
    {
        if (turn.Find<Pairing>(address.Value) is not { } pairing) return false;
        var card = RosterDesk.Card(turn, pairing.Staff);
        RosterDesk.Save(turn, card with { Paired = card.Paired.Remove(address) });
        turn.Delete<Pairing>(address.Value);
        turn.Log(by, "unpaired phone", pairing.Staff, address.Channel);
        return true;
    }

    static void Pair(Turn turn, Talk talk, PaperCode code, Communities.StaffMember member)
    {
        var address = talk.Conversation.Address;
        Unpair(turn, address, member.Id);
        turn.Put(code.Digits, code with { UsedAt = turn.Now });
        var card = RosterDesk.Card(turn, member.Id);
        RosterDesk.Save(turn, card with { Code = null, Paired = [.. card.Paired.Union([address])] });
        turn.Put(address.Value, new Pairing(member.Id, turn.Now) { Step = new WorkerStep(WorkerTalk.NewPin, turn.Now) });
        talk.Change(c => c with { Language = member.Language, Session = null, Codes = null });
        turn.Log(member.Id, "paired phone", member.Id, address.Channel);
        talk.Say("pair_hello", ("name", member.Name));
    }
}
