using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>Goes through the steps of one turn, until a question waits, the talk ends, or a person must go on with it.</summary>
sealed class DialogMachine(DialogBook book, DialogContext context, DialogState state)
{
    /// <summary>More steps than any sensible turn has; files are checked for circles, so only conditions can lead here.</summary>
    const int MostSteps = 100;

    readonly EffectList _effects = new();
    readonly List<DialogFrame> _below = [];
    Dialog _dialog = null!;
    int _at;

    /// <summary>Whether the input of this turn was taken as an answer.</summary>
    public bool Understood { get; set; } = true;

    /// <summary>Stands at a step; the frames are those below, outermost first.</summary>
    public void StandAt(IEnumerable<DialogFrame> below, Dialog dialog, int step)
    {
        _below.Clear();
        _below.AddRange(below);
        (_dialog, _at) = (dialog, step);
    }

    /// <summary>Goes on behind the step it stands at.</summary>
    public DialogTurn RunOn()
    {
        _at++;
        return Run();
    }

    /// <summary>Goes on at a way's end.</summary>
    public DialogTurn RunFrom(string way)
    {
        Jump(way);
        return Run();
    }

    /// <summary>Goes on where it stands.</summary>
    public DialogTurn Run()
    {
        for (var count = 0; count < MostSteps; count++)
        {
            if (_at < _dialog.Steps.Length)
            {
                if (Do(_dialog.Steps[_at]) is { } turn) return turn;
            }
            else if (!Return())
            {
                return Finish(DialogEnd.Finished);
            }
        }
        return HandOff(_dialog.Queue, DialogReasons.TooManySteps);
    }

    /// <summary>Says one of the engine's own texts.</summary>
    public void Say(string textId) => _effects.Say(book.Texts.Say(textId, context.Language));

    /// <summary>Asks the question it stands at and waits.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="waiting">The session that waits on it already, whose buttons stay good; null for a new question.</param>
    /// <param name="again">Whether the last answer failed.</param>
    /// <param name="tries">How many have failed.</param>
    public DialogTurn Question(Step.Ask ask, DialogSession? waiting = null, bool again = false, int tries = 0)
    {
        var session = new DialogSession
        {
            Frames = [.. _below, new DialogFrame(_dialog.Id, ask.Id!)],
            Answers = state.Answers,
            Tries = tries,
            Token = waiting?.Token ?? Tokens.Of(context.TurnId, ask.Id!),
            StartedAt = state.StartedAt,
            WaitUntil = context.Now + (ask.Timeout ?? _dialog.Timeout),
            Opening = state.Opening,
            Ticket = state.Ticket,
            Media = state.Media,
            Edition = book.Edition,
        };
        var choices = new AnswerReader(ask, book.Texts, context).Offered();
        _effects.Ask(Words(ask, again), [.. choices.Select(choice => new Choice($"{session.Token}.{choice.Id}", choice.Label[context.Language]))], ask.Type == AskType.Location);
        return new DialogTurn(_effects.Done(), session, DialogEnd.Waiting, Understood);
    }

    /// <summary>Gives the talk to a person.</summary>
    public DialogTurn HandOff(string queue, string reason)
    {
        _effects.Add(new DialogEffect.HandOff(queue, reason));
        return Finish(DialogEnd.HandedOff);
    }

    /// <summary>Ends the talk.</summary>
    public DialogTurn Finish(DialogEnd end) => new(_effects.Done(), null, end, Understood);

    DialogTurn? Do(Step step)
    {
        switch (step)
        {
            case Step.Ask ask: return Answered(ask) ? Next() : Question(ask);
            case Step.HandOff handOff: return HandOff(handOff.Queue, Fill(handOff.Reason));
            case Step.Say say:
                _effects.Say(Fill(say.Text[context.Language]));
                return Next();
            case Step.Set set:
                foreach (var (name, value) in set.Values) Set(name, Fill(value));
                return Next();
            case Step.When fork: return Jump(fork.Ways.FirstOrDefault(way => way.If.Holds(state.Value)).Go ?? fork.Else);
            case Step.Go go: return Jump(go.To);
            case Step.Call call: return Call(call);
            case Step.OpenTicket open:
                state.Ticket = context.OpenTicket(Draft(open));
                // A ticket is out in the world: the caller must not drop this turn for another meaning of the words.
                Understood = true;
                return Next();
            case Step.End end:
                if (end.Words is not null) _effects.Say(Fill(end.Words[context.Language]));
                return Jump("end");
            default: throw new InvalidOperationException($"no way to do a {step.GetType().Name} step");
        }
    }

    DialogTurn? Next()
    {
        _at++;
        return null;
    }

    // No way given means the next step; a way no longer there, the end.
    DialogTurn? Jump(string? way)
    {
        if (way is null) return Next();
        _at = _dialog.IndexOf(way) is var step and >= 0 ? step : _dialog.Steps.Length;
        return null;
    }

    DialogTurn? Call(Step.Call call)
    {
        if (!book.Dialogs.TryGetValue(call.Dialog, out var called)) return Next();
        _below.Add(new DialogFrame(_dialog.Id, call.Id!));
        state.Forget(called.Id);
        (_dialog, _at) = (called, 0);
        return null;
    }

    // DialogRun has checked every frame before the turn began.
    bool Return()
    {
        if (_below is not [.., var caller]) return false;
        _below.RemoveAt(_below.Count - 1);
        _dialog = book.Dialogs[caller.Dialog];
        _at = _dialog.IndexOf(caller.Step) + 1;
        return true;
    }

    // The opening answers a question once; when it comes round again, the resident wants another answer.
    bool Answered(Step.Ask ask)
    {
        var name = $"{_dialog.Id}.{ask.Name}";
        if (state.Answers.ContainsKey(name)) return false;
        var reader = new AnswerReader(ask, book.Texts, context);
        if (ask.Type == AskType.Photo && state.HasPhoto)
        {
            state.Answer(name, reader.Attachment with { FromOpening = true });
            return true;
        }
        if (!ask.Prefill || ask.PrefillWith is { } with && state.Answers.GetValueOrDefault(with) is not { FromOpening: true }) return false;
        if (reader.ReadOpening(state.Opening) is not { } answer) return false;
        state.Answer(name, answer with { FromOpening = true });
        return true;
    }

    void Set(string name, string value)
    {
        if (name.StartsWith("person.", StringComparison.Ordinal))
        {
            _effects.Add(new DialogEffect.SetPerson(name[7..], value));
            state.SetPerson(name[7..], value);
        }
        else if (value.Length == 0)
        {
            state.Remove($"{_dialog.Id}.{name}");
        }
        else
        {
            state.Answer($"{_dialog.Id}.{name}", new DialogAnswer(value, value));
        }
    }

    TicketDraft Draft(Step.OpenTicket open)
    {
        var fields = ImmutableArray.CreateBuilder<TicketField>();
        GeoPoint? location = null;
        foreach (var field in open.Fields)
        {
            var name = Reading.StepSource.Full(_dialog.Id, field);
            var answer = name == "opening" ? new DialogAnswer(state.Opening, state.Opening) : state.Answers.GetValueOrDefault(name);
            if (answer is not { Value.Length: > 0 }) continue;
            fields.Add(new TicketField(field, state.ShapeOf(name)?.Label?[context.Language] ?? field, state.Shown(name, answer)));
            location ??= answer.Location;
        }
        return new TicketDraft(open.Kind, open.Queue, open.Urgency, Fill(open.Summary), fields.ToImmutable(), state.Media, location);
    }

    string Words(Step.Ask ask, bool again)
    {
        var question = Fill(ask.Text[context.Language]);
        if (again) question = ask.Again is { } gentler ? Fill(gentler[context.Language]) : $"{book.Texts.Say("dialog_again", context.Language)}\n{question}";
        return ask.Optional && ask.Type == AskType.Number ? $"{question}\n{book.Texts.Say("dialog_skip_hint", context.Language)}" : question;
    }

    string Fill(Template template) => template.Fill(state.Shown(_dialog));
}
