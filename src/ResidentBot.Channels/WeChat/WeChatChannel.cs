using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using ResidentBot.Channels.Gateways;
using ResidentBot.Channels.Held;
using ResidentBot.Channels.Sms;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WeChat;

/// <summary>
/// A WeChat Official Account (公众号, 服务号). Settings: <c>app_id</c>, <c>app_secret</c>, <c>token</c>, <c>aes_key</c> (EncodingAESKey, unless the account is in plain
/// mode), <c>original_id</c> (<c>gh_…</c>), <c>api</c>, <c>answer_within</c> (seconds, 0 to 4.5) and <c>replies</c> (<c>passive</c>: nothing but answers to requests).
/// </summary>
public sealed class WeChatChannel : IChannel, IFetchesMedia, IShowsTyping, IHoldsRequests
{
    /// <summary>A message sent at once would overtake the answer to a request.</summary>
    static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(300);

    readonly ChannelAccount _account;
    readonly WeChatSettings _settings;
    readonly WeChatHook _hook;
    readonly References _references;
    readonly HttpClient _http;
    readonly HeldRequests _held;
    readonly Lazy<WeChatToken> _token;

    // Temporary media last three days at WeChat.
    readonly UploadedIds _uploaded = new(Duration.FromDays(2));
    readonly TakenParts _taken = new();

    /// <summary>Opens an account. Throws <see cref="ArgumentException"/> naming a setting that is missing.</summary>
    public WeChatChannel(ChannelAccount account, HttpClient http, References references)
    {
        ArgumentNullException.ThrowIfNull(account);
        (_account, _settings, _http, _references) = (account, WeChatSettings.Of(account), http, references);
        _hook = new WeChatHook(account.Id, _settings);
        _held = new HeldRequests(new HeldRules(_settings.AnswerWithin, _settings.PassiveOnly, text => WeChatWriting.Parts(text).Count <= 1));
        _token = new Lazy<WeChatToken>(() => new WeChatToken(_settings, http, Time, Patience));
    }

    /// <inheritdoc/>
    public Capabilities Capabilities => _account.Can;

    /// <summary>People's time: windows close and our own tokens grow old by it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The pictures and documents that messages carry; without them such a message is refused.</summary>
    public KeptMedia? Kept { get; init; }

    /// <summary>How long one call may take; a message whose call took longer has an unknown outcome.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    /// <inheritdoc/>
    public Reception Receive(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _hook.Receive(request);
    }

    /// <summary>Finds our own message behind each report, which WeChat names by its <c>MsgID</c>; one that nobody knows is dropped.</summary>
    public async Task<Reception.Accepted> ResolveAsync(Reception.Accepted accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var reports = new List<DeliveryReport>();
        foreach (var report in accepted.Reports)
            if (GatewayReference.Read(await _references.FindAsync(report.ProviderId!)) is { } reference && (reference.IsLast || report.State == DeliveryState.Failed))
                reports.Add(report with { MessageId = reference.MessageId, Concerns = reference.Concerns });
        return accepted with { Reports = [.. reports] };
    }

    /// <inheritdoc/>
    public HeldRequest? Hold(Reception.Accepted accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        return _settings.AnswerWithin > TimeSpan.Zero && accepted.Arrivals is [{ Kind: not ArrivalKind.Blocked } arrival]
            ? new HeldRequest(_held, arrival, "text/xml", text => Answer(arrival.From, text))
            : null;
    }

    /// <summary>
    /// Sends one message: in the request that is held for it, else by the customer service interface, and outside its window as the template of its text. A long text leaves
    /// in parts, and the first that fails is the outcome.
    /// </summary>
    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Media is { } media) return await ShowAsync(message, media, cancellation);
        var text = NumberedText.Of(message);
        if (string.IsNullOrWhiteSpace(text)) return new SendOutcome.Failed(SendError.Refused);
        if (await _held.TryAnswerAsync(message, text, cancellation))
        {
            if (!_settings.PassiveOnly) await Task.Delay(Behind, cancellation);
            return new SendOutcome.Sent(null);
        }
        if (_settings.PassiveOnly) return new SendOutcome.Failed(SendError.WindowClosed);
        if (!Capabilities.IsOpen(message.Heard, message.SentSince, Now)) return await SendTemplateAsync(message, text, cancellation);
        var api = new WeChatApi(_settings, _token.Value, _http, Patience);
        SendOutcome outcome = new SendOutcome.Failed(SendError.Refused);
        var parts = WeChatWriting.Parts(text);
        for (var i = 0; i < parts.Count; i++)
        {
            var (answer, failure) = await api.PostAsync("message/custom/send", WeChatWriting.Text(message.To, parts[i]), cancellation);
            // Only WeChat knows its window: three messages in a minute, when the person has but tapped the menu.
            if (answer is not null && WeChatErrors.ClosesWindow(answer.Code) && i == 0) return await SendTemplateAsync(message, text, cancellation);
            outcome = answer is null ? failure! : answer.Code == 0 ? new SendOutcome.Sent(null) : WeChatErrors.Of(answer.Code);
            if (outcome is SendOutcome.Failed) break;
        }
        return outcome;
    }

    // The words, then the picture: WeChat puts no words under one. Templates hold neither.
    async Task<SendOutcome> ShowAsync(Outgoing message, Media media, CancellationToken cancellation)
    {
        if (Kept is null) return new SendOutcome.Failed(SendError.Refused);
        var parts = WeChatWriting.Parts(message.Text);
        // All of it or nothing: words without their picture would be said once more elsewhere.
        if (_settings.PassiveOnly || !Capabilities.IsOpen(message.Heard, message.SentSince + parts.Count, Now)) return new SendOutcome.Failed(SendError.WindowClosed);
        var showing = new WeChatShowing(new WeChatApi(_settings, _token.Value, _http, Patience), _uploaded, Kept);
        // First what can be refused for its own sake, so that a picture that is not taken leaves no words without it.
        var (id, failure) = await showing.UploadAsync(media, Now, cancellation);
        if (id is null) return failure!;
        return await _taken.SendAsync(message.Id,
        [
            .. parts.Select<string, Func<Task<SendOutcome>>>(part => () => showing.SendAsync(WeChatWriting.Text(message.To, part), cancellation)),
            () => showing.ShowAsync(message.To, media, id, Now, cancellation),
        ]);
    }

    /// <summary><inheritdoc/> Throws <see cref="HttpRequestException"/> when they cannot be had just now.</summary>
    public Task<FetchedMedia?> FetchAsync(Media media, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(media);
        return new WeChatMedia(_settings, _token.Value, _http, Patience * 6).FetchAsync(media.Source, cancellation);
    }

    /// <summary>
    /// What a QR code holds that makes its reader follow the account and tells us <paramref name="scene"/>, for at most 30 days; null when WeChat gives none, as for
    /// accounts that are not verified.
    /// </summary>
    public async Task<string?> CreateSceneAsync(string scene, Instant until, CancellationToken cancellation)
    {
        var life = Duration.Min(until - Now, Duration.FromDays(30));
        if (_settings.PassiveOnly || life < Duration.FromMinutes(1)) return null;
        var api = new WeChatApi(_settings, _token.Value, _http, Patience);
        return (await api.PostAsync("qrcode/create", WeChatWriting.Scene(scene, life), cancellation)).Answer?.Url;
    }

    /// <summary>15 seconds (developers.weixin.qq.com, message/custom/typing); a message ends it.</summary>
    public Duration TypingLasts => Duration.FromSeconds(15);

    /// <summary><inheritdoc/> WeChat takes it only within 30 seconds after something was said, by either side.</summary>
    public async Task<bool> ShowTypingAsync(Address to, CancellationToken cancellation)
    {
        if (_settings.PassiveOnly) return false;
        var api = new WeChatApi(_settings, _token.Value, _http, Patience);
        return (await api.PostAsync("message/custom/typing", WeChatWriting.Typing(to), cancellation)).Answer is { Code: 0 };
    }

    async Task<SendOutcome> SendTemplateAsync(Outgoing message, string text, CancellationToken cancellation)
    {
        var templates = Templates(message, text);
        var api = new WeChatApi(_settings, _token.Value, _http, Patience);
        SendOutcome outcome = new SendOutcome.Failed(SendError.WindowClosed);
        for (var i = 0; i < templates.Count; i++)
        {
            var (answer, failure) = await api.PostAsync("message/template/send", WeChatWriting.Template(message.To, ClientId(message, i), templates[i]), cancellation);
            outcome = answer is null ? failure!
                : answer.Code is 0 or WeChatErrors.Repeated ? new SendOutcome.Sent(answer.MessageId?.ToString(CultureInfo.InvariantCulture))
                : WeChatErrors.Of(answer.Code);
            if (outcome is SendOutcome.Failed) break;
            if (outcome is SendOutcome.Sent { ProviderId: { } id }) await _references.KeepAsync(id, new GatewayReference(message.Id, message.Concerns, i == templates.Count - 1).ToString());
        }
        return outcome;
    }

    List<FilledTemplate> Templates(Outgoing message, string text)
    {
        if (FilledTemplate.Own(_account.Texts, message) is { } own) return [own];
        if (_account.Texts.Otherwise is not { } free) return [];
        var language = message.Phrase?.Language ?? Language.Zh;
        return [.. Splitting.Split(text, free.Most).Select(part => FilledTemplate.Fill(free, language, _ => part)).OfType<FilledTemplate>()];
    }

    string Answer(Address to, string text)
    {
        var seconds = Now.ToUnixTimeSeconds();
        var xml = WeChatXml.Answer(to.Local, _settings.OriginalId, seconds, text);
        if (_settings.Crypto is not { } crypto) return xml;
        var (timestamp, nonce) = (seconds.ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(16, lowercase: true));
        var encrypted = crypto.Encrypt(xml);
        return WeChatXml.Encrypted(encrypted, WeChatCrypto.Sign(_settings.Token, timestamp, nonce, encrypted), timestamp, nonce);
    }

    /// <summary>The same for the same part of the same message; 32 characters, because its limit is told nowhere.</summary>
    static string ClientId(Outgoing message, int part) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{message.Id}|{part}")).AsSpan(0, 16));
}
