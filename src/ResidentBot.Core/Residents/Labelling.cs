using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Residents;

/// <summary>Puts labels of the catalogue on persons and takes them off. A label that is kept for a time runs out by itself.</summary>
static class Labelling
{
    /// <summary>Puts one on, or confirms it: its time begins anew.</summary>
    public static void Put(Turn turn, StaffAction.PutLabel put)
    {
        if (RegisterDesk.Known(turn, put.Person) is not { } person) return;
        if (!turn.World.Community.Labels.ById.TryGetValue(put.Label, out var kind))
        {
            turn.Refuse("no_such_label");
            return;
        }
        if (put.Source.Trim().Length is 0 or > 80)
        {
            turn.Refuse("label_source");
            return;
        }
        var today = turn.World.Local(turn.Now).Date;
        var label = new PersonLabel(kind.Id, put.Source.Trim(), put.By, today, kind.KeptDays is { } days ? today.PlusDays(days) : null);
        Register.Save(turn, person with { Labels = [.. person.Labels.Where(one => one.Label != kind.Id), label] });
        turn.Log(put.By, "put label", person.Id, kind.IsSensitive ? null : kind.Id);
    }

    /// <summary>Takes one off.</summary>
    public static void Take(Turn turn, StaffAction.TakeLabel take)
    {
        if (RegisterDesk.Known(turn, take.Person) is not { } person) return;
        var labels = person.Labels.RemoveAll(one => one.Label == take.Label);
        if (labels.Length == person.Labels.Length) return;
        Register.Save(turn, person with { Labels = labels });
        var isSensitive = turn.World.Community.Labels.ById.TryGetValue(take.Label, out var kind) && kind.IsSensitive;
        turn.Log(take.By, "took label", person.Id, isSensitive ? null : take.Label);
    }
}
