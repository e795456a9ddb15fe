using System.Collections.Immutable;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>What a box of a picture stands for; each is drawn in its own way.</summary>
public enum GraphNodeKind
{
    /// <summary>Where the dialog begins, and on what.</summary>
    Start,

    /// <summary>Something is said.</summary>
    Say,

    /// <summary>A question that waits.</summary>
    Ask,

    /// <summary>Something is written down.</summary>
    Set,

    /// <summary>Conditions part the ways.</summary>
    Fork,

    /// <summary>Another dialog is gone through.</summary>
    Call,

    /// <summary>A person takes the talk.</summary>
    HandOff,

    /// <summary>A ticket goes on a queue.</summary>
    Ticket,

    /// <summary>The dialog ends.</summary>
    End,

    /// <summary>The way leads back to the step it came from.</summary>
    Again,

    /// <summary>A kind of step the pictures have no drawing of their own for.</summary>
    Other,
}

/// <summary>One box.</summary>
/// <param name="Id">Unique in the picture; ASCII letters and digits, a letter first.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Caption">What kind of thing it is, in a word or two; empty where the shape says it all.</param>
/// <param name="Body">What it says or does; may be empty, may have several lines.</param>
public sealed record GraphNode(string Id, GraphNodeKind Kind, Texts Caption, Texts Body)
{
    /// <summary>The answers a question offers, in order.</summary>
    public ImmutableArray<Texts> Choices { get; init; } = [];

    /// <summary>The place of its step in the dialog, from 0; null for what is no step of its own.</summary>
    public int? Step { get; init; }

    /// <summary>The dialog it calls; null for none.</summary>
    public string? Dialog { get; init; }

    /// <summary>All it says in one language, for those who read no pictures.</summary>
    public string Spoken(Language language) =>
        string.Join(' ', new[] { Caption[language], Body[language], string.Join(' ', Choices.Select(choice => choice[language])) }.Where(part => part.Length > 0));
}

/// <summary>One way from a box to another; never back to the same.</summary>
/// <param name="From">The box it leaves.</param>
/// <param name="To">The box it leads to.</param>
/// <param name="Label">When it is taken; null for always.</param>
/// <param name="OnTimeout">Whether it is taken when nobody answers.</param>
public sealed record GraphEdge(string From, string To, Texts? Label, bool OnTimeout);

/// <summary>A dialog as boxes and ways. Pure: the same dialog makes the same picture.</summary>
/// <param name="Dialog">The dialog's id.</param>
/// <param name="Title">What staff call it.</param>
/// <param name="Nodes">The boxes, the start first, then in the order of the file.</param>
/// <param name="Edges">The ways, in the order of the file.</param>
public sealed record DialogGraph(string Dialog, Texts Title, ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges)
{
    /// <summary>Draws a dialog.</summary>
    /// <param name="dialog">The dialog.</param>
    /// <param name="book">Where the dialogs it calls stand.</param>
    /// <param name="queues">What staff call the queues, by their ids; others show their id.</param>
    public static DialogGraph Of(Dialog dialog, DialogBook book, IReadOnlyDictionary<string, Texts> queues)
    {
        var draft = new GraphDraft(dialog, book, queues);
        draft.Begin();
        for (var at = 0; at < dialog.Steps.Length; at++) draft.Draw(at);
        return draft.Graph();
    }
}
