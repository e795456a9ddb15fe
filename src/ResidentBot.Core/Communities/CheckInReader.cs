using System.Collections.Immutable;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads <c>check_ins.yml</c>:
/// <code>
/// queue: welfare
/// people: 400                      # or {sms: 300, telegram: 100}: how many are expected; unless said, those of residents.yml
/// windows:
///   - id: morning
///     name: {zh: 早晨, en: morning}
///     at: 08:00
///     remind_after: 1h
///     call_after: 90m     # if there is an account of the channel voice
///     alert_after: 2h
///     stale_after: 2h
/// </code>
/// </summary>
static class CheckInReader
{
    /// <summary>The programme; accounts, queues and ladders as far as they could be read.</summary>
    public static CheckInProgramme Read(
        YamlMap file,
        IReadOnlyDictionary<string, ChannelAccount>? accounts,
        IReadOnlyDictionary<string, StaffQueue>? queues,
        IReadOnlyDictionary<string, Ladder>? ladders)
    {
        var queue = file.RequiredText("queue");
        file.CheckKnown("queue", "queue", queue, queues?.Keys);
        if (queue != "welfare" && queues?.GetValueOrDefault(queue) is { } known && QueueReader.WelfareTrouble(known, ladders) is { } trouble)
            file.Report("queue", trouble);
        if (queue != "welfare" && queues?.GetValueOrDefault(queue) is { } watched && QueueReader.SecretTrouble(watched) is { } secret)
            file.Report("queue", secret);
        if (accounts is not null && !accounts.Values.Any(account => account.Can is { TwoWay: true, Unasked: true } && account.Purposes.Contains(Purpose.Welfare)))
            file.Report(null, $"no account can write first and be answered for `welfare`: give that purpose to an account of {string.Join(", ", ChannelKinds.All.Where(kind => kind.Value is { TwoWay: true, Unasked: true }).Select(kind => kind.Key).Order(StringComparer.Ordinal))}");
        var windows = CheckInWindows.Read(file, accounts is null || accounts.Values.Any(account => account.Can.Voice && account.Purposes.Contains(Purpose.Welfare)));
        var people = ReadPeople(file);
        file.Done();
        return new CheckInProgramme(windows, queue) { People = people };
    }

    // One number for all, or one for each channel.
    static ImmutableDictionary<string, int>? ReadPeople(YamlMap file)
    {
        if (!file.Has("people")) return null;
        var people = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        if (!file.IsMap("people"))
        {
            if (file.Number("people", 0, 1_000_000) is { } all) people.Add("", all);
            return people.ToImmutable();
        }
        var map = file.Map("people")!;
        var asking = ChannelKinds.All.Where(kind => kind.Value is { TwoWay: true, Unasked: true }).Select(kind => kind.Key).ToList();
        foreach (var channel in map.Keys.ToList())
        {
            map.CheckKnown(channel, "channel that can write first,", channel, asking);
            if (map.Number(channel, 0, 1_000_000) is { } count) people[channel] = count;
        }
        map.Done();
        return people.ToImmutable();
    }
}
