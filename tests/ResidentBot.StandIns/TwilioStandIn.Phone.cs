using System.Xml.Linq;

namespace ResidentBot.StandIns;

/// <summary>The person at the other end of a call, and what Twilio tells us of it: signed, posted to where the host really listens.</summary>
public sealed partial class TwilioStandIn
{
    const int LongestAnswer = 64 * 1024;

    /// <summary>Somebody rings us; the hook's answer is carried out.</summary>
    /// <param name="http">The client that plays Twilio's.</param>
    /// <param name="host">Scheme, name and port of the host.</param>
    /// <param name="hook">The number's "A call comes in"; its status goes to <c>/status</c> below it.</param>
    /// <param name="from">Who rings.</param>
    /// <param name="to">Our number.</param>
    public async Task<TwilioCall> RingAsync(HttpClient http, Uri host, string hook, string from, string to)
    {
        var call = new TwilioCall(NewSid("CA"), from, to, isInbound: true, new XElement("Response")) { StatusUrl = $"{hook}/status", Status = "ringing" };
        lock (_gate) _calls.Add(call);
        await TellAsync(http, host, hook, call);
        return call;
    }

    /// <summary>What the document says after its pause: who rang stayed on the line, and was picked up or sent on.</summary>
    public async Task StayAsync(HttpClient http, Uri host, TwilioCall call)
    {
        var next = call.Document.Elements().First(verb => verb.Name.LocalName != "Pause");
        if (next.Name.LocalName == "Redirect") await TellAsync(http, host, next.Value, call);
        // A document that begins with silence lets it ring on.
        if (call.Document.Elements().First().Name.LocalName != "Pause") call.Status = "in-progress";
    }

    /// <summary>The person picks up, and nobody is told yet.</summary>
    public static void PickUp(TwilioCall call) => call.Status = "in-progress";

    /// <summary>The call is over, and nobody is told yet.</summary>
    public static void HangUp(TwilioCall call) => call.Status = "completed";

    /// <summary>The person picks up; told if it was asked for.</summary>
    public async Task PickUpAsync(HttpClient http, Uri host, TwilioCall call)
    {
        call.Status = "in-progress";
        await StatusOfCallAsync(http, host, call, "answered");
    }

    /// <summary>The person presses keys, or says something, at the question that is being asked; null for neither.</summary>
    public async Task AnswerAsync(HttpClient http, Uri host, TwilioCall call, string? keys, string? words = null)
    {
        if (call.Status != "in-progress") throw new InvalidOperationException($"the call is {call.Status}");
        var gathers = call.Document.Elements("Gather").ToList();
        var gather = keys is not null ? gathers[0] : words is not null ? gathers.First(one => ((string?)one.Attribute("input"))!.Contains("speech", StringComparison.Ordinal)) : gathers.Find(one => (string?)one.Attribute("actionOnEmptyResult") == "true");
        if (gather is null) await HangUpAsync(http, host, call);
        else if (keys is not null) await TellAsync(http, host, Action(gather), call, ("Digits", keys), ("FinishedOnKey", ""));
        else if (words is not null) await TellAsync(http, host, Action(gather), call, ("SpeechResult", words), ("Confidence", "0.91"));
        else await TellAsync(http, host, Action(gather), call, ("Digits", ""));
    }

    /// <summary>Goes on where the document says that the caller is put through, and gives the number that rings; null when it does not.</summary>
    public async Task<string?> ConnectAsync(HttpClient http, Uri host, TwilioCall call)
    {
        if (call.Document.Elements().LastOrDefault() is { Name.LocalName: "Redirect" } redirect) await TellAsync(http, host, redirect.Value, call);
        return call.Document.Elements("Dial").FirstOrDefault()?.Element("Number")?.Value;
    }

    /// <summary>How putting through ended: completed, no-answer, busy or failed.</summary>
    public Task DialedAsync(HttpClient http, Uri host, TwilioCall call, string status) =>
        TellAsync(http, host, Action(call.Document.Elements("Dial").First()), call, ("DialCallStatus", status));

    /// <summary>The call is over: by hanging up, or as busy, no-answer, failed or canceled.</summary>
    public Task<System.Net.HttpStatusCode> HangUpAsync(HttpClient http, Uri host, TwilioCall call, string? status = null, params (string Name, string Value)[] more)
    {
        call.Status = status ?? (call.Status == "in-progress" ? "completed" : "no-answer");
        return StatusOfCallAsync(http, host, call, "completed", [("CallDuration", call.Status == "completed" ? "7" : "0"), .. more]);
    }

    /// <summary>Twilio's ear has decided: human, machine_start, fax, unknown.</summary>
    public async Task DetectAsync(HttpClient http, Uri host, TwilioCall call, string answeredBy)
    {
        var callback = call.One("AsyncAmdStatusCallback") ?? throw new InvalidOperationException("nobody asked for detection");
        KeyValuePair<string, string>[] form = [new("CallSid", call.Sid), new("AccountSid", AccountSid), new("AnsweredBy", answeredBy), new("MachineDetectionDuration", "3000")];
        using var answer = await PostAsync(http, new Uri(host, new Uri(callback).PathAndQuery), callback, [.. form]);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A status callback, once more or out of its order.</summary>
    public async Task<System.Net.HttpStatusCode> StatusOfCallAsync(HttpClient http, Uri host, TwilioCall call, string happening, params (string Name, string Value)[] more)
    {
        var url = call.IsInbound ? call.StatusUrl : call.Form.TryGetValue("StatusCallbackEvent", out var wanted) && wanted.Contains(happening) ? call.One("StatusCallback") : null;
        if (url is null) return System.Net.HttpStatusCode.OK;
        using var answer = await PostAsync(http, new Uri(host, new Uri(url).PathAndQuery), url, call.Told(AccountSid, more));
        return answer.StatusCode;
    }

    static string Action(XElement verb) => (string?)verb.Attribute("action") ?? throw new InvalidOperationException($"{verb.Name} without an action");

    async Task TellAsync(HttpClient http, Uri host, string url, TwilioCall call, params (string Name, string Value)[] more)
    {
        var updates = call.Updates;
        using var answer = await PostAsync(http, new Uri(host, new Uri(url).PathAndQuery), url, call.Told(AccountSid, more));
        if (!answer.IsSuccessStatusCode)
        {
            // What a caller hears then is a machine's apology, and the call is over.
            call.Status = "completed";
            return;
        }
        try
        {
            var document = TwimlRules.Read(await answer.Content.ReadAsStringAsync(), LongestAnswer);
            // What came by the API meanwhile is later than this answer.
            lock (_gate)
                if (call.Updates == updates) call.Document = document;
        }
        catch (FormatException fault)
        {
            _violations.Enqueue(fault.Message);
        }
    }
}
