using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>A picture while its dialog is gone through, step by step.</summary>
sealed class GraphDraft(Dialog dialog, DialogBook book, IReadOnlyDictionary<string, Texts> queues)
{
    static readonly Texts Nothing = new("", "");

    readonly List<GraphNode> _nodes = [];
    readonly List<GraphEdge> _edges = [];
    int _at = -1;

    /// <summary>The words of this dialog's names.</summary>
    public GraphNames Names { get; } = new(dialog);

    /// <summary>The question that stands right before the present step; null for another kind of step.</summary>
    public Step.Ask? AskedBefore => _at > 0 ? dialog.Steps[_at - 1] as Step.Ask : null;

    /// <summary>The box where the dialog begins.</summary>
    public void Begin()
    {
        var starts = dialog.StartsOn.IsEmpty
            ? GraphTexts.Of("only_called")
            : GraphTexts.Of("starts_on", ("intents", GraphTexts.List(dialog.StartsOn.Select(IntentTexts.Of))));
        var waits = GraphTexts.Of("no_answer_ends", ("time", Time(dialog.Timeout)));
        var lines = dialog.Queue.Length == 0 ? (Texts[])[starts, waits] : [starts, waits, GraphTexts.Of("not_understood_to", ("queue", Queue(dialog.Queue)))];
        _nodes.Add(new GraphNode("start", GraphNodeKind.Start, dialog.Title, GraphTexts.Join("\n", lines)));
        Connect("start", Target(0), null, onTimeout: false);
    }

    /// <summary>The box and ways of a step; a `go` is a way alone.</summary>
    public void Draw(int at)
    {
        _at = at;
        StepDrawing.Draw(this, dialog.Steps[at]);
    }

    /// <summary>Adds the present step's box.</summary>
    public void Box(GraphNodeKind kind, Texts caption, Texts? body = null, ImmutableArray<Texts> choices = default, string? called = null) =>
        _nodes.Add(new GraphNode(Id(_at), kind, caption, body ?? Nothing) { Choices = choices.IsDefault ? [] : choices, Step = _at, Dialog = called });

    /// <summary>A way to the step after the present one.</summary>
    public void On(Texts? label = null) => Connect(Id(_at), Target(_at + 1), label, onTimeout: false);

    /// <summary>A way to a step's id, to <c>end</c> or to <c>hand_off</c>.</summary>
    public void To(string way, Texts? label = null, bool onTimeout = false) => Connect(
        Id(_at), way == "hand_off" ? null : dialog.IndexOf(way) is var at and >= 0 ? Target(at) : dialog.Steps.Length, label, onTimeout);

    /// <summary>A queue as staff call it.</summary>
    public Texts Queue(string id) => queues.GetValueOrDefault(id) ?? new Texts(id, id);

    /// <summary>Another dialog as staff call it.</summary>
    public Texts Title(string id) => book.Dialogs.GetValueOrDefault(id)?.Title ?? new Texts(id, id);

    /// <summary>A time as people say it.</summary>
    public static Texts Time(Duration time) => (long)time.TotalMinutes switch
    {
        var minutes and > 0 when minutes % (60 * 24) == 0 => GraphTexts.Of("days", ("n", minutes / 60 / 24)),
        var minutes and > 0 when minutes % 60 == 0 => GraphTexts.Of("hours", ("n", minutes / 60)),
        var minutes => GraphTexts.Of("minutes", ("n", minutes)),
    };

    /// <summary>The finished picture.</summary>
    public DialogGraph Graph() => new(dialog.Id, dialog.Title, [.. _nodes], [.. _edges.Distinct()]);

    // Null hands over to the dialog's own queue. Ends, hand-overs and ways back stand beside the step they leave, so that no way crosses the picture for them.
    void Connect(string from, int? to, Texts? label, bool onTimeout)
    {
        var id = to switch
        {
            null => Beside($"{from}h", GraphNodeKind.HandOff, GraphTexts.Of("hand_off_to", ("queue", dialog.Queue.Length == 0 ? GraphTexts.Of("usual_queue") : Queue(dialog.Queue)))),
            var at when at == dialog.Steps.Length => Beside($"{from}e", GraphNodeKind.End, Nothing),
            var at when Id(at.Value) == from => Beside($"{from}a", GraphNodeKind.Again, GraphTexts.Of("again")),
            var at => Id(at.Value),
        };
        _edges.Add(new GraphEdge(from, id, label, onTimeout));
    }

    string Beside(string id, GraphNodeKind kind, Texts caption)
    {
        if (_nodes.TrueForAll(node => node.Id != id)) _nodes.Add(new GraphNode(id, kind, caption, Nothing));
        return id;
    }

    // Where a way ends after all `go` on it; a circle of them has no end, and the check refuses it.
    int Target(int at)
    {
        for (var hops = 0; hops <= dialog.Steps.Length && at < dialog.Steps.Length && dialog.Steps[at] is Step.Go go; hops++)
            at = dialog.IndexOf(go.To) is var next and >= 0 ? next : dialog.Steps.Length;
        return at < dialog.Steps.Length && dialog.Steps[at] is Step.Go ? dialog.Steps.Length : at;
    }

    static string Id(int at) => $"s{at}";
}
