using NodaTime;
using ResidentBot.Core.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Turns;

/// <summary>
/// Decides what staff do, on whichever host they do it. The click's own id is checked once, so that a click repeated after a lost connection changes
/// nothing; who comes second to the same ticket decides again over what the first one left.
/// </summary>
sealed class Clicks(CommunityStore store, Func<World> world, TimeProvider time)
{
    const int Tries = 12;
    static readonly TimeSpan Remember = TimeSpan.FromHours(72);

    /// <summary>Takes the turn. A refusal stands in the decision. Throws <see cref="StoreDownException"/> when Redis is not there.</summary>
    public async Task<Decision> ActAsync(string click, StaffAction action)
    {
        var documents = new Documents();
        for (var i = 0; i < Tries; i++)
        {
            var now = Instant.FromDateTimeOffset(time.GetUtcNow());
            var decision = await store.DecideAsync(documents, new TurnEvent.StaffActed(click, now, action), world());
            if (decision.Refusal is not null)
            {
                // Repeated after a lost connection, a click meets what it did itself the first time.
                return await store.GetAsync(store.Keys.Once(click)) is null ? decision : new Decision();
            }
            var batch = new DecisionCommit(store.Keys, documents);
            batch.Add(decision);
            var commit = batch.Build(new Commit().Once(store.Keys.Once(click), Remember));
            switch (await store.Link.CommitAsync(commit))
            {
                case CommitResult.Committed:
                    if (batch.Outbox.Count > 0) await store.WakeAsync(WakeWords.Outbox);
                    return decision;
                case CommitResult.Done:
                    return decision;
                case CommitResult.Conflict conflict when decision.Edition is not null && conflict.Keys.Contains(store.Keys.Edition):
                    return new Decision { Refusal = new Refusal("edition_later") };
            }
            documents.Clear();
        }
        throw new StoreDownException("too many people changed the same thing at once");
    }
}
