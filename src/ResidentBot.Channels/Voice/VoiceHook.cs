using System.Collections.Frozen;
using ResidentBot.Channels.Twilio;
using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Voice;

/// <summary>
/// Checks and reads what Twilio calls: the hook itself for a call that comes in, and below it the steps of a call. Each step is stored before it is answered,
/// and what we say to it is decided only then: the answer waits, and our words break in by way of the API.
/// </summary>
sealed class VoiceHook(string account, VoiceSettings settings, TwilioDoor door, CatalogueText texts)
{
    /// <summary>How long it rings before we pick up: time enough to hang up for whoever only wants to say that he is fine.</summary>
    const int RingSeconds = 4;

    /// <summary>How long a caller waits for our words before he is told what holds without them.</summary>
    internal const int WaitSeconds = 8;

    /// <summary>What stands in place of a number that is withheld: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on the keys of a telephone.</summary>
    static readonly FrozenSet<string> Withheld =
        new[] { "+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253" }.ToFrozenSet(StringComparer.Ordinal);

    readonly CallAddresses _addresses = new(door.PublicUrl.TrimEnd('/'));

    /// <inheritdoc cref="IChannel.Receive"/>
    internal Reception Receive(WebhookRequest request)
    {
        var (entered, refused) = door.Open(request, CallAddresses.Stay, CallAddresses.Heard, CallAddresses.Connect, CallAddresses.Dialed, CallAddresses.Status);
        if (entered is null) return refused!;
        if (entered.Told["CallSid"] is not { Length: > 0 and <= 64 } sid) return new Reception.Refused(400, "no CallSid");
        var call = new HeardCall(entered, sid, request.At);
        return entered.Part switch
        {
            CallAddresses.Stay => Stayed(call),
            CallAddresses.Heard => Heard(call),
            CallAddresses.Connect => Connect(call),
            CallAddresses.Dialed => Dialed(call),
            CallAddresses.Status => call.Asked["m"].Length > 0 ? new CallNews(account).OfOurs(call) : new CallNews(account).OfTheirs(call),
            _ => Began(call),
        };
    }

    /// <summary>The address of a caller; null for who withholds his number.</summary>
    internal static Address? Phone(string number) =>
        !Withheld.Contains(number) && number.StartsWith('+') && Address.TryParse($"voice:{number}", out var address) ? address : null;

    // Nobody can be asked back who withholds his number: he gets a person.
    Reception Began(HeardCall call) => call.Them is { } them
        ? Answer(Document().Pause(RingSeconds).Redirect(_addresses.ToStay), [call.Arrival(account, them, ArrivalKind.CallBegan, "began", isAnswered: false)], null)
        : Answer(Document().Say("call_connect", settings.Language).Dial(settings.Dial, _addresses.ToDialed(settings.Language), null), [], null);

    // A word first: silence as the first verb would let it ring on, and nothing can break into a call that is not picked up.
    Reception Stayed(HeardCall call)
    {
        var document = Document().Say("call_wait", settings.Language).Pause(WaitSeconds).Say("call_connect", settings.Language)
            .Dial(settings.Dial, _addresses.ToDialed(settings.Language), null);
        return call.Them is { } them
            ? Answer(document, [call.Arrival(account, them, ArrivalKind.CallStayed, "stayed")], call.Route(account, them, CallStage.Waiting))
            : Answer(document, [], null);
    }

    Reception Heard(HeardCall call)
    {
        var language = CallAddresses.LanguageOf(call.Asked);
        var words = call.Told["Digits"] is { Length: > 0 } digits ? digits : call.Told["SpeechResult"];
        var isSilent = string.IsNullOrWhiteSpace(words);
        var document = Document().Pause(WaitSeconds).Say(isSilent ? "call_unheard" : "call_noted", language).Hangup();
        if (call.Them is not { } them || call.Asked["s"] is not { Length: > 0 and <= 100 } step) return Answer(document, [], null);
        var arrival = call.Arrival(account, them, isSilent ? ArrivalKind.CallSilent : ArrivalKind.Message, step) with { Text = isSilent ? "" : TextParts.Head(words) };
        return Answer(document, [arrival], call.Route(account, them, CallStage.Live));
    }

    // From a number of the account's own alone; a caller's own number is shown to whom he is put through.
    Reception Connect(HeardCall call)
    {
        var document = Document().Dial(settings.Dial, _addresses.ToDialed(CallAddresses.LanguageOf(call.Asked)), call.IsOurs ? settings.From : null);
        return Answer(document, [], call.Them is { } them ? call.Route(account, them, CallStage.Connected) : null);
    }

    Reception Dialed(HeardCall call)
    {
        var isDone = call.Told["DialCallStatus"] is "completed" or "answered";
        return Answer(isDone ? Document().Hangup() : Document().Say("call_nobody", CallAddresses.LanguageOf(call.Asked)).Hangup(), [], null);
    }

    Twiml Document() => new(settings, texts);

    static Reception.Accepted Answer(Twiml document, Arrival[] arrivals, Route? route) => new()
    {
        Arrivals = [.. arrivals],
        Routes = route is null ? [] : [route],
        Body = document.ToString(),
        BodyType = "text/xml",
    };
}
