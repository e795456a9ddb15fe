using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.CheckIns;

/// <summary>Behind one handset live several who are asked how they are: which of them answered is asked by name.</summary>
static class CheckInWho
{
    /// <summary>Asks which of several persons a bare "fine" is about.</summary>
    public static void Ask(Turn turn, Talk talk, List<string> persons)
    {
        var names = persons.Select((id, i) => $"{i + 1} {turn.Find<Person>(id)?.Name}");
        talk.Change(c => c with { WhoOf = [.. persons], FineUnclear = false });
        talk.Speak(Words.Of(turn, "checkin_who", talk.Language, ("names", string.Join("\n", names)), ("all", $"{persons.Count + 1}")) with
        {
            Lane = Lane.CheckIn,
            Purpose = Purpose.Welfare,
        });
    }

    /// <summary>Takes the answer; false when it is none. The digits are those of the list that was sent, whoever of it has been seen to since.</summary>
    public static bool TryTake(Turn turn, Talk talk, List<CheckIn> open, string text)
    {
        if (Chosen(turn, [.. talk.Conversation.WhoOf.Select(id => Register.Find(turn, id)?.Id ?? id)], text) is not { } chosen) return false;
        talk.Change(c => c with { WhoOf = [] });
        var (fine, left) = (open.Where(checkIn => chosen.Contains(CheckInTalk.Whose(turn, checkIn))).ToList(), open.Where(checkIn => !chosen.Contains(CheckInTalk.Whose(turn, checkIn))).ToList());
        if (fine.Count > 0) CheckInTalk.Answer(turn, talk, fine, CheckInAnswer.Fine, text);
        if (left.Count > 0) CheckInTalk.AskAgain(turn, talk, left[0]);
        return true;
    }

    // Who is fine: a number of the list, "all of us", or a name with nothing beside it that is not fine.
    static List<string>? Chosen(Turn turn, List<string> persons, string text)
    {
        var plain = Plain.Form(text);
        if (int.TryParse(plain, out var digit))
            return digit < 1 || digit > persons.Count + 1 ? null : digit > persons.Count ? persons : [persons[digit - 1]];
        if (turn.World.CheckInWords.IsEverybody(text)) return persons;
        var (named, words) = Named(turn, persons, text);
        var isFine = Plain.Form(words).Length == 0 || CheckInAnswers.Read(words, turn.World.CheckInWords) == CheckInAnswer.Fine;
        return named is not null && isFine ? [named] : null;
    }

    /// <summary>The one person named, if one alone is, and the words without any name: a name says nothing of how he is.</summary>
    public static (string? Person, string Words) Named(Turn turn, List<string> persons, string text)
    {
        var named = new List<string>();
        foreach (var id in persons)
        {
            if (turn.Find<Person>(id) is not { Name.Length: > 1 } person || !text.Contains(person.Name, StringComparison.OrdinalIgnoreCase)) continue;
            named.Add(id);
            text = text.Replace(person.Name, " ", StringComparison.OrdinalIgnoreCase);
        }
        return (named.Count == 1 ? named[0] : null, text);
    }
}
