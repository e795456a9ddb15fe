using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace ResidentBot.StandIns;

/// <summary>What Twilio refuses in a create request: HTTP status, code and words, or null for a good one.</summary>
static partial class TwilioCreateRules
{
    static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "To", "From", "MessagingServiceSid", "Body", "MediaUrl", "ContentSid", "ContentVariables", "StatusCallback", "ValidityPeriod",
    };

    internal static (int Status, int Code, string Message)? Refuse(IFormCollection form)
    {
        foreach (var key in form.Keys)
            if (!Known.Contains(key)) return (400, 21600, $"unknown parameter {key}");
        foreach (var key in form.Keys)
            if (form[key].Count != 1) return (400, 21600, $"{key} is given twice");
        if (!form.ContainsKey("To")) return (400, 21604, "A 'To' phone number is required.");
        if (!Party().IsMatch(form["To"]!)) return (400, 21211, "Invalid 'To' Phone Number");
        if (form.ContainsKey("From") == form.ContainsKey("MessagingServiceSid")) return (400, 21603, "A 'From' or a 'MessagingServiceSid' is required.");
        if (form.ContainsKey("From") && (!Number().IsMatch(form["From"].ToString().Replace("whatsapp:", "", StringComparison.Ordinal)) || IsWhatsApp(form["From"]!) != IsWhatsApp(form["To"]!))) return (400, 21212, "Invalid 'From' Phone Number");
        if (form.ContainsKey("MessagingServiceSid") && !Service().IsMatch(form["MessagingServiceSid"]!)) return (400, 21701, "Messaging Service not found");
        if (form.ContainsKey("ContentSid") || form.ContainsKey("ContentVariables")) return Content(form) ?? Callback(form);
        if (form.ContainsKey("MediaUrl") && !IsCallable(form["MediaUrl"]!)) return (400, 21620, "Invalid media URL(s)");
        if (form.ContainsKey("Body") && form["Body"] == "") return (400, 21602, "an empty body");
        if (string.IsNullOrEmpty(form["Body"]) && !form.ContainsKey("MediaUrl")) return (400, 21602, "Message body is required.");
        if (form["Body"].ToString().Length > 1600) return (400, 21617, "The concatenated message body exceeds the 1600 character limit.");
        return Callback(form);
    }

    static (int, int, string)? Callback(IFormCollection form) => form.ContainsKey("StatusCallback") && !IsCallable(form["StatusCallback"]!)
        ? (400, 21609, "The StatusCallback URL is not a valid URL.") : null;

    /// <summary>A template stands without a body, and its variables are a JSON object of texts by number.</summary>
    static (int, int, string)? Content(IFormCollection form)
    {
        if (!form.ContainsKey("ContentSid")) return (400, 21654, "ContentSid Required");
        if (!ContentSid().IsMatch(form["ContentSid"]!)) return (400, 21655, "The ContentSid is Invalid");
        if (form.ContainsKey("Body") || form.ContainsKey("MediaUrl")) return (400, 21619, "a body beside a template");
        if (!form.ContainsKey("ContentVariables")) return null;
        try
        {
            var variables = JsonSerializer.Deserialize<Dictionary<string, string>>(form["ContentVariables"].ToString())!;
            return variables.Count > 0 && variables.All(one => int.TryParse(one.Key, out _) && one.Value.Length > 0 && !one.Value.Contains('\n'))
                ? null : (400, 21656, "The ContentVariables Parameter is invalid");
        }
        catch (JsonException)
        {
            return (400, 21656, "The ContentVariables Parameter is invalid");
        }
    }

    static bool IsWhatsApp(string party) => party.StartsWith("whatsapp:", StringComparison.Ordinal);

    internal static bool IsCallable(string url) => url.Length <= 4000 && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.Scheme is "http" or "https" && !parsed.Host.Contains('_') && Uri.CheckHostName(parsed.Host) != UriHostNameType.Unknown
        && Escaped().IsMatch(url);

    [GeneratedRegex(@"^\+[1-9]\d{6,14}$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^((whatsapp:)?\+[1-9]\d{6,14}|whatsapp:[A-Z]{2}\.[A-Za-z0-9.]+)$")]
    private static partial Regex Party();

    [GeneratedRegex("^HX[0-9a-f]{32}$")]
    private static partial Regex ContentSid();

    /// <summary>What may stand in a URL by RFC 3986; anything else was not escaped.</summary>
    [GeneratedRegex(@"^([A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=]|%[0-9A-F]{2})+$")]
    private static partial Regex Escaped();

    [GeneratedRegex("^MG[0-9a-f]{32}$")]
    private static partial Regex Service();
}
