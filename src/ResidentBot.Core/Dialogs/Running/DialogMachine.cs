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

    /// <summary>The answer to a question for a picture that somebody was sent to take.</summary>
    const string PictureTask = "task";

    readonly EffectList _effects = new();
    readonly List<DialogFrame> _below = [];
    Dialog _dialog = null!;
    int _at;
    string? _confirm;

    /// <summary>Whether the input of this turn was taken as an answer.</summary>
    public bool Understood { get; set; } = true;

    /// <summary>Stands at a step; the frames are those below, outermost first.</summary>
    /// <param name="below">The frames below.</param>
    /// <param name="dialog">The dialog.</param>
    /// <param name="step">The step's index.</param>
    /// <param name="confirm">The confirmation to come back to from here; null for none.</param>
    public void StandAt(IEnumerable<DialogFrame> below, Dialog dialog, int step, string? confirm = null)
    {
        _below.Clear();
        _below.AddRange(below);
        (_dialog, _at, _confirm) = (dialog, step, confirm);
    }

    /// <summary>Stands where the last of some frames points; all of them must be in the book.</summary>
    public void StandAt(ImmutableArray<DialogFrame> frames)
    {
        var top = frames[^1];
        var dialog = book.Dialogs[top.Dialog];
        StandAt(frames[..^1], dialog, dialog.IndexOf(top.Step), top.Confirm);
    }

    /// <summary>The step it stands at.</summary>
    public Step Here => _dialog.Steps[_at];

    /// <summary>Goes on behind the step it stands at, or back at the confirmation that had it asked again.</summary>
    public DialogTurn RunOn()
    {
        Pass();
        return Run();
    }

    /// <summary>Goes to the step that gives an answer, and comes back to the confirmation it stands at.</summary>
    public DialogTurn Amend(string answer)
    {
        var confirm = Here.Id!;
        if (_dialog.StepGiving(answer) is not { Id: { } step } giving) return Run();
        (_at, _confirm) = (_dialog.IndexOf(step), confirm);
        return giving is Step.Ask ask ? Question(ask) : Run();
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
    public void Say(string textId, params ReadOnlySpan<(string Name, string Value)> values) => _effects.Say(Own(textId, values));

    /// <summary>Says a text of the dialog's.</summary>
    public void Say(TextTemplate text) => _effects.Say(Fill(text));

    /// <summary>The question that the step it stands at asks at a stage; null when it asks nothing.</summary>
    public Step.Ask? QuestionAt(string? stage) => Here switch
    {
        Step.Ask ask => ask,
        Step.Confirm confirm => new Confirming(confirm, _dialog, book, context, state).Question(stage),
        _ => null,
    };

    /// <summary>The confirmation it stands at; null at any other step.</summary>
    public Confirming? Confirmation => Here is Step.Confirm confirm ? new Confirming(confirm, _dialog, book, context, state) : null;

    /// <summary>Asks the question it stands at and waits.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="waiting">The session that waits on it already, whose buttons stay good; null for a new question.</param>
    /// <param name="why">Why the last answer was none; null when there was none.</param>
    /// <param name="tries">How many have failed.</param>
    /// <param name="page">Which page of the choices is shown.</param>
    /// <param name="stage">Which of the step's questions it is.</param>
    public DialogTurn Question(Step.Ask ask, DialogSession? waiting = null, Refusal? why = null, int tries = 0, int page = 0, string? stage = null)
    {
        var session = new DialogSession
        {
            Frames = Frames(ask),
            Stage = stage,
            Page = page,
            Trail = state.Trail,
            Held = state.Held,
            Answers = state.Answers,
            Tries = tries,
            Said = waiting?.Said,
            Token = waiting?.Token ?? Tokens.Of(context.TurnId, $"{ask.Id}{stage}"),
            StartedAt = state.StartedAt,
            WaitUntil = context.Now + (ask.Timeout ?? _dialog.Timeout),
            Opening = state.Opening,
            Ticket = state.Ticket,
            Media = state.Media,
            Edition = book.Edition,
        };
        var choices = new AnswerReader(ask, book.Texts, context, page).Offered();
        _effects.Ask(Words(ask, why), [.. choices.Select(choice => new Choice($"{session.Token}.{choice.Id}", choice.Label[context.Language]))], ask.Type is AskType.Location);
        return new DialogTurn(_effects.Done(), session, DialogEnd.Waiting, Understood);
    }

    /// <summary>Asks whether to go on with a talk.</summary>
    public DialogTurn Offer(DialogSession session, ImmutableArray<Choice> choices)
    {
        _effects.Ask(Own("dialog_resume"), choices, askLocation: false);
        return new DialogTurn(_effects.Done(), session, DialogEnd.Waiting, Understood);
    }

    /// <summary>Goes where a confirmation leads somebody who wants nothing of it.</summary>
    public DialogTurn Stop(Step.Confirm confirm)
    {
        if (confirm.Stopped is { } words) Say(words);
        else if (confirm.OnStop is null or "end") Say("dialog_stopped");
        return RunFrom(confirm.OnStop ?? "end");
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
            case Step.Confirm: return Question(QuestionAt(null)!);
            case Step.HandOff handOff: return HandOff(handOff.Queue, Fill(handOff.Reason));
            case Step.Say say:
                _effects.Say(Fill(say.Text));
                return Next();
            case Step.Return give:
                Give(give);
                return Jump("end");
            case Step.Set set:
                foreach (var (name, value) in set.Values) Set(name, Fill(value));
                return Next();
            case Step.When fork: return Jump(fork.Ways.FirstOrDefault(way => way.If.Holds(state.Value)).Go ?? fork.Else);
            case Step.Go go: return Jump(go.To);
            case Step.Call call: return Call(call);
            case Step.OpenTicket open:
                state.Ticket = context.OpenTicket(Draft(open));
                state.ForgetTrail();
                // A ticket is out in the world: the caller must not drop this turn for another meaning of the words.
                Understood = true;
                return Next();
            case Step.End end:
                if (end.Words is not null) _effects.Say(Fill(end.Words));
                return Jump("end");
            default: throw new InvalidOperationException($"no way to do a {step.GetType().Name} step");
        }
    }

    DialogTurn? Next()
    {
        Pass();
        return null;
    }

    // Behind a question asked again for a confirmation comes that confirmation; one gone from the file since is passed over.
    void Pass()
    {
        if (_confirm is { } confirm && _dialog.IndexOf(confirm) is var at and >= 0)
        {
            state.Unmark(new DialogFrame(_dialog.Id, confirm), _below.Count);
            (_at, _confirm) = (at, null);
            return;
        }
        _confirm = null;
        _at++;
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
        var given = call.With.Select(one => (Name: $"{called.Id}.{one.Name}", Answer: Whole(one.Value))).ToArray();
        _below.Add(new DialogFrame(_dialog.Id, call.Id!) { Confirm = _confirm });
        state.Forget(called.Id);
        foreach (var (name, answer) in given)
            if (answer is { Value.Length: > 0 }) state.Answer(name, answer);
        (_dialog, _at, _confirm) = (called, 0, null);
        return null;
    }

    // DialogRun has checked every frame before the turn began.
    bool Return()
    {
        if (_below is not [.., var caller]) return false;
        _below.RemoveAt(_below.Count - 1);
        _dialog = book.Dialogs[caller.Dialog];
        (_at, _confirm) = (_dialog.IndexOf(caller.Step), caller.Confirm);
        Pass();
        return true;
    }

    // What is returned becomes the caller's own answers, where it asked for them.
    void Give(Step.Return give)
    {
        if (_below is not [.., var caller] || book.Dialogs.GetValueOrDefault(caller.Dialog)?.Step(caller.Step) is not Step.Call call) return;
        foreach (var (name, theirs) in call.Results)
        {
            var full = $"{caller.Dialog}.{name}";
            var answer = give.Values.Where(value => value.Name == theirs).Select(value => Whole(value.Value)).FirstOrDefault();
            if (answer is { Value.Length: > 0 }) state.Answer(full, answer);
            else state.Remove(full);
        }
    }

    // A value that is nothing but a name is the whole answer, so that a choice stays one.
    DialogAnswer? Whole(Template value)
    {
        if (value.OnlyName is { } name && state.Answers.TryGetValue(Reading.StepSource.Full(_dialog.Id, name), out var answer)) return answer with { FromOpening = false };
        var words = Fill(value);
        return new DialogAnswer(words, words);
    }

    ImmutableArray<DialogFrame> Frames(Step.Ask ask) => [.. _below, new DialogFrame(_dialog.Id, ask.Id!) { Confirm = _confirm }];

    // The opening answers a question once; when it comes round again, the resident wants another answer.
    bool Answered(Step.Ask ask)
    {
        var name = $"{_dialog.Id}.{ask.Name}";
        if (state.Answers.TryGetValue(name, out var known)) return known.Value == PictureTask && ask.Type == AskType.Photo;
        var reader = new AnswerReader(ask, book.Texts, context);
        if (ask.Type == AskType.Photo && state.HasPhoto)
        {
            state.Answer(name, reader.Attachment with { FromOpening = true });
            return true;
        }
        if (ask.ElseTask is { } task && state.Value("channel.pictures") == "no")
        {
            SendForPicture(name, task);
            return true;
        }
        if (!ask.Prefill || ask.PrefillWith is { } with && state.Answers.GetValueOrDefault(with) is not { FromOpening: true }) return false;
        if (reader.ReadOpening(state.Opening) is not { } answer) return false;
        state.Mark(Frames(ask));
        state.Answer(name, answer with { FromOpening = true });
        Beside(ask.Type, name, answer);
        return true;
    }

    /// <summary>Keeps what an answer says beside its value: the part of a day, the place of an address.</summary>
    public void Beside(AskType type, string name, DialogAnswer answer)
    {
        if (type is not (AskType.Date or AskType.Address)) return;
        if (ValueReader.PartOf(answer) is { } part) state.Answer($"{name}_part", new DialogAnswer(part, Own($"dialog_{part}")));
        else state.Remove($"{name}_part");
        if (answer.Time is [.., ':', _, _] hour) state.Answer($"{name}_time", new DialogAnswer(hour, hour));
        else state.Remove($"{name}_time");
        if (answer.Place is { } place) state.Answer($"{name}_place", new DialogAnswer(place, place));
        else state.Remove($"{name}_place");
    }

    // The channel carries no pictures: somebody near goes and takes one, once.
    void SendForPicture(string name, Step.PictureTask task)
    {
        var place = state.Answers.Values.Select(answer => answer.Place).FirstOrDefault(found => found is not null);
        context.OpenTicket(new TicketDraft(TicketKind.Visit, task.Queue, Urgency.Normal, Fill(task.Summary), [], state.Media, null) { Place = place, IsErrand = true });
        Understood = true;
        state.ForgetTrail();
        state.AnswerForGood(name, new DialogAnswer(PictureTask, Own("dialog_picture_task")));
        Say("dialog_picture_coming");
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
        string? place = null;
        foreach (var field in open.Fields)
        {
            var name = Reading.StepSource.Full(_dialog.Id, field);
            var answer = name == "opening" ? new DialogAnswer(state.Opening, state.Opening) : state.Answers.GetValueOrDefault(name);
            if (answer is not { Value.Length: > 0 }) continue;
            fields.Add(new TicketField(field, state.ShapeOf(name)?.Label?[context.Language] ?? field, state.Shown(name, answer)));
            location ??= answer.Location;
            place ??= answer.Place;
        }
        return new TicketDraft(open.Kind, open.Queue, open.Urgency, Fill(open.Summary), fields.ToImmutable(), state.Media, location) { Place = place };
    }

    string Words(Step.Ask ask, Refusal? why)
    {
        var question = Fill(ask.Text);
        if (why is { IsPrecise: true }) question = Own(why.Text, why.Values.AsSpan());
        else if (why is not null) question = ask.Again is { } gentler ? Fill(gentler) : $"{Own(why.Text)}\n{question}";
        if (ask.Optional && ask.Type is AskType.Number or AskType.Amount) question = $"{question}\n{Own("dialog_skip_hint")}";
        return context.ReadsLittle ? $"{question}\n{Own("dialog_person_hint")}" : question;
    }

    string Own(string textId, params ReadOnlySpan<(string Name, string Value)> values) =>
        book.Texts.Pick(textId, context.Language, context.ReadsLittle, Seed).Fill(values);

    string Fill(TextTemplate text) => Fill(text.Pick(context.Language, context.ReadsLittle, Seed));

    string Fill(Template template) => template.Fill(state.Shown(_dialog));

    string Seed => $"{context.TurnId}\n{_dialog?.Id}\n{_at}";
}
