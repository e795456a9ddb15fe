using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
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
            var disowned = here.Disowned.Union(other.Disowned);
            var asked = other.CheckIns.Where(id => !gathered.CheckIns.Contains(id) && turn.Find<CheckIn>(id) is { IsOpen: true } && !IsDisowned(turn, disowned, id)).ToList();
            var users = other.Persons.Where(id => !gathered.Persons.Contains(id) && !disowned.Contains(id)).ToList();
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

    // Whoever has the telephone now answers for nobody whom he said he is not.
    static bool IsDisowned(Turn turn, IEnumerable<string> disowned, string checkIn) => disowned.Any(person => CheckInEnds.IsOf(turn, checkIn, person));

    /// <summary>A telephone is no longer somebody's: its other talks forget him.</summary>
    public static void Forget(Turn turn, Person person, Address gone)
    {
        foreach (var other in Others(turn, gone).ToList())
        {
            // What was asked of an entry that is merged now is answered there still.
            var his = person.MergedInto is null ? other.CheckIns.RemoveAll(id => !CheckInEnds.IsOf(turn, id, person.Id)) : [];
            if (his.IsEmpty && !other.Persons.Contains(person.Id)) continue;
            Talk.With(turn, other.Address).Change(c => CheckInTalk.Without(c, his, byAnswer: false) with { Persons = c.Persons.Remove(person.Id) });
        }
    }
}
