using System.Collections.Immutable;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>Hands answers on: to dialogs called and back, beside one another, and onto tickets.</summary>
sealed class Values(DialogBook book, DialogContext context, DialogState state, Standing standing, Wording wording)
{
    /// <summary>Goes into a dialog with what it takes, and nothing left of an earlier time there.</summary>
    public void Enter(Step.Call call, Dialog called)
    {
        var given = call.With.Select(one => (Name: $"{called.Id}.{one.Name}", Answer: Whole(one.Value))).ToArray();
        standing.Enter(call, called);
        state.Forget(called.Id);
        foreach (var (name, answer) in given)
            if (answer.Value.Length > 0) state.Answer(name, answer);
    }

    /// <summary>Makes what is returned the caller's own answers, where it asked for them.</summary>
    public void Return(Step.Return give)
    {
        if (standing.Caller is not { } caller || book.Dialogs.GetValueOrDefault(caller.Dialog)?.Step(caller.Step) is not Step.Call call) return;
        foreach (var (name, theirs) in call.Results)
        {
            var full = $"{caller.Dialog}.{name}";
            var answer = give.Values.Where(value => value.Name == theirs).Select(value => Whole(value.Value)).FirstOrDefault();
            if (answer is { Value.Length: > 0 }) state.Answer(full, answer);
            else state.Remove(full);
        }
    }

    /// <summary>Keeps an answer, and what it says beside its value: the part of a day, the place of an address.</summary>
    public void Answer(Step.Ask ask, DialogAnswer answer)
    {
        var name = $"{standing.Dialog!.Id}.{ask.Name}";
        state.Answer(name, answer);
        if (ask.Type is not (AskType.Date or AskType.Address)) return;
        Beside($"{name}_part", ValueReader.PartOf(answer) is { } part ? new DialogAnswer(part, wording.Own($"dialog_{part}")) : null);
        Beside($"{name}_time", answer.Time is [.., ':', _, _] hour ? new DialogAnswer(hour, hour) : null);
        Beside($"{name}_place", answer.Place is { } place ? new DialogAnswer(place, place) : null);
    }

    /// <summary>A ticket as the dialog describes it.</summary>
    public TicketDraft Draft(Step.OpenTicket open)
    {
        var fields = ImmutableArray.CreateBuilder<TicketField>();
        GeoPoint? location = null;
        string? place = null;
        foreach (var field in open.Fields)
        {
            var name = Reading.StepSource.Full(standing.Dialog!.Id, field);
            var answer = name == "opening" ? new DialogAnswer(state.Opening, state.Opening) : state.Answers.GetValueOrDefault(name);
            if (answer is not { Value.Length: > 0 }) continue;
            fields.Add(new TicketField(field, state.ShapeOf(name)?.Label?[context.Language] ?? field, state.Shown(name, answer)));
            location ??= answer.Location;
            place ??= answer.Place;
        }
        return new TicketDraft(open.Kind, open.Queue, open.Urgency, wording.Fill(open.Summary), fields.ToImmutable(), state.Media, location) { Place = place };
    }

    /// <summary>The errand of whoever takes the picture that the channel cannot carry.</summary>
    public TicketDraft Draft(Step.PictureTask task)
    {
        var place = state.Answers.Values.Select(answer => answer.Place).FirstOrDefault(found => found is not null);
        return new TicketDraft(TicketKind.Visit, task.Queue, Urgency.Normal, wording.Fill(task.Summary), [], state.Media, null) { Place = place, IsErrand = true };
    }

    // A value that is nothing but a name is the whole answer, so that a choice stays one.
    DialogAnswer Whole(Template value)
    {
        if (value.OnlyName is { } name && state.Answers.TryGetValue(Reading.StepSource.Full(standing.Dialog!.Id, name), out var answer)) return answer with { FromOpening = false };
        var words = wording.Fill(value);
        return new DialogAnswer(words, words);
    }

    void Beside(string name, DialogAnswer? answer)
    {
        if (answer is null) state.Remove(name);
        else state.Answer(name, answer);
    }
}
