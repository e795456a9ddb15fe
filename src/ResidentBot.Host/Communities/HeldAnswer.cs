using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Channels.Held;
using ResidentBot.Core.Messages;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// The answer to a request that waits: with what is decided about it, or with what was <paramref name="accepted"/> to say. What is said here was decided and stored
/// before, and waits in the outbox until it left.
/// </summary>
sealed class HeldAnswer(HeldRequest held, Reception.Accepted accepted, RunningCommunity community, TimeProvider time, ILogger log) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var left = false;
        try
        {
            var body = await held.AnswerAsync(httpContext.RequestAborted);
            httpContext.Response.ContentType = $"{(body is null ? accepted.BodyType : held.BodyType)}; charset=utf-8";
            await httpContext.Response.WriteAsync(body ?? accepted.Body, httpContext.RequestAborted);
            await httpContext.Response.CompleteAsync();
            left = !httpContext.RequestAborted.IsCancellationRequested;
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // Whoever asked has hung up.
        }
        finally
        {
            await TellAsync(await held.EndAsync(left, Instant.FromDateTimeOffset(time.GetUtcNow())));
        }
    }

    async Task TellAsync(ImmutableArray<DeliveryReport> lost)
    {
        try
        {
            await community.AcceptAsync(lost);
        }
        catch (StoreDownException)
        {
            log.LogWarning("{Count} answers did not leave, and that could not be stored", lost.Length);
        }
    }
}
