using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Pictures and documents of staff: where they can be shown, and what is said where they cannot.</summary>
public static class Showing
{
    /// <summary>Why a picture or document cannot be sent in a talk, as the id of a refusal; null when it can.</summary>
    public static string? Trouble(Talk talk, Media media)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(media);
        if (media.Type is not { } type || !talk.Can.Shows.ContainsKey(type)) return talk.Can.Shows.Count == 0 ? "show_nothing" : "show_kind";
        if (!talk.Can.CanShow(media)) return "show_large";
        return talk.IsOpen ? null : "show_closed";
    }

    /// <summary>What a person wrote or showed, for another address: where a picture cannot be shown, words say that there is one and what to do.</summary>
    public static Words Elsewhere(Turn turn, Talk talk, ThreadEntry line)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(line);
        var words = new Words(line.Text ?? "") { By = line.By };
        if (line.Media is not [var media, ..]) return words;
        if (talk.Can.CanShow(media) && talk.IsOpen) return words with { Media = media };
        var told = turn.Text("not_shown", talk.Language, ("phone", turn.World.Community.Phone));
        return words with { Text = words.Text.Length == 0 ? told : $"{words.Text}\n{told}" };
    }
}
