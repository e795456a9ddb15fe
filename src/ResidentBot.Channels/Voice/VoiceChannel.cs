using System.Collections.Concurrent;
using NodaTime;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>
/// Telephone calls through Twilio: a message to <c>voice:+44…</c> is spoken. Into the call that is going on, if there is one; else whatever somebody waits for
/// (<see cref="Outgoing.Concerns"/>), an emergency or a notice rings the person up, and a mere answer ends unsaid with <see cref="SendError.TooOld"/>: who has
/// hung up is not rung up to be thanked. Source: Twilio, "Call resource".
/// </summary>
public sealed class VoiceChannel : IChannel
{
    /// <summary>An answer to what was said in a call may itself be waited for.</summary>
    const string AskedAgain = "checkin_again";

    /// <summary>How long a line that is in use is left alone.</summary>
    static readonly Duration Busy = Duration.FromSeconds(20);

    /// <summary>How long a call of ours may ring before anything is heard of it.</summary>
    static readonly Duration Ringing = Duration.FromSeconds(75);

    readonly VoiceSettings _settings;
    readonly TwilioDoor _door;
    readonly VoiceHook _hook;
    readonly HttpClient _http;
    readonly CatalogueText _texts;
    readonly Func<Address, Task<string?>> _routes;

    // Of this process alone: after a crash the worst is that somebody's line is busy, which is told.
    readonly ConcurrentDictionary<Address, CallRoute> _begun = new();
    readonly ConcurrentDictionary<Address, Saying> _saying = new();

    /// <summary>
    /// Opens an account. <paramref name="routes"/> finds what <see cref="Reception.Accepted.Routes"/> said of an address. Throws
    /// <see cref="ArgumentException"/> naming a setting that is missing.
    /// </summary>
    public VoiceChannel(ChannelAccount account, Uri hook, HttpClient http, CatalogueText texts, Func<Address, Task<string?>> routes)
    {
        ArgumentNullException.ThrowIfNull(account);
        Capabilities = account.Can;
        (_settings, _http, _texts, _routes) = (VoiceSettings.Of(account), http, texts, routes);
        _door = new TwilioDoor(_settings.Twilio, hook);
        _hook = new VoiceHook(account.Id, _settings, _door, texts);
    }

    /// <inheritdoc/>
    public Capabilities Capabilities { get; }

    /// <summary>People's time: calls are forgotten by it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one request to the provider may take.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    /// <inheritdoc/>
    public Reception Receive(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _hook.Receive(request);
    }

    /// <summary><inheritdoc/> Also throws what looking up the call throws.</summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (string.IsNullOrWhiteSpace(message.Text)) return new SendOutcome.Failed(SendError.Refused);
        Forget();
        var last = CallRoute.Parse(await _routes(message.To));
        var isOwnCall = message.Concerns is not null && message.Phrase?.Key != AskedAgain;
        if (last is not null && last.IsLive(Now))
        {
            if (isOwnCall) return new SendOutcome.Failed(SendError.RateLimited, Busy);
            if (await TrySayAsync(message, last, cancellation) is { } said) return said;
        }
        if (!isOwnCall && message.Concerns is null && message.Lane is Lane.Reply or Lane.CheckIn) return new SendOutcome.Failed(SendError.TooOld);
        if (IsRinging(message.To, last)) return new SendOutcome.Failed(SendError.RateLimited, Busy);
        var outcome = await RingAsync(message, cancellation);
        if (outcome is SendOutcome.Sent { ProviderId: { } sid }) _begun[message.To] = new CallRoute(CallStage.Live, sid, Now);
        return outcome;
    }

    // Numbers are many, some made up: what no call needs any more is not kept.
    void Forget()
    {
        foreach (var (to, begun) in _begun)
            if (Now - begun.At > Ringing) _begun.TryRemove(to, out _);
        foreach (var (to, saying) in _saying)
            if (Now - saying.At > CallRoute.Quiet) _saying.TryRemove(to, out _);
    }

    bool IsRinging(Address to, CallRoute? last) =>
        _begun.TryGetValue(to, out var begun) && last?.Sid != begun.Sid && Now - begun.At < Ringing;

    async Task<SendOutcome> RingAsync(Outgoing message, CancellationToken cancellation)
    {
        var addresses = new CallAddresses(_door.PublicUrl.TrimEnd('/'));
        var document = new SpokenMessage(_settings, _texts, addresses).First(message);
        if (document is null) return new SendOutcome.Failed(SendError.Refused);
        var status = addresses.ToStatus(message);
        List<KeyValuePair<string, string>> form =
        [
            new("To", message.To.Local),
            new("From", _settings.From),
            new("Twiml", document),
            // Time to get up and walk to it.
            new("Timeout", "50"),
            new("StatusCallback", status),
            new("StatusCallbackEvent", "initiated"),
            new("StatusCallbackEvent", "answered"),
            new("StatusCallbackEvent", "completed"),
        ];
        // Beside the call: waiting for the verdict would leave a person some seconds of silence, and he hangs up.
        if (_settings.DetectsMachines)
            form.AddRange([new("MachineDetection", "Enable"), new("AsyncAmd", "true"), new("AsyncAmdStatusCallback", status)]);
        return (await Rest.PostAsync("Calls.json", form, cancellation)).Outcome;
    }

    // Null when the call turns out to be over.
    async Task<SendOutcome?> TrySayAsync(Outgoing message, CallRoute call, CancellationToken cancellation)
    {
        var before = _saying.GetValueOrDefault(message.To);
        var saying = Saying.With(before, call.Sid, message);
        if (call.Stage == CallStage.Connected || saying is null || (call.HasWaited(Now) && before?.Sid != call.Sid)) return new SendOutcome.Failed(SendError.TooOld);
        var document = new SpokenMessage(_settings, _texts, new CallAddresses(_door.PublicUrl.TrimEnd('/'))).Next(saying.Messages);
        if (document is null) return new SendOutcome.Failed(SendError.Refused);
        var answer = await Rest.PostAsync($"Calls/{call.Sid}.json", [new("Twiml", document)], cancellation);
        if (answer is { Status: 404 } or { Code: 21220 }) return null;
        if (answer.Outcome is SendOutcome.Sent) _saying[message.To] = saying with { At = Now };
        return answer.Outcome;
    }

    TwilioRest Rest => new(_settings.Twilio, _http, Patience);
}
