using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>Goes through the steps of one turn, until a question waits, the talk ends, or a person must go on with it.</summary>
sealed class DialogMachine
{
    /// <summary>More steps than any sensible turn has; files are checked for circles, so only conditions can lead here.</summary>
    const int MostSteps = 100;

    /// <summary>The answer to a question for a picture that somebody was sent to take.</summary>
    const string PictureTask = "task";

    readonly DialogBook _book;
    readonly DialogContext _context;
    readonly DialogState _state;
    readonly Wording _wording;
    readonly Values _values;
    readonly EffectList _effects = new();

    public DialogMachine(DialogBook book, DialogContext context, DialogState state)
    {
        (_book, _context, _state, Place) = (book, context, state, new Standing(book, state));
        _wording = new Wording(book, context, state, Place);
        _values = new Values(book, context, state, Place, _wording);
    }

    /// <summary>Where it stands.</summary>
    public Standing Place { get; }

    /// <summary>Whether the input of this turn was taken as an answer.</summary>
    public bool Understood { get; set; } = true;

    /// <summary>Takes the answer to the question it stands at, and goes on.</summary>
    public DialogTurn Take(Step.Ask ask, DialogAnswer answer)
    {
        _state.Mark(Place.Frames(ask));
        _values.Answer(ask, answer);
        Place.Pass();
        return Run();
    }

    /// <summary>Has one answer given again, and comes back to the confirmation it stands at.</summary>
    public DialogTurn Amend(string answer) => Place.Amend(answer) is Step.Ask ask ? Question(ask) : Run();

    /// <summary>Goes on behind the step it stands at.</summary>
    public DialogTurn RunOn() => RunFrom(null);

    /// <summary>Goes on at a way's end.</summary>
    public DialogTurn RunFrom(string? way)
    {
        Place.Jump(way);
        return Run();
    }

    /// <summary>Goes on where it stands.</summary>
    public DialogTurn Run()
    {
        for (var count = 0; count < MostSteps; count++)
        {
            if (Place.Here is { } step)
            {
                if (Do(step) is { } turn) return turn;
            }
            else if (!Place.Leave())
            {
                return Finish(DialogEnd.Finished);
            }
        }
        return HandOff(Place.Dialog!.Queue, DialogReasons.TooManySteps);
    }

    /// <summary>Says one of the engine's own texts.</summary>
    public void Say(string textId) => _effects.Say(_wording.Own(textId));

    /// <summary>Says a text of the dialog's.</summary>
    public void Say(TextTemplate text) => _effects.Say(_wording.Fill(text));

    /// <summary>The question that the step it stands at asks at a stage; null when it asks nothing.</summary>
    public Step.Ask? QuestionAt(string? stage) => Place.Here as Step.Ask ?? Confirmation?.Question(stage);

    /// <summary>The confirmation it stands at; null at any other step.</summary>
    public Confirming? Confirmation => Place.Here is Step.Confirm confirm ? new Confirming(confirm, Place.Dialog!, _book, _context, _state) : null;

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
            Frames = Place.Frames(ask),
            Stage = stage,
            Page = page,
            Trail = _state.Trail,
            Held = _state.Held,
            Answers = _state.Answers,
            Tries = tries,
            Said = waiting?.Said,
            Token = waiting?.Token ?? Tokens.Of(_context.TurnId, $"{ask.Id}{stage}"),
            StartedAt = _state.StartedAt,
            WaitUntil = _context.Now + (ask.Timeout ?? Place.Dialog!.Timeout),
            Opening = _state.Opening,
            Ticket = _state.Ticket,
            Media = _state.Media,
            Edition = _book.Edition,
        };
        var choices = new AnswerReader(ask, _book.Texts, _context, page).Offered();
        _effects.Ask(_wording.Question(ask, why), [.. choices.Select(choice => new Choice($"{session.Token}.{choice.Id}", choice.Label[_context.Language]))], ask.Type is AskType.Location);
        return new DialogTurn(_effects.Done(), session, DialogEnd.Waiting, Understood);
    }

    /// <summary>Asks whether to go on with a talk.</summary>
    public DialogTurn Offer(DialogSession session, ImmutableArray<Choice> choices)
    {
        _effects.Ask(_wording.Own("dialog_resume"), choices, askLocation: false);
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
            case Step.Ask ask: return IsKnown(ask) ? Next() : Question(ask);
            case Step.Confirm: return Question(QuestionAt(null)!);
            case Step.HandOff handOff: return HandOff(handOff.Queue, _wording.Fill(handOff.Reason));
            case Step.Say say:
                Say(say.Text);
                return Next();
            case Step.Return give:
                _values.Return(give);
                return Jump("end");
            case Step.Set set:
                foreach (var (name, value) in set.Values) Set(name, _wording.Fill(value));
                return Next();
            case Step.When fork: return Jump(fork.Ways.FirstOrDefault(way => way.If.Holds(_state.Value)).Go ?? fork.Else);
            case Step.Go go: return Jump(go.To);
            case Step.Call call: return Call(call);
            case Step.OpenTicket open:
                _state.Ticket = Open(_values.Draft(open));
                return Next();
            case Step.End end:
                if (end.Words is not null) Say(end.Words);
                return Jump("end");
            default: throw new InvalidOperationException($"no way to do a {step.GetType().Name} step");
        }
    }

    DialogTurn? Next() => Jump(null);

    DialogTurn? Jump(string? way)
    {
        Place.Jump(way);
        return null;
    }

    DialogTurn? Call(Step.Call call)
    {
        if (!_book.Dialogs.TryGetValue(call.Dialog, out var called)) return Next();
        _values.Enter(call, called);
        return null;
    }

    // A ticket is out in the world: there is no way back behind it, and the caller must not drop this turn for another meaning of the words.
    string Open(TicketDraft draft)
    {
        Understood = true;
        _state.ForgetTrail();
        return _context.OpenTicket(draft);
    }

    // The opening answers a question once; when it comes round again, or is to be amended, the resident wants another answer.
    bool IsKnown(Step.Ask ask)
    {
        var name = $"{Place.Dialog!.Id}.{ask.Name}";
        if (_state.Answers.TryGetValue(name, out var known)) return known.Value == PictureTask && ask.Type == AskType.Photo;
        var reader = new AnswerReader(ask, _book.Texts, _context);
        if (ask.Type == AskType.Photo && _state.HasPhoto)
        {
            _state.Answer(name, reader.Attachment with { FromOpening = true });
            return true;
        }
        if (ask.ElseTask is { } task && _state.Value("channel.pictures") == "no")
        {
            Open(_values.Draft(task));
            _state.AnswerForGood(name, new DialogAnswer(PictureTask, _wording.Own("dialog_picture_task")));
            Say("dialog_picture_coming");
            return true;
        }
        if (!ask.Prefill || Place.IsAmending || ask.PrefillWith is { } with && _state.Answers.GetValueOrDefault(with) is not { FromOpening: true }) return false;
        if (reader.ReadOpening(_state.Opening) is not { } answer) return false;
        _state.Mark(Place.Frames(ask));
        _values.Answer(ask, answer with { FromOpening = true });
        return true;
    }

    void Set(string name, string value)
    {
        if (name.StartsWith("person.", StringComparison.Ordinal))
        {
            _effects.Add(new DialogEffect.SetPerson(name[7..], value));
            _state.SetPerson(name[7..], value);
        }
        else if (value.Length == 0)
        {
            _state.Remove($"{Place.Dialog!.Id}.{name}");
        }
        else
        {
            _state.Answer($"{Place.Dialog!.Id}.{name}", new DialogAnswer(value, value));
        }
    }
}
