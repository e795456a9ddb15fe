using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Files;
using ResidentBot.Core.Roles;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>queues.yml</c>:
/// <code>
/// queues:
///   - id: welfare
///     title: {zh: 关爱, en: Welfare}
///     hours: {from: 00:00, until: 00:00}
///     answer_within: 10m
///     ladder: welfare
///   - id: counsel
///     title: {zh: 解心结, en: Counsel}
///     answer_within: 1d
///     sensitivity: confidential
/// </code>
/// </summary>
static class QueueReader
{
    /// <summary>The queues that the product itself puts tickets on.</summary>
    public static readonly ImmutableArray<string> Needed = ["handoff", "service", "welfare", "jobs", "incidents"];

    /// <summary>The words for who may know of what stands on a queue.</summary>
    static readonly ImmutableDictionary<string, Sensitivity> Sensitivities = Enum.GetValues<Sensitivity>()
        .ToImmutableDictionary(one => one.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>How many people a welfare alert must be able to climb to.</summary>
    const int LeastWelfareRungs = 3;

    /// <summary>All queues; ladders as far as they could be read.</summary>
    public static ImmutableDictionary<string, StaffQueue> Read(YamlMap file, IReadOnlyDictionary<string, Ladder>? ladders)
    {
        var ids = new Ids("queue");
        var queues = ImmutableDictionary.CreateBuilder<string, StaffQueue>(StringComparer.Ordinal);
        foreach (var item in file.RequiredMaps("queues"))
        {
            var queue = ReadOne(item, ids);
            item.CheckKnown("ladder", "ladder", queue.Ladder ?? "", ladders?.Keys);
            if (queue.Id == "welfare" && WelfareTrouble(queue, ladders) is { } trouble) item.Report(item.Has("ladder") ? "ladder" : null, trouble);
            if (queue.Id is "welfare" or "incidents" && SecretTrouble(queue) is { } secret) item.Report("sensitivity", secret);
            item.Done();
            if (queue.Id.Length > 0) queues.Add(queue.Id, queue);
        }
        foreach (var id in Needed.Where(id => file.Has("queues") && !queues.ContainsKey(id)))
            file.Report("queues", $"the queue `{id}` is missing: the product puts tickets on it");
        file.Done();
        return queues.ToImmutable();
    }

    /// <summary>Why alerts on a queue might reach too few people; null for nothing.</summary>
    public static string? WelfareTrouble(StaffQueue queue, IReadOnlyDictionary<string, Ladder>? ladders)
    {
        if (queue.Ladder is null) return $"the welfare queue `{queue.Id}` needs a ladder: an alert that nobody accepts must climb";
        if (ladders is null || !ladders.TryGetValue(queue.Ladder, out var ladder)) return null;
        return ladder.Rungs.Length < LeastWelfareRungs
            ? $"ladder `{ladder.Id}` has {ladder.Rungs.Length} of the {LeastWelfareRungs} rungs that a welfare queue needs at least"
            : null;
    }

    /// <summary>Why too few people would know of what stands on a queue where somebody may be in danger; null for nothing.</summary>
    public static string? SecretTrouble(StaffQueue queue) => queue.Sensitivity == Sensitivity.Ordinary ? null
        : $"the queue `{queue.Id}` must stay `ordinary`: whoever is in danger is everybody's matter";

    static StaffQueue ReadOne(YamlMap item, Ids ids)
    {
        var id = ids.Take(item);
        var title = item.RequiredTexts("title");
        LocalTime? opens = LocalTime.Midnight, closes = LocalTime.Midnight;
        if (item.Map("hours") is { } hours)
        {
            (opens, closes) = (hours.RequiredTime("from"), hours.RequiredTime("until"));
            hours.Done();
        }
        var answer = item.RequiredDuration("answer_within") ?? Duration.Zero;
        return new StaffQueue(id, title, opens ?? LocalTime.Midnight, closes ?? LocalTime.Midnight, answer, item.Text("ladder"))
        {
            Sensitivity = item.OneOf("sensitivity", Sensitivities) ?? Sensitivity.Ordinary,
        };
    }
}
