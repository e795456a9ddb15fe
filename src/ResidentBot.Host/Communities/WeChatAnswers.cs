using System.Collections.Immutable;
using System.Net;
using NodaTime;
using ResidentBot.Channels;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Messages;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>
/// Answers WeChat's requests with what is decided about them, as long as they wait. Only the host that works for the community holds a request: no other has the words.
/// What is said here was decided and stored before, and waits in the outbox until it left.
/// </summary>
static class WeChatAnswers
{
    /// <summary>Stores what a request brought, and answers it: with the words, or with "received".</summary>
    public static async Task<IResult> StoreAsync(RunningCommunity community, WeChatChannel channel, Reception.Accepted accepted, TimeProvider time, ILogger log)
    {
        // Held from before it is stored: the answer may be decided a moment later.
        var held = community.IsWorkedForHere ? channel.Hold(accepted) : null;
        try
        {
            accepted = await channel.ResolveAsync(accepted);
            var isNew = await community.AcceptAsync(accepted.Arrivals);
            await community.AcceptAsync(accepted.Reports);
            held?.Stored(isNew[0]);
        }
        catch (StoreDownException)
        {
            held?.Drop();
            community.NoteRefused();
            return Results.StatusCode((int)HttpStatusCode.ServiceUnavailable);
        }
        catch
        {
            // Whoever waits for this request to be stored would wait for ever.
            held?.Drop();
            throw;
        }
        return held is null ? Results.Content(accepted.Body, accepted.BodyType) : new Answer(held, accepted.Body, community, time, log);
    }

    static Instant Now(TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());

    sealed class Answer(HeldRequest held, string otherwise, RunningCommunity community, TimeProvider time, ILogger log) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var left = false;
            try
            {
                var body = await held.AnswerAsync(http.RequestAborted);
                http.Response.ContentType = body is null ? "text/plain; charset=utf-8" : "text/xml; charset=utf-8";
                await http.Response.WriteAsync(body ?? otherwise, http.RequestAborted);
                await http.Response.CompleteAsync();
                left = !http.RequestAborted.IsCancellationRequested;
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException)
            {
                // WeChat has hung up.
            }
            finally
            {
                await TellAsync(await held.EndAsync(left, Now(time)));
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
}
