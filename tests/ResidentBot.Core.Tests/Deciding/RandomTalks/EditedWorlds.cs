using System.Collections.Immutable;
using ResidentBot.Core.Dialogs;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Tests.Deciding.RandomTalks;

/// <summary>The shipped community after somebody edited its dialogs: whole ones are gone, or steps and answers of them.</summary>
static class EditedWorlds
{
    /// <summary>The same seed makes the same edit; 0 none.</summary>
    public static World Of(int seed)
    {
        var world = Oak.World;
        if (seed == 0) return world;
        var chance = new Random(seed);
        var dialogs = world.Book.Dialogs.Values.OrderBy(dialog => dialog.Id, StringComparer.Ordinal).Where(_ => chance.Next(4) > 0).Select(dialog => Edited(dialog, chance));
        return world with
        {
            Book = world.Book with { Edition = $"edit-{seed}", Dialogs = dialogs.ToImmutableDictionary(dialog => dialog.Id) },
        };
    }

    static Dialog Edited(Dialog dialog, Random chance) => chance.Next(2) == 0 ? dialog
        : dialog with { Steps = [.. dialog.Steps.Where(_ => chance.Next(4) > 0).Select(step => Edited(step, chance))] };

    static Step Edited(Step step, Random chance) => step is Step.Ask { Type: AskType.Choice, Choices.Length: > 2 } ask && chance.Next(3) == 0
        ? ask with { Choices = ask.Choices.RemoveAt(chance.Next(ask.Choices.Length)) } : step;
}
