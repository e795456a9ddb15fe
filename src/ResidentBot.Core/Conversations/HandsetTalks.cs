using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>The talks of one telephone by text, WhatsApp and calls: who uses it, and what was asked there, is known in each of them.</summary>
static class HandsetTalks
{
    /// <summary>The telephone's other talks, as far as there are any.</summary>
    public static IEnumerable<Conversation> Others(Turn turn, Address address) =>
        Handset.Others(turn.World, address).Select(other => turn.Find<Conversation>(other.Value)).OfType<Conversation>();

    /// <summary>
    /// Brings into a talk what its telephone's other talks know. A choice among several, such as "who of you", stays where it was asked: its digits mean
    /// something else here.
    /// </summary>
    public static void Gather(Turn turn, Talk talk)
    {
        var others = Others(turn, talk.Conversation.Address).ToList();
        if (others.Count == 0) return;
        var here = talk.Conversation;
        var isNew = turn.Find<Conversation>(here.Address.Value) is null;
        var gathered = here;
        foreach (var other in others)
        {
            var asked = other.CheckIns.Where(id => !gathered.CheckIns.Contains(id)).ToList();
            var users = other.Persons.Where(id => !gathered.Persons.Contains(id) && !here.Disowned.Contains(id)).ToList();
            gathered = gathered with
            {
                CheckIns = asked.Count == 0 ? gathered.CheckIns : gathered.CheckIns.AddRange(asked),
                Persons = users.Count == 0 ? gathered.Persons : gathered.Persons.AddRange(users),
                FineUnclear = gathered.FineUnclear || asked.Count > 0 && other.FineUnclear,
                Nameless = gathered.Nameless || other.Nameless,
                Language = isNew ? other.Language : gathered.Language,
            };
        }
        if (gathered != here) talk.Change(_ => gathered);
    }

    /// <summary>A telephone is no longer somebody's: its other talks forget him, but those whose address he keeps.</summary>
    public static void Forget(Turn turn, string person, Address gone, IReadOnlyCollection<Address> kept)
    {
        foreach (var other in Others(turn, gone).Where(other => !kept.Contains(other.Address)).ToList())
        {
            var his = other.CheckIns.Where(id => CheckInEnds.PersonOf(id) == person).ToList();
            if (his.Count == 0 && !other.Persons.Contains(person)) continue;
            Talk.With(turn, other.Address).Change(c => CheckInTalk.Without(c, [.. his], byAnswer: false) with { Persons = c.Persons.Remove(person) });
        }
    }
}
