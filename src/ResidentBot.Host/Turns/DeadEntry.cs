using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>An event that could be neither decided nor handed to a person by the fixed decision. It waits for somebody to look.</summary>
/// <param name="Kind">arrived, reported, timer or other.</param>
/// <param name="Event">The event's id.</param>
/// <param name="Data">The arrival or report as JSON, or the timer's name; what "try again" needs.</param>
/// <param name="Fault">What went wrong, without a resident's words.</param>
/// <param name="At">When it was given up, in milliseconds since 1970.</param>
sealed record DeadEntry(string Kind, string Event, string Data, string Fault, long At)
{
    /// <summary>Of an event.</summary>
    public static DeadEntry Of(TurnEvent happened, string fault)
    {
        var (kind, data) = happened switch
        {
            TurnEvent.Arrived arrived => ("arrived", Encoding.UTF8.GetString(Codec.Write(arrived.Arrival))),
            TurnEvent.Reported reported => ("reported", Encoding.UTF8.GetString(Codec.Write(reported.Report))),
            TurnEvent.TimerDue due => ("timer", due.Timer.Name),
            _ => ("other", happened.GetType().Name),
        };
        return new DeadEntry(kind, happened.Id, data, fault, happened.At.ToUnixTimeMilliseconds());
    }

    /// <summary>As it stands in the stream.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, DeadJson.Default.DeadEntry);

    /// <summary>Reads a stream entry.</summary>
    public static DeadEntry Read(byte[] data) => JsonSerializer.Deserialize(data, DeadJson.Default.DeadEntry)!;
}

[JsonSerializable(typeof(DeadEntry))]
sealed partial class DeadJson : JsonSerializerContext;

/// <summary>Looks at the dead entries and tries one again: as a new event, against today's documents.</summary>
sealed class DeadEntries(CommunityStore store, TimeProvider time)
{
    /// <summary>The dead, oldest first.</summary>
    public async Task<List<(string Id, DeadEntry Entry)>> ListAsync() =>
        [.. (await store.ReadAsync(store.Keys.Dead, "", 500)).Select(entry => (entry.Id, DeadEntry.Read(entry.Data)))];

    /// <summary>
    /// Tries one again. False when it is gone, cannot be repeated, or its conversation has moved on since: then only a person can say what to do.
    /// </summary>
    public async Task<bool> RetryAsync(string id)
    {
        var found = (await ListAsync()).Find(one => one.Id == id);
        if (found.Entry is not { } entry || await MovedOnAsync(entry)) return false;
        var commit = new Commit().DropEntry(store.Keys.Dead, id);
        switch (entry.Kind)
        {
            case "arrived":
                commit.AppendEntry(store.Keys.Inbox, Encoding.UTF8.GetBytes(entry.Data));
                break;
            case "reported":
                commit.AppendEntry(store.Keys.Reports, Encoding.UTF8.GetBytes(entry.Data));
                break;
            case "timer":
                commit.Place(store.Keys.Timers, entry.Data, time.GetUtcNow().ToUnixTimeMilliseconds());
                break;
            default:
                return false;
        }
        commit.Publish(store.Keys.Dead, store.Keys.Wake, WakeWords.Inbox);
        return await store.Link.CommitAsync(commit.Once(store.Keys.Once($"dead:{id}"), TimeSpan.FromDays(3))) is CommitResult.Committed;
    }

    /// <summary>Puts one away for good, by a named person's decision.</summary>
    public Task DropAsync(string id) => store.Link.CommitAsync(new Commit().DropEntry(store.Keys.Dead, id));

    async Task<bool> MovedOnAsync(DeadEntry entry)
    {
        if (entry.Kind != "arrived") return false;
        var arrival = Codec.Read<Arrival>(Encoding.UTF8.GetBytes(entry.Data));
        var conversation = await store.FindAsync<Conversation>(arrival.From.Value);
        return conversation?.LastInAt is { } last && last.ToUnixTimeMilliseconds() > entry.At;
    }
}
