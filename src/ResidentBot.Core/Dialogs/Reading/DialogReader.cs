using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Dialogs.Reading;

/// <summary>Reads one dialog's file as far as it can be understood alone.</summary>
static class DialogReader
{
    static readonly Duration UsualWait = Duration.FromHours(2);

    public static DialogDraft Read(DialogFile file, DialogRules rules, ICollection<Problem> problems)
    {
        var draft = new DialogDraft(file.Path, file.Layer);
        if (YamlMap.Parse(file.Path, file.Text, problems) is not { } map) return draft;
        var id = map.Text("dialog") ?? "";
        var source = new StepSource(map, id, rules, draft);
        CheckId(source, map.Has("dialog") ? source.Name("dialog") : map.RequiredText("dialog"), file);
        draft.At = source.At("dialog");
        var title = source.Label("title", required: true);
        var intents = Intents(source);
        var timeout = source.Wait("timeout") ?? UsualWait;
        var queue = source.Queue("queue", required: false);
        var takes = Takes(source);
        var resumeWithin = source.Wait("resume_within") ?? Duration.FromDays(1);
        var steps = Steps(source);
        map.Done();
        if (!Naming.IsName(id)) return draft;
        draft.Dialog = new Dialog
        {
            Id = id,
            Title = title,
            StartsOn = intents,
            Timeout = timeout,
            Queue = queue,
            Takes = takes,
            ResumeWithin = resumeWithin,
            Steps = steps,
            Answers = AnswerShapes.Of(steps, takes),
        };
        return draft;
    }

    static void CheckId(StepSource source, string id, DialogFile file)
    {
        if (id.Length == 0) return;
        var name = Path.GetFileNameWithoutExtension(file.Path);
        if (id != name) source.Map.Report("dialog", $"the dialog `{id}` must stand in `{id}.yml`, not in `{name}.yml`");
        if (Naming.IsReserved(id)) source.Map.Report("dialog", $"a dialog cannot be called `{id}`: names begin with it");
    }

    static ImmutableArray<string> Intents(StepSource source)
    {
        var intents = source.Map.TextList("starts_on");
        for (var i = 0; i < intents.Count; i++)
        {
            var (line, column) = source.Map.ItemPlace("starts_on", i);
            if (!source.Rules.Intents.Contains(intents[i]))
                source.Map.ReportItem("starts_on", i, $"there is no intent `{intents[i]}`{Spelling.Hint(intents[i], source.Rules.Intents)}");
            else source.Draft.Intents.Add((intents[i], new Position(source.Map.File, line, column)));
        }
        return [.. intents];
    }

    static ImmutableArray<string> Takes(StepSource source)
    {
        var takes = source.Map.TextList("takes");
        for (var i = 0; i < takes.Count; i++)
            if (!Naming.IsName(takes[i]) || takes[i] == "opening")
                source.Map.ReportItem("takes", i, $"`{takes[i]}` is no name: small letters, digits and _, a letter first, at most 40");
        if (takes.Count > 0 && source.Map.Has("starts_on")) source.Map.ReportKey("takes", "a dialog that an intent starts takes nothing: nobody hands it over");
        return [.. takes];
    }

    static ImmutableArray<Step> Steps(StepSource source)
    {
        if (!source.Map.Has("steps")) source.Map.Report(null, "`steps` is missing");
        var steps = ImmutableArray.CreateBuilder<Step>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var sources = source.List("steps").ToArray();
        foreach (var item in sources)
        {
            var step = StepReader.Read(item);
            if (step is null)
            {
                source.Draft.Incomplete = true;
                continue;
            }
            if (step.Id is not null && !ids.Add(step.Id))
                item.Map.Report(item.Map.Has("id") ? "id" : null, $"a step called `{step.Id}` stands here already; give this one an `id` of its own");
            source.Draft.StepPlaces.Add(item.At());
            steps.Add(step);
        }
        if (source.Map.Has("steps") && sources.Length == 0) source.Map.Report("steps", "`steps` must hold at least one step");
        return steps.ToImmutable();
    }
}
