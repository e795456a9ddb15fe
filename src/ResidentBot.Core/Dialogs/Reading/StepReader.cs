using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Reads one step: exactly one of its keys names its kind.</summary>
static class StepReader
{
    /// <summary>All kinds of steps, on one screen.</summary>
    public static IReadOnlyDictionary<string, Func<StepSource, Step?>> Kinds { get; } = new Dictionary<string, Func<StepSource, Step?>>(StringComparer.Ordinal)
    {
        ["say"] = Step.Say.Read,
        ["ask"] = Step.Ask.Read,
        ["set"] = Step.Set.Read,
        ["when"] = Step.When.Read,
        ["go"] = Step.Go.Read,
        ["call"] = Step.Call.Read,
        ["return"] = Step.Return.Read,
        ["confirm"] = Step.Confirm.Read,
        ["hand_off"] = Step.HandOff.Read,
        ["open_ticket"] = Step.OpenTicket.Read,
        ["end"] = Step.End.Read,
    };

    /// <summary>The step, or null after reporting why not.</summary>
    public static Step? Read(StepSource source)
    {
        var map = source.Map;
        var kinds = map.Keys.Where(Kinds.ContainsKey).ToArray();
        if (kinds.Length != 1)
        {
            var first = map.Keys.FirstOrDefault(key => key != "id") ?? "";
            map.Report(null, kinds.Length == 0
                ? $"a step must hold one of {string.Join(", ", Kinds.Keys)}; found `{first}`{Spelling.Hint(first, Kinds.Keys)}"
                : $"a step is of one kind, this one is {string.Join(" and ", kinds.Select(kind => $"`{kind}`"))}");
            return null;
        }
        var id = map.Has("id") ? source.Name("id") : null;
        if (id is "end" or "hand_off" or "resume") map.Report("id", $"`{id}` cannot be a step's id: it is a way out");
        var step = Kinds[kinds[0]](source);
        map.Done();
        return step is null ? null : step with { Id = id is { Length: > 0 } ? id : step.Id };
    }
}
