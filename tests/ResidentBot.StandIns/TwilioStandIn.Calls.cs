using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

public sealed partial class TwilioStandIn
{
    const int LongestInline = 4000;

    static readonly HashSet<string> KnownOfCalls = new(StringComparer.Ordinal)
    {
        "To", "From", "Twiml", "Timeout", "StatusCallback", "StatusCallbackEvent", "MachineDetection", "AsyncAmd", "AsyncAmdStatusCallback",
    };

    readonly List<TwilioCall> _calls = [];

    /// <summary>The calls, in order: those we began and those that came in.</summary>
    public IReadOnlyList<TwilioCall> Calls
    {
        get
        {
            lock (_gate) return [.. _calls];
        }
    }

    async Task CallAsync(HttpContext context)
    {
        if (!await TakesFormAsync(context)) return;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (RefuseCall(form) is { } refused)
        {
            await RefuseAsync(context, refused.Status, refused.Code, refused.Message, refused.Code == 21211 ? null : $"{refused.Code} {refused.Message}");
            return;
        }
        var call = TwilioCall.Of(NewSid("CA"), form);
        lock (_gate) _calls.Add(call);
        context.Response.StatusCode = 201;
        await AnswerJsonAsync(context, Resource(call));
    }

    async Task UpdateCallAsync(HttpContext context, string sid)
    {
        if (!await TakesFormAsync(context)) return;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Calls.FirstOrDefault(one => one.Sid == sid) is not { } call)
        {
            await RefuseAsync(context, 404, 20404, "The requested resource was not found");
            return;
        }
        if (form.Keys.FirstOrDefault(key => key != "Twiml") is { } unknown)
        {
            await RefuseAsync(context, 400, 21600, $"unknown parameter {unknown}", $"unknown parameter {unknown} of a call");
            return;
        }
        if (Bad(form["Twiml"].ToString()) is { } bad)
        {
            await RefuseAsync(context, 400, 12100, bad, bad);
            return;
        }
        if (call.Status != "in-progress")
        {
            await RefuseAsync(context, 400, 21220, "Call is not in-progress. Cannot redirect.");
            return;
        }
        lock (_gate)
        {
            call.Document = TwimlRules.Read(form["Twiml"]!, LongestInline);
            call.Updates++;
        }
        await AnswerJsonAsync(context, Resource(call));
    }

    async Task<bool> TakesFormAsync(HttpContext context)
    {
        (TwilioFault? Fault, int? RetryAfter)? fault;
        lock (_gate) fault = _faults.TryDequeue(out var next) ? next : null;
        switch (fault?.Fault)
        {
            case TwilioFault.HangupBefore:
                context.Abort();
                return false;
            case TwilioFault.ServerError:
                context.Response.StatusCode = 503;
                return false;
            case TwilioFault.RateLimited:
                await RefuseAsync(context, 429, 20429, "Too Many Requests");
                return false;
        }
        if (context.Request.HasFormContentType) return true;
        await RefuseAsync(context, 415, 20415, "Unsupported Media Type", "a request about a call that is no form");
        return false;
    }

    static (int Status, int Code, string Message)? RefuseCall(IFormCollection form)
    {
        foreach (var key in form.Keys)
        {
            if (!KnownOfCalls.Contains(key)) return (400, 21600, $"unknown parameter {key}");
            if (key != "StatusCallbackEvent" && form[key].Count != 1) return (400, 21600, $"{key} is given twice");
        }
        if (!CallNumber().IsMatch(form["To"].ToString())) return (400, 21211, "Invalid 'To' Phone Number");
        if (!CallNumber().IsMatch(form["From"].ToString())) return (400, 21212, "Invalid 'From' Phone Number");
        if (Bad(form["Twiml"].ToString()) is { } bad) return (400, 12100, bad);
        if (form["Timeout"].ToString() is { Length: > 0 } seconds && !(int.TryParse(seconds, out var timeout) && timeout is > 0 and <= 600)) return (400, 21600, "Timeout");
        foreach (var happening in form["StatusCallbackEvent"])
            if (happening is not ("initiated" or "ringing" or "answered" or "completed")) return (400, 21626, $"StatusCallbackEvent {happening}");
        foreach (var url in (ReadOnlySpan<string>)["StatusCallback", "AsyncAmdStatusCallback"])
            if (form.ContainsKey(url) && !TwilioCreateRules.IsCallable(form[url].ToString())) return (400, 21609, $"{url} is not a valid URL");
        if (form.ContainsKey("MachineDetection") && form["MachineDetection"] != "Enable") return (400, 21600, "MachineDetection");
        if (form.ContainsKey("AsyncAmd") && (form["AsyncAmd"] != "true" || !form.ContainsKey("MachineDetection"))) return (400, 21600, "AsyncAmd");
        return null;
    }

    static string? Bad(string twiml)
    {
        try
        {
            TwimlRules.Read(twiml, LongestInline);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    object Resource(TwilioCall call) => new
    {
        sid = call.Sid,
        account_sid = AccountSid,
        from = call.From,
        to = call.To,
        status = call.Status,
        direction = call.IsInbound ? "inbound" : "outbound-api",
        answered_by = (string?)null,
        uri = $"/2010-04-01/Accounts/{AccountSid}/Calls/{call.Sid}.json",
    };

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$")]
    private static partial Regex CallNumber();
}
