using System.Collections.Immutable;
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

    /// <summary>A talk, and those of the same telephone.</summary>
    public static List<Talk> All(Turn turn, Talk talk) => [talk, .. Others(turn, talk.Conversation.Address).Select(other => Talk.With(turn, other.Address))];

    /// <summary>
    /// Brings into a talk what its telephone's other talks know. A choice among several, such as "who of you", stays where it was asked: its digits mean
    /// something else here.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="talk">The talk.</param>
    /// <param name="language">The language of what was just said in it; null when that shows none.</param>
    public static void Gather(Turn turn, Talk talk, Language? language)
    {
        var others = Others(turn, talk.Conversation.Address).ToList();
        if (others.Count == 0) return;
        var here = talk.Conversation;
        var isNew = turn.Find<Conversation>(here.Address.Value) is null;
        var gathered = here with
        {
            Stopped = isNew ? Stopped(turn, here.Address) : here.Stopped,
            Language = talk.IsCall || isNew && language is null ? Spoken(turn, here) : here.Language,
        };
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
            };
        }
        if (gathered != here) talk.Change(_ => gathered);
    }

    /// <summary>
    /// What is stopped at a telephone, for a talk of it that is new. What a carrier took for a stop of jobs is about its sender alone, which it has closed.
    /// </summary>
    public static ImmutableArray<Purpose> Stopped(Turn turn, Address address) =>
    [
        .. Others(turn, address).SelectMany(other => other.Stopped.Where(purpose =>
            purpose != Purpose.Jobs || !other.ClosedAccounts.Any(account => OptOuts.Serves(turn, account, purpose)))).Distinct(),
    ];

    /// <summary>The language last spoken at a talk's telephone: on a call nobody shows by letters which one is his.</summary>
    public static Language Spoken(Turn turn, Conversation talk) =>
        Others(turn, talk.Address).Append(talk).MaxBy(one => one.LastInAt ?? NodaTime.Instant.MinValue)!.Language;

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
