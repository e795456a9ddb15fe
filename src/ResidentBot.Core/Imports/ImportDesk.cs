using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Imports;

/// <summary>What staff do with imports. A "no" is a refusal with the reason.</summary>
public static class ImportDesk
{
    /// <summary>Decides one action.</summary>
    public static void Act(Turn turn, StaffAction.OnImport action)
    {
        switch (action)
        {
            case StaffAction.StageImport stage:
                turn.Put(stage.Import.Id, stage.Import);
                turn.List(Lists.Imports, stage.Import.Id, stage.Import.At.ToUnixTimeMilliseconds());
                turn.Log(stage.By, "staged import", stage.Import.Id, stage.Import.File);
                turn.Changed("imports");
                break;
            case StaffAction.StartImport start:
                Start(turn, start);
                break;
            case StaffAction.UndoImport undo:
                Undo(turn, undo);
                break;
        }
    }

    static void Start(Turn turn, StaffAction.StartImport start)
    {
        if (turn.Find<Import>(start.Import) is not { } import) turn.Refuse("no_such_import");
        else if (import.State is not (ImportState.Staged or ImportState.Running)) turn.Refuse("import_started");
        else if (import.IsBlocked || import.Total == 0) turn.Refuse("import_empty");
        else if (import.Planned.Refused > 0 && !start.SkipRefused) turn.Refuse("import_mistakes");
        else if (import.Kind == ImportKind.Residents) Go(turn, import, ImportState.Running);
        else Switch(turn, import, import.Edition, import with { State = ImportState.Done, Done = import.Planned, Entered = import.Total, EndedAt = turn.Now });
        turn.Log(start.By, "started import", start.Import);
    }

    static void Undo(Turn turn, StaffAction.UndoImport undo)
    {
        if (turn.Find<Import>(undo.Import) is not { } import) turn.Refuse("no_such_import");
        else if (undo.Reason.Trim().Length == 0) turn.Refuse("import_reason");
        else if (import.State is not (ImportState.Done or ImportState.Running)) turn.Refuse("import_not_done");
        else
        {
            import = import with { UndoneBy = undo.Name, UndoReason = undo.Reason.Trim() };
            if (import.Kind != ImportKind.Residents)
                Switch(turn, import, new EditionSwitch(import.Edition!.After, import.Edition.Before), import with { State = ImportState.Undone, Entered = 0, EndedAt = turn.Now });
            else if (import.Images.IsEmpty) Go(turn, import, ImportState.Undone);
            else Go(turn, import, ImportState.Undoing);
        }
        turn.Log(undo.By, "began to undo import", undo.Import, undo.Reason.Trim());
    }

    static void Go(Turn turn, Import import, ImportState state)
    {
        turn.Put(import.Id, import with { State = state });
        if (state == ImportState.Undone) turn.Unlist(Lists.Importing, import.Id);
        else turn.List(Lists.Importing, import.Id, import.At.ToUnixTimeMilliseconds());
        turn.Changed($"import:{import.Id}");
    }

    static void Switch(Turn turn, Import import, EditionSwitch? edition, Import after)
    {
        turn.Put(import.Id, after);
        turn.Decision.Edition = edition;
        turn.Changed($"import:{import.Id}");
    }
}
