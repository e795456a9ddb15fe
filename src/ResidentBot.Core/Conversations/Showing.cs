using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>Pictures and documents of staff: where they can be shown, and what is said where they cannot.</summary>
public static class Showing
{
    /// <summary>Why a picture or document cannot be sent in a talk with these words, as the id of a refusal; null when it can.</summary>
    public static string? Trouble(Talk talk, Media media, string text)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(text);
        return Trouble(talk.Can, media) ?? (talk.HasRoom(Messages(media, text)) ? null : "show_closed");
    }

    /// <summary>Why a picture or document can never be sent where so much is shown, as the id of a refusal; null when it can.</summary>
    public static string? Trouble(Capabilities can, Media media)
    {
        ArgumentNullException.ThrowIfNull(can);
        ArgumentNullException.ThrowIfNull(media);
        if (media.Type is not { } type || !can.Shows.ContainsKey(type)) return can.Shows.Count == 0 ? "show_nothing" : "show_kind";
        return can.CanShow(media) ? null : "show_large";
    }

    /// <summary>How many messages they are at the most, where a provider counts: some put no words under a picture.</summary>
    public static int Messages(Media? media, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return media is not null && text.Length > 0 ? 2 : 1;
    }

    /// <summary>What a person wrote or showed, for another address: where a picture cannot be shown, words say that there is one and what to do.</summary>
    public static Words Elsewhere(Turn turn, Talk talk, ThreadEntry line)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(line);
        var words = new Words(line.Text ?? "") { By = line.By };
        if (line.Media is not [var media, ..]) return words;
        if (talk.Can.CanShow(media) && talk.HasRoom(Messages(media, words.Text))) return words with { Media = media };
        var told = turn.Text("not_shown", talk.Language, ("phone", turn.World.Community.Phone));
        return words with { Text = words.Text.Length == 0 ? told : $"{words.Text}\n{told}" };
    }
}
