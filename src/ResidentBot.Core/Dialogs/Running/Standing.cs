using System.Collections.Immutable;

namespace ResidentBot.Core.Dialogs.Running;

/// <summary>Where in the dialogs a turn stands: who called whom, the step, and the confirmation to come back to.</summary>
sealed class Standing(DialogBook book, DialogState state)
{
    readonly List<DialogFrame> _below = [];
    int _at;
    string? _confirm;

    /// <summary>The dialog it stands in; null before it was placed anywhere.</summary>
    public Dialog? Dialog { get; private set; }

    /// <summary>The step's index.</summary>
    public int At => _at;

    /// <summary>The step it stands at; null at the end of the dialog.</summary>
    public Step? Here => Dialog is { } dialog && _at < dialog.Steps.Length ? dialog.Steps[_at] : null;

    /// <summary>The call it must return behind; null in the outermost dialog.</summary>
    public DialogFrame? Caller => _below is [.., var caller] ? caller : null;

    /// <summary>Whether an answer is being given again for a confirmation, here or in a dialog that called this one.</summary>
    public bool IsAmending => _confirm is not null || _below.Exists(frame => frame.Confirm is not null);

    /// <summary>Stands at a step; the frames are those below, outermost first.</summary>
    public void StandAt(IEnumerable<DialogFrame> below, Dialog dialog, int step)
    {
        _below.Clear();
        _below.AddRange(below);
        (Dialog, _at, _confirm) = (dialog, step, null);
    }

    /// <summary>Stands where the last of some frames points; all of them must be in the book.</summary>
    public void StandAt(ImmutableArray<DialogFrame> frames)
    {
        var top = frames[^1];
        var dialog = book.Dialogs[top.Dialog];
        StandAt(frames[..^1], dialog, dialog.IndexOf(top.Step));
        _confirm = top.Confirm;
    }

    /// <summary>The way to a question that waits here.</summary>
    public ImmutableArray<DialogFrame> Frames(Step.Ask ask) => [.. _below, new DialogFrame(Dialog!.Id, ask.Id!) { Confirm = _confirm }];

    /// <summary>Goes behind the step. Behind one that is done again for a confirmation comes that confirmation, unless it is gone from the file since.</summary>
    public void Pass()
    {
        if (_confirm is { } confirm && Dialog!.IndexOf(confirm) is var at and >= 0)
        {
            state.Unmark(new DialogFrame(Dialog.Id, confirm), _below.Count);
            (_at, _confirm) = (at, null);
            return;
        }
        _confirm = null;
        _at++;
    }

    /// <summary>Goes a way. None given means the next step; one no longer there, the end.</summary>
    public void Jump(string? way)
    {
        if (way is null)
        {
            Pass();
            return;
        }
        _confirm = null;
        _at = Dialog!.IndexOf(way) is var step and >= 0 ? step : Dialog.Steps.Length;
    }

    /// <summary>Goes to the step that gives an answer, to come back to the confirmation it stands at; null when none gives it.</summary>
    public Step? Amend(string answer)
    {
        if (Here is not Step.Confirm { Id: { } confirm } || Dialog!.StepGiving(answer) is not { Id: { } step } giving) return null;
        (_at, _confirm) = (Dialog.IndexOf(step), confirm);
        return giving;
    }

    /// <summary>Goes into a dialog.</summary>
    public void Enter(Step.Call call, Dialog called)
    {
        _below.Add(new DialogFrame(Dialog!.Id, call.Id!) { Confirm = _confirm });
        (Dialog, _at, _confirm) = (called, 0, null);
    }

    /// <summary>Goes back behind the call; false in the outermost dialog. Every frame was checked before the turn began.</summary>
    public bool Leave()
    {
        if (Caller is not { } caller) return false;
        _below.RemoveAt(_below.Count - 1);
        Dialog = book.Dialogs[caller.Dialog];
        (_at, _confirm) = (Dialog.IndexOf(caller.Step), caller.Confirm);
        Pass();
        return true;
    }
}
