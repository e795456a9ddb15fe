using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Gateways;

/// <summary>Text messages through a provider that a file describes.</summary>
/// <param name="account">With its <see cref="ChannelAccount.Gateway"/>.</param>
/// <param name="hook">The account's own public webhook address; the provider calls <c>/inbound</c> and <c>/receipts</c> below it.</param>
/// <param name="http">Its redirects may be on or off.</param>
public sealed class GatewayChannel(ChannelAccount account, Uri hook, HttpClient http) : IChannel
{
    readonly GatewayHook _hook = new(account);

    /// <summary>The clock of requests that carry their time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one request to the provider may take.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Gives a text that was never used before.</summary>
    internal Func<string> Nonce { get; init; } = () => Guid.NewGuid().ToString("n");

    /// <inheritdoc/>
    public Capabilities Capabilities => account.Can;

    /// <inheritdoc/>
    public Reception Receive(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _hook.Receive(request);
    }

    /// <summary>
    /// <inheritdoc/>
    /// A long text leaves in several parts; when a later one fails, repeating the message repeats the earlier ones. What the gateway has no template
    /// for is <see cref="SendError.Refused"/> without a request.
    /// </summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        SendOutcome outcome = new SendOutcome.Failed(SendError.Refused);
        var parts = GatewayWriting.Of(account.Gateway!, message);
        for (var i = 0; i < parts.Length; i++)
        {
            outcome = await SendPartAsync(message, parts[i], isLast: i == parts.Length - 1, cancellation);
            if (outcome is SendOutcome.Failed) break;
        }
        return outcome;
    }

    async Task<SendOutcome> SendPartAsync(Outgoing message, Written part, bool isLast, CancellationToken cancellation)
    {
        var reference = new GatewayReference(message.Id, message.Concerns, isLast);
        var values = new GatewayValues(account, message.To.Local, part, reference, ReceiptsUrl(), Nonce(), Instant.FromDateTimeOffset(Time.GetUtcNow()));
        using var request = GatewayRequests.Of(account, values);
        if (request is null) return new SendOutcome.Failed(SendError.Misconfigured);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, limit.Token);
            return GatewayAnswers.Read(account.Gateway!.Answer, answer, await answer.Content.ReadAsByteArrayAsync(limit.Token));
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new SendOutcome.Failed(GatewayRequests.HasLeft(request) && !IsRefusedConnection(lost) ? SendError.Unknown : SendError.ProviderDown);
        }
    }

    // A GET has no body to tell by.
    static bool IsRefusedConnection(Exception lost) => lost is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    string ReceiptsUrl()
    {
        var url = $"{hook.OriginalString.TrimEnd('/')}/receipts";
        return account.Gateway!.Receipts?.Guard.Path is { } secret
            ? $"{url}/{Uri.EscapeDataString(secret.Fill(name => account.Settings.GetValueOrDefault(name) ?? ""))}"
            : url;
    }
}
