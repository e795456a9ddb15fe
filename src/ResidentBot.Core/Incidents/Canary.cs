using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using Timer = ResidentBot.Core.Turns.Timer;

namespace ResidentBot.Core.Incidents;

/// <summary>
/// A short text to a phone of ours, again and again: an account that takes messages and does not deliver them shows itself here before a resident is the
/// one who waits.
/// </summary>
public static class Canary
{
    /// <summary>The timer that sends the next one; asking for it again while it is set changes nothing.</summary>
    public static Timer Next(string account) => new("canary", account, "next");

    /// <summary>A canary timer is due: the next one goes, or the one under way is late.</summary>
    public static void Due(Turn turn, Timer timer)
    {
        if (!turn.World.Community.Accounts.TryGetValue(timer.About, out var account) || account.Canary is not { } settings) return;
        var health = ChannelIncidents.Of(turn, account.Id);
        if (timer.Stamp != "next")
        {
            if (health.Canary == timer.Stamp) Fail(turn, account, health);
        }
        else if (health.CanaryAt is { } last && turn.Now < last + settings.Every)
        {
            turn.Set(timer, last + settings.Every);
        }
        else
        {
            Send(turn, account, settings, health);
        }
    }

    /// <summary>What became of one. Where the provider tells of arrival, only that counts; else that the provider took it.</summary>
    public static void Reported(Turn turn, DeliveryReport report, string id)
    {
        if (!turn.World.Community.Accounts.TryGetValue(id, out var account)) return;
        var health = ChannelIncidents.Of(turn, id);
        if (health.Canary != report.MessageId) return;
        if (report.State == DeliveryState.Failed) Fail(turn, account, health);
        else if (report.State is DeliveryState.Delivered or DeliveryState.Seen || report.State == DeliveryState.Sent && !account.Can.Reports) Arrive(turn, account, health);
    }

    static void Send(Turn turn, ChannelAccount account, CanarySettings settings, AccountHealth health)
    {
        var words = Words.Of(turn, "canary", turn.World.Community.Language, ("account", account.Id));
        var (id, talk) = (turn.NewId(), turn.Find<Conversation>(settings.To.Value));
        turn.Decision.Outbox.Add(new Outgoing
        {
            Id = id,
            Account = account.Id,
            To = settings.To,
            Lane = Lane.Reply,
            Purpose = account.Purposes[0],
            Text = words.Text,
            Phrase = words.Phrase,
            At = turn.Now,
            NotAfter = turn.Now + settings.Within,
            Concerns = $"canary|{account.Id}",
            Heard = talk?.LastInAt,
            SentSince = talk?.SentSince ?? 0,
        });
        turn.Put(account.Id, health with { Canary = id, CanaryAt = turn.Now });
        turn.Set(new Timer("canary", account.Id, id), turn.Now + settings.Within);
        turn.Set(Next(account.Id), turn.Now + settings.Every);
        turn.Count("canary");
    }

    static void Fail(Turn turn, ChannelAccount account, AccountHealth health) =>
        ChannelIncidents.Open(turn, account, health with { Canary = null, CanaryFailingSince = health.CanaryFailingSince ?? turn.Now }, "canary");

    static void Arrive(Turn turn, ChannelAccount account, AccountHealth health)
    {
        turn.Decision.Timers.Add((new Timer("canary", account.Id, health.Canary!), null));
        // What arrives has also left.
        ChannelIncidents.Mended(turn, account, health with { Canary = null, CanaryFailingSince = null, FailingSince = null });
    }
}
