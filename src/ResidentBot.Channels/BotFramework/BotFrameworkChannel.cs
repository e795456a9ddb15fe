using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using NodaTime;
using ResidentBot.Channels.Held;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.BotFramework;

/// <summary>
/// A bot of ours on Microsoft's Bot Framework (Teams, its Web Chat, and what else Azure connects). Settings: <c>app_id</c>, <c>app_password</c>,
/// <c>metadata</c> (OpenID metadata of the Connector's keys), <c>login</c> (token endpoint), <c>issuer</c>, <c>scope</c>, and
/// <c>emulator</c> (<c>true</c> without an <c>app_id</c>: requests need no token, and answers go to this machine alone; with one: the Emulator's tokens are taken
/// too), <c>emulator_metadata</c> (of the keys that sign those), <c>tenant</c>, and <c>identity</c> (where a managed identity
/// gets its tokens, instead of an <c>app_password</c>).
/// </summary>
public sealed class BotFrameworkChannel : IChannel, IFetchesMedia, IShowsTyping, IHoldsRequests
{
    /// <summary>The Connector's own limit; a channel's is smaller.</summary>
    const int MaxActivity = 256 * 1024;

    /// <summary>A message sent at once would overtake the answer to a request.</summary>
    static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(300);

    /// <summary>The channels that show it; others refuse it, or would make a message of it.</summary>
    static readonly FrozenSet<string> TypingChannels = new[] { "msteams", "webchat", "directline", "emulator", "facebook", "telegram" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How long a chat may fetch a picture again when it is read anew.</summary>
    static readonly TimeSpan PictureLife = TimeSpan.FromDays(30);

    readonly string _account;
    readonly BotFrameworkSettings _settings;
    readonly HttpClient _http;
    readonly Func<Address, Task<string?>> _routes;
    readonly SigningKeys _keys, _emulatorKeys;
    readonly EmulatorTokens _emulator;
    readonly Lazy<ConnectorToken> _token;
    readonly Lazy<HeldRequests> _held;

    /// <summary>
    /// Opens an account. <paramref name="routes"/> finds what <see cref="Reception.Accepted.Routes"/> said of an address, null for none. Throws
    /// <see cref="ArgumentException"/> without <c>app_id</c> and <c>app_password</c>.
    /// </summary>
    public BotFrameworkChannel(ChannelAccount account, HttpClient http, Func<Address, Task<string?>> routes)
    {
        ArgumentNullException.ThrowIfNull(account);
        Capabilities = account.Can;
        (_account, _settings, _http, _routes) = (account.Id, BotFrameworkSettings.Of(account), http, routes);
        _keys = new SigningKeys(_settings.Metadata, http, TimeSpan.FromSeconds(5));
        _emulatorKeys = new SigningKeys(_settings.EmulatorMetadata, http, TimeSpan.FromSeconds(5));
        _emulator = new EmulatorTokens(_settings.AppId, _settings.Tenant);
        _held = new Lazy<HeldRequests>(() => new HeldRequests(new HeldRules(AnswerWithin, PassiveOnly: false, Fits: _ => true)));
        _token = new Lazy<ConnectorToken>(() => new ConnectorToken(_settings, http, Time, Patience));
    }

    /// <inheritdoc/>
    public Capabilities Capabilities { get; }

    /// <summary>People's time: our own tokens grow old by it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The pictures and documents that messages carry; without them such a message is refused.</summary>
    public KeptMedia? Kept { get; init; }

    /// <summary>How long one call may take; a message whose call took longer has an unknown outcome.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request that expects replies waits for the first; its client gives up after 15 seconds or more.</summary>
    internal TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// To be called before <see cref="Receive"/>: reads the signing keys, if this request's token could be good and names one we do not have. Throws only
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    public async Task PrepareAsync(WebhookRequest request, CancellationToken cancellation)
    {
        if (BearerToken.Read(request.Header("Authorization")) is { } token && TokenFault(token, request.At) is null)
            await KeysFor(token).EnsureAsync(token.KeyId, request.At, cancellation);
    }

    /// <inheritdoc/>
    public Reception Receive(WebhookRequest request)
    {
        BearerToken? token = null;
        SigningKey? key = null;
        if (!_settings.Emulator)
        {
            token = BearerToken.Read(request.Header("Authorization"));
            if (token is null) return new Reception.Refused(401, "no token, or not one signed with RS256");
            if (TokenFault(token, request.At) is { } fault) return new Reception.Refused(401, $"token: {fault}");
            var keys = KeysFor(token);
            if (!keys.Any) return new Reception.Refused(503, "the signing keys could not be read yet");
            key = keys.Find(token.KeyId);
            if (key is null) return new Reception.Refused(401, "token: unknown key");
            if (!token.IsSignedBy(key)) return new Reception.Refused(401, "token: wrong signature");
        }
        if (request.Body.Length > MaxActivity) return new Reception.Refused(413, "activity over 256 KB");
        if (Read(request.Body.Span) is not { } activity) return new Reception.Refused(400, "not an activity");
        return Fault(activity, token, key) is { } refused ? refused : Accept(activity, request.At);
    }

    /// <inheritdoc/>
    public HeldRequest? Hold(Reception.Accepted accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        return accepted is { ExpectsReplies: true, Arrivals: [{ Kind: not ArrivalKind.Blocked } arrival] }
            ? new HeldRequest(_held.Value, arrival, "application/json", ExpectedReplies)
            : null;
    }

    /// <summary>
    /// Sends one message in the request that is held for it, else to where its conversation was last heard from; a long text in parts, and the first that fails is the
    /// outcome. Throws
    /// <see cref="OperationCanceledException"/>, and what looking up the route throws.
    /// </summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        if (await _routes(message.To) is not { } kept || RouteOf(kept) is not { } route) return new SendOutcome.Failed(SendError.BadAddress);
        var replyTo = message.Lane == Lane.Reply ? route.Last : null;
        if (Connector.UrlOf(route, replyTo) is not { } url) return new SendOutcome.Failed(SendError.BadAddress);
        // Settings may have changed since the route was kept; our token goes only where it might go today.
        if (!_settings.MayCall(url)) return new SendOutcome.Failed(SendError.Misconfigured);
        var shown = message.Media is { } media && Kept is not null ? await Kept.LinkAsync(media, PictureLife) : null;
        if (message.Media is not null && shown is null) return new SendOutcome.Failed(SendError.Refused);
        var connector = new Connector(_token.Value, _http, Patience);
        SendOutcome outcome = new SendOutcome.Failed(SendError.Refused);
        var activities = BotFrameworkRequests.Messages(route, message, replyTo, Capabilities.MaxLength, shown);
        if (await _held.Value.TryAnswerAsync(message, string.Join(',', activities.Select(activity => Encoding.UTF8.GetString(activity.Span))), cancellation))
        {
            await Task.Delay(Behind, cancellation);
            return new SendOutcome.Sent(null);
        }
        foreach (var activity in activities)
        {
            outcome = await connector.PostAsync(url, activity, cancellation);
            if (outcome is SendOutcome.Failed) break;
        }
        return outcome;
    }

    /// <summary>
    /// Fetches an attachment from the service of its conversation or from Microsoft's stores; null when it is gone, over 20 MB, or anywhere else. Throws
    /// <see cref="HttpRequestException"/> when it cannot be had just now.
    /// </summary>
    public Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation) =>
        new BotFrameworkMedia(_http, Patience * 6).FetchAsync(
            media,
            async (url, limit) => !_settings.MayCall(url) ? null
                : (await _token.Value.GetAsync(limit)).Token is { } token ? Connector.Header(token)
                : throw new HttpRequestException("there is no token to fetch an attachment with"),
            cancellation);

    bool IsEmulators(BearerToken token) => _settings.EmulatorTokens && _emulator.Claims(token);

    SigningKeys KeysFor(BearerToken token) => IsEmulators(token) ? _emulatorKeys : _keys;

    // Null when nothing but the signature can still be wrong.
    string? TokenFault(BearerToken token, Instant now) =>
        IsEmulators(token) ? _emulator.Fault(token, now)
        : _emulator.Claims(token) ? "the Emulator's, and the account has no `emulator: true`"
        : token.Fault(_settings.Issuer, _settings.AppId, now);

    /// <summary>The least of what its channels do.</summary>
    public Duration TypingLasts => Duration.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<bool> ShowTypingAsync(Address to, CancellationToken cancellation)
    {
        if (await _routes(to) is not { } kept || RouteOf(kept) is not { } route || !TypingChannels.Contains(route.ChannelId)) return false;
        if (Connector.UrlOf(route, replyTo: null) is not { } url || !_settings.MayCall(url)) return false;
        return await new Connector(_token.Value, _http, Patience).PostAsync(url, BotFrameworkRequests.Typing(route), cancellation) is SendOutcome.Sent;
    }

    // Null when nothing is wrong.
    Reception.Refused? Fault(BotActivity activity, BearerToken? token, SigningKey? key)
    {
        if (string.IsNullOrEmpty(activity.Type)) return new Reception.Refused(400, "an activity without a type");
        if (string.IsNullOrEmpty(activity.Conversation?.Id) || !BotFrameworkArrivals.IsChannel(activity.ChannelId))
            return new Reception.Refused(400, "an activity without a channel or conversation");
        if (!Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service)) return new Reception.Refused(400, "an activity without a serviceUrl");
        // The Emulator's token is the directory's, which knows no service: with another channel it could lead a talk there to itself.
        if (token is not null && IsEmulators(token) && activity.ChannelId != "emulator") return new Reception.Refused(401, "token: the Emulator's, for another channel");
        if (token is not null && !IsEmulators(token) && token.ServiceUrl?.TrimEnd('/') != activity.ServiceUrl.TrimEnd('/'))
            return new Reception.Refused(401, "token: issued for another serviceUrl");
        if (key is not null && !key.Endorses(activity.ChannelId!)) return new Reception.Refused(401, "token: its key may not speak for this channel");
        if (!_settings.MayCall(service)) return new Reception.Refused(403, "a serviceUrl that nothing may be sent to");
        // Whoever invokes waits for an answer of a kind that we never give.
        return activity.Type == "invoke" ? new Reception.Refused(501, "an invoke activity") : null;
    }

    Reception.Accepted Accept(BotActivity activity, Instant at)
    {
        // What is decided too late for the answer leaves through the connector.
        var accepted = activity.DeliveryMode == "expectReplies"
            ? new Reception.Accepted { Body = ExpectedReplies(""), BodyType = "application/json", ExpectsReplies = true }
            : new Reception.Accepted();
        if (BotFrameworkArrivals.Read(activity, _account, at) is not { } arrival) return accepted;
        if (arrival.Kind == ArrivalKind.Blocked) return accepted with { Arrivals = [arrival] };
        return accepted with { Arrivals = [arrival], Routes = [new Route(_account, arrival.From, RouteTo(activity))] };
    }

    /// <summary>The answer to who expects replies: <c>{"activities":[{"type":"message","text":"修好了吗？"}]}</c>.</summary>
    static string ExpectedReplies(string activities) => $$"""{"activities":[{{activities}}]}""";

    static string RouteTo(BotActivity activity)
    {
        // Who joins may be announced by the bot itself.
        var user = activity.Type == "conversationUpdate" || activity.From?.Id == activity.Recipient?.Id
            ? (activity.MembersAdded ?? []).FirstOrDefault(member => member?.Id is not null && member.Id != activity.Recipient?.Id)?.Id
            : activity.From?.Id;
        var last = activity.Type == "message" ? activity.Id : null;
        var route = new BotRoute(activity.ServiceUrl!, activity.ChannelId!, activity.Conversation!.Id!, activity.Recipient?.Id, user, last);
        return JsonSerializer.Serialize(route, BotFrameworkJson.Default.BotRoute);
    }

    static BotActivity? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, BotFrameworkJson.Default.BotActivity);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static BotRoute? RouteOf(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept, BotFrameworkJson.Default.BotRoute);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
