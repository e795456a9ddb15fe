using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

public sealed partial class TwilioStandIn
{
    async Task CreateAsync(HttpContext context)
    {
        (TwilioFault? Fault, int? RetryAfter)? fault;
        lock (_gate) fault = _faults.TryDequeue(out var next) ? next : null;
        switch (fault?.Fault)
        {
            case TwilioFault.HangupBefore:
                context.Abort();
                return;
            case TwilioFault.ServerError:
                context.Response.StatusCode = 503;
                return;
            case TwilioFault.RateLimited:
                if (fault.Value.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await RefuseAsync(context, 429, 20429, "Too Many Requests");
                return;
        }
        if (!context.Request.HasFormContentType)
        {
            await RefuseAsync(context, 415, 20415, "Unsupported Media Type", "a create request that is no form");
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (TwilioCreateRules.Refuse(form) is { } refused)
            await RefuseAsync(context, refused.Status, StandInFaults.Known(StandInFaults.TwilioRefusal, refused.Code), refused.Message, refused.Code is 21211 ? null : $"{refused.Code} {refused.Message}");
        else if (IsOutsideWindow(form)) await RefuseAsync(context, 400, 63016, "Failed to send freeform message because you are outside the allowed window");
        else if (IsStopped(((string?)form["From"] ?? form["MessagingServiceSid"])!, form["To"]!))
            await RefuseAsync(context, 400, 21610, "Attempt to send to unsubscribed recipient");
        else if (await FetchAsync(form) is var (media, wrong) && wrong is not null)
            await RefuseAsync(context, 400, 12300, wrong, $"12300 {wrong}");
        else
            await TakeAsync(context, form, media, fault?.Fault);
    }

    /// <summary>
    /// Fetches what a message shows, as Twilio does: HEAD, then GET, and the media type of both must be one that the channel shows and fit the bytes
    /// (twilio.com/docs/sms/accepted-mime-types). Addresses elsewhere are left alone: nothing leaves this machine.
    /// </summary>
    static async Task<((string Type, byte[] Bytes)? Media, string? Wrong)> FetchAsync(IFormCollection form)
    {
        if (!form.ContainsKey("MediaUrl") || new Uri(form["MediaUrl"]!) is not { IsLoopback: true } url) return default;
        using var http = new HttpClient();
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        using var got = await http.GetAsync(url);
        if (!head.IsSuccessStatusCode || !got.IsSuccessStatusCode) return (null, $"HEAD {(int)head.StatusCode}, GET {(int)got.StatusCode}");
        var (type, bytes) = (got.Content.Headers.ContentType?.ToString() ?? "", await got.Content.ReadAsByteArrayAsync());
        if (head.Content.Headers.ContentType?.ToString() != type || head.Content.Headers.ContentLength != bytes.Length) return (null, "HEAD and GET differ");
        var isWhatsApp = form["To"].ToString().StartsWith("whatsapp:", StringComparison.Ordinal);
        var fits = type switch
        {
            "image/jpeg" => bytes is [0xFF, 0xD8, 0xFF, ..],
            "image/png" => bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..],
            "image/gif" => !isWhatsApp && bytes is [(byte)'G', (byte)'I', (byte)'F', ..],
            "application/pdf" => isWhatsApp && bytes is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..],
            _ => false,
        };
        if (!fits) return (null, $"invalid Content-Type {type}");
        if (type == "application/pdf" && form.ContainsKey("Body")) return (null, "a document with words, which nobody would see");
        var most = isWhatsApp && type == "application/pdf" ? 16 : 5;
        return bytes.Length > most << 20 ? (null, $"over {most} MB") : ((type, bytes), null);
    }

    /// <summary>On WhatsApp free words leave within a day after the person last wrote.</summary>
    bool IsOutsideWindow(IFormCollection form)
    {
        var to = form["To"].ToString();
        if (!to.StartsWith("whatsapp:", StringComparison.Ordinal) || form.ContainsKey("ContentSid")) return false;
        lock (_gate) return !_inbound.Exists(message => message.From == to && _clock.GetUtcNow() - message.At < TimeSpan.FromHours(24));
    }

    bool IsStopped(string ours, string theirs)
    {
        lock (_gate) return _stopped.Contains((ours, theirs));
    }

    async Task TakeAsync(HttpContext context, IFormCollection form, (string Type, byte[] Bytes)? media, TwilioFault? fault)
    {
        var sent = new TwilioSent(
            NewSid(form.ContainsKey("MediaUrl") ? "MM" : "SM"), form["To"]!, form["From"], form["MessagingServiceSid"], form["Body"].ToString(), form["StatusCallback"], _clock.GetUtcNow())
        {
            MediaUrl = form["MediaUrl"],
            Media = media,
            Content = form.ContainsKey("ContentSid") ? (form["ContentSid"]!, form["ContentVariables"]) : null,
        };
        TaskCompletionSource changed;
        lock (_gate)
        {
            _sent.Add(sent);
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.SetResult();
        if (fault == TwilioFault.HangupAfter)
        {
            context.Abort();
            return;
        }
        if (fault == TwilioFault.Silence)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }
        context.Response.StatusCode = 201;
        await AnswerJsonAsync(context, Resource(sent));
    }

    async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        foreach (var key in query.Keys)
            if (key is not ("To" or "From" or "DateSent" or "DateSent>" or "DateSent<" or "PageSize" or "Page" or "PageToken"))
                _violations.Enqueue($"unknown list parameter {key}");
        var since = DateTimeOffset.MinValue;
        if (query["DateSent>"].ToString() is { Length: > 0 } from
            && !DateTimeOffset.TryParseExact(from, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since))
            _violations.Enqueue($"unreadable date {from}");
        var size = Math.Min(int.TryParse(query["PageSize"], out var asked) ? asked : 50, MostOnPage);
        _ = int.TryParse(query["Page"], out var page);

        // Twilio's dates have whole seconds, and the filter sees those. Only what fits is written out: a month's list is long.
        var (oldest, to) = (since.ToUnixTimeSeconds(), (string?)query["To"]);
        bool Fits(DateTimeOffset at, string number) => (to is null || number == to) && at.ToUnixTimeSeconds() >= oldest;
        (DateTimeOffset At, int Order, object Resource)[] fit;
        lock (_gate)
            fit = [.. _inbound.Select((m, i) => (m, i)).Where(one => Fits(one.m.At, one.m.To)).Select(one => (one.m.At, one.i, Resource(one.m)))
                .Concat(_sent.Select((m, i) => (m, i)).Where(one => Fits(one.m.At, one.m.To)).Select(one => (one.m.At, one.i, Resource(one.m))))
                .OrderByDescending(one => one.At).ThenByDescending(one => one.i)];
        var more = (page + 1) * size < fit.Length;
        var kept = string.Concat(query.Where(q => q.Key is not ("Page" or "PageToken")).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}&"));
        await AnswerJsonAsync(context, new
        {
            page,
            page_size = size,
            messages = fit.Skip(page * size).Take(size).Select(m => m.Resource).ToArray(),
            next_page_uri = more ? $"/2010-04-01/Accounts/{AccountSid}/Messages.json?{kept}Page={page + 1}&PageToken=PA{page + 1}" : null,
        });
    }

    async Task MediaListAsync(HttpContext context, string message)
    {
        if (Find(message) is not { } found) await RefuseAsync(context, 404, 20404, "not found");
        else
        {
            var uri = $"/2010-04-01/Accounts/{AccountSid}/Messages/{message}";
            var list = found.Pictures.Select(p => new { sid = p.Sid, parent_sid = message, content_type = p.Type, uri = $"{uri}/Media/{p.Sid}.json" });
            await AnswerJsonAsync(context, new { media_list = list.ToArray(), next_page_uri = (string?)null });
        }
    }

    async Task MediaAsync(HttpContext context, string message, string media)
    {
        if (Find(message)?.Pictures.FirstOrDefault(p => p.Sid == media) is not { } picture) await RefuseAsync(context, 404, 20404, "not found");
        else if (MediaStore is { } store) context.Response.Redirect(new Uri(store, media).ToString());
        else
        {
            context.Response.ContentType = picture.Type;
            await context.Response.Body.WriteAsync(picture.Bytes, context.RequestAborted);
        }
    }

    TwilioInbound? Find(string message)
    {
        lock (_gate) return _inbound.Find(m => m.Sid == message);
    }

    object Resource(TwilioSent m) => Resource(m.Sid, "outbound-api", m.From, m.To, m.Body, m.MessagingServiceSid, m.At, 0, "queued");

    object Resource(TwilioInbound m) => Resource(
        m.Sid, "inbound", m.From, m.To, m.Body, m.To.StartsWith("MG", StringComparison.Ordinal) ? m.To : null, m.At, m.Pictures.Count, "received");

    object Resource(string sid, string direction, string? from, string to, string body, string? service, DateTimeOffset at, int media, string status)
    {
        var date = at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        return new
        {
            sid,
            account_sid = AccountSid,
            direction,
            from,
            to,
            body,
            messaging_service_sid = service,
            status,
            num_segments = "1",
            num_media = media.ToString(CultureInfo.InvariantCulture),
            date_created = date,
            date_sent = date,
            error_code = (int?)null,
            uri = $"/2010-04-01/Accounts/{AccountSid}/Messages/{sid}.json",
        };
    }
}
