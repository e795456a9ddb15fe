using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Graphs;

/// <summary>How each kind of step is drawn.</summary>
static class StepDrawing
{
    /// <summary>All kinds on one screen; a kind that is missing gets a plain box and goes on to the next step.</summary>
    static readonly FrozenDictionary<Type, Action<GraphDraft, Step>> Kinds = new[]
    {
        Kind<Step.Say>((draft, say) => Passing(draft, GraphNodeKind.Say, GraphTexts.Of("say"), draft.Names.Filled(say.Text))),
        Kind<Step.Ask>(DrawAsk),
        Kind<Step.Confirm>(DrawConfirm),
        Kind<Step.Set>((draft, set) => Passing(draft, GraphNodeKind.Set, GraphTexts.Of("set"), GraphTexts.Join("\n", set.Values.Select(value => draft.Names.Setting(value.Name, value.Value))))),
        Kind<Step.When>(DrawFork),
        Kind<Step.Go>((_, _) => { }),
        Kind<Step.Call>((draft, call) => { draft.Box(GraphNodeKind.Call, GraphTexts.Of("call"), draft.Title(call.Dialog), called: call.Dialog); draft.On(); }),
        Kind<Step.HandOff>((draft, hand) => draft.Box(GraphNodeKind.HandOff, GraphTexts.Of("hand_off_to", ("queue", draft.Queue(hand.Queue))), GraphNames.Reason(draft.Names.Filled(hand.Reason)))),
        Kind<Step.OpenTicket>((draft, ticket) => Passing(draft, GraphNodeKind.Ticket, TicketCaption(draft, ticket), draft.Names.Filled(ticket.Summary))),
        Kind<Step.Return>((draft, back) => draft.Box(GraphNodeKind.End, GraphTexts.Of("return"), GraphTexts.Join("\n", back.Values.Select(value => draft.Names.Filled(value.Value))))),
        Kind<Step.End>((draft, end) => draft.Box(GraphNodeKind.End, GraphTexts.Of("end"), end.Words is { } words ? draft.Names.Filled(words) : null)),
    }.ToFrozenDictionary();

    /// <summary>Draws one step.</summary>
    public static void Draw(GraphDraft draft, Step step)
    {
        if (Kinds.TryGetValue(step.GetType(), out var draw)) draw(draft, step);
        else Passing(draft, GraphNodeKind.Other, new Texts(step.GetType().Name, step.GetType().Name), null);
    }

    static void Passing(GraphDraft draft, GraphNodeKind kind, Texts caption, Texts? body)
    {
        draft.Box(kind, caption, body);
        draft.On();
    }

    static void DrawAsk(GraphDraft draft, Step.Ask ask)
    {
        var caption = GraphTexts.Find($"ask_{ask.Type}") ?? GraphTexts.Of("ask");
        ImmutableArray<Texts> choices = ask.Type == AskType.YesNo ? [GraphTexts.Of("value_yes"), GraphTexts.Of("value_no")] : [.. ask.Choices.Select(choice => choice.Label)];
        draft.Box(GraphNodeKind.Ask, ask.Optional ? GraphTexts.Of("optional", ("what", caption)) : caption, draft.Names.Filled(ask.Text), choices);
        draft.On();
        DrawSilence(draft, ask.OnTimeout, ask.Timeout);
    }

    static void DrawConfirm(GraphDraft draft, Step.Confirm confirm)
    {
        var read = GraphTexts.Join("\n", confirm.Answers.Select(draft.Names.Marked));
        var body = confirm.Text is { } text ? GraphTexts.Join("\n", [draft.Names.Filled(text), read]) : read;
        draft.Box(GraphNodeKind.Ask, GraphTexts.Of("confirm"), body, [confirm.Yes ?? GraphTexts.Of("confirm_yes"), GraphTexts.Of("confirm_change"), GraphTexts.Of("confirm_stop")]);
        draft.On();
        draft.To(confirm.Id!, GraphTexts.Of("confirm_change"));
        draft.To(confirm.OnStop ?? "end", GraphTexts.Of("confirm_stop"));
        DrawSilence(draft, confirm.OnTimeout, confirm.Timeout);
    }

    static void DrawSilence(GraphDraft draft, string? way, Duration? timeout)
    {
        if (way is null) return;
        var waits = timeout is { } time ? GraphTexts.Of("no_answer_for", ("time", GraphDraft.Time(time))) : GraphTexts.Of("no_answer");
        draft.To(way, way == "resume" ? GraphTexts.Of("resume", ("waits", waits)) : waits, onTimeout: true);
    }

    static void DrawFork(GraphDraft draft, Step.When fork)
    {
        draft.Box(GraphNodeKind.Fork, new Texts("", ""));
        foreach (var (condition, go) in fork.Ways) draft.To(go, draft.Names.Condition(condition, draft.AskedBefore?.Name));
        if (fork.Else is { } otherwise) draft.To(otherwise, GraphTexts.Of("else"));
        else draft.On(GraphTexts.Of("else"));
    }

    static Texts TicketCaption(GraphDraft draft, Step.OpenTicket ticket) =>
        GraphTexts.Of("ticket_to", ("queue", draft.Queue(ticket.Queue)), ("urgency", GraphTexts.Of($"urgency_{ticket.Urgency}")));

    static KeyValuePair<Type, Action<GraphDraft, Step>> Kind<T>(Action<GraphDraft, T> draw) where T : Step => new(typeof(T), (draft, step) => draw(draft, (T)step));
}
