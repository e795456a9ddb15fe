using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Files;

namespace ResidentBot.Core.Communities.Gateways;

/// <summary>Reads how the provider calls us.</summary>
static class CallbackReader
{
    static readonly ImmutableDictionary<string, CallbackBody> Bodies = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("json", CallbackBody.Json), KeyValuePair.Create("json-array", CallbackBody.JsonArray), KeyValuePair.Create("form", CallbackBody.Form),
    ]);

    /// <summary>Residents' texts.</summary>
    public static GatewayCallback ReadInbound(YamlMap map, ImmutableArray<string> own)
    {
        var callback = ReadCommon(map, own) with
        {
            Text = map.RequiredText("text"),
            StopWords = [.. map.TextList("stop_words")],
            StartWords = [.. map.TextList("start_words")],
        };
        // A repeat could not be told from a second text of the same words.
        if (callback is { Id: null, Time: null }) map.Report(null, "`id` is missing; without an id at least a `time` must tell one text from another");
        map.Done();
        return callback;
    }

    /// <summary>News of our messages.</summary>
    public static GatewayCallback ReadReceipts(YamlMap map, ImmutableArray<string> own)
    {
        var callback = ReadCommon(map, own) with
        {
            Reference = map.Text("reference"),
            State = new GatewayAnswer
            {
                Result = map.RequiredText("result"),
                Success = [.. map.TextList("success")],
                Errors = GatewayReader.ReadErrors(map),
                Otherwise = map.OneOf("otherwise", GatewayWords.Errors) ?? Messages.SendError.Unreachable,
            },
            Pending = [.. map.TextList("pending")],
            ErrorCode = map.Text("error"),
        };
        if (callback.State.Success.IsEmpty) map.Report(null, "`success` is missing: which results mean that it arrived");
        map.Done();
        return callback;
    }

    static GatewayCallback ReadCommon(YamlMap map, ImmutableArray<string> own)
    {
        map.RequiredText("body");
        var (form, pattern, zone) = ReadTime(map);
        var reply = map.Map("reply");
        var callback = new GatewayCallback
        {
            Body = map.OneOf("body", Bodies) ?? CallbackBody.Json,
            Guard = map.Require("guard") && map.Map("guard") is { } guard ? ReadGuard(guard, own) : new CallbackGuard(),
            Phone = map.RequiredText("phone"),
            Id = map.Text("id"),
            Time = map.Text("time"),
            TimeForm = form,
            TimePattern = pattern,
            Zone = zone,
            Reply = reply?.RequiredText("body") ?? "",
            ReplyType = reply?.RequiredText("type") ?? "text/plain",
        };
        reply?.Done();
        return callback;
    }

    static (CallbackTime Form, string Pattern, DateTimeZone Zone) ReadTime(YamlMap map)
    {
        var form = map.Text("time_form");
        if (!map.Has("time"))
        {
            if (form is not null) map.Report("time_form", "`time_form` says how `time` is written, which is missing");
            return (CallbackTime.Iso, "", DateTimeZone.Utc);
        }
        switch (form)
        {
            case "unix": return (CallbackTime.Unix, "", DateTimeZone.Utc);
            case "unix-ms": return (CallbackTime.UnixMilliseconds, "", DateTimeZone.Utc);
            case "iso": return (CallbackTime.Iso, "", DateTimeZone.Utc);
            case null:
                map.Report(null, "`time_form` is missing: unix, unix-ms, iso, or a pattern such as `yyyy-MM-dd HH:mm:ss` with its `zone`");
                return (CallbackTime.Iso, "", DateTimeZone.Utc);
        }
        if (!IsPattern(form)) map.Report("time_form", $"`time_form` is unix, unix-ms, iso, or a pattern such as `yyyy-MM-dd HH:mm:ss`, not `{form}`");
        var id = map.RequiredText("zone");
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (zone is null && id.Length > 0) map.Report("zone", $"there is no time zone `{id}`{Spelling.Hint(id, DateTimeZoneProviders.Tzdb.Ids)}");
        return (CallbackTime.Pattern, form, zone ?? DateTimeZone.Utc);
    }

    static bool IsPattern(string text)
    {
        try
        {
            // A pattern without any of these would read every time as the same.
            LocalDateTimePattern.CreateWithInvariantCulture(text);
            return text.Contains("yy", StringComparison.Ordinal) && text.Contains("mm", StringComparison.Ordinal);
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }

    static CallbackGuard ReadGuard(YamlMap map, ImmutableArray<string> own)
    {
        var signature = map.Map("signature");
        var guard = new CallbackGuard
        {
            Path = map.Has("path") ? RequestReader.ReadSecret(map, "path", own) : null,
            Sources = map.Networks("sources"),
            Signature = signature is null ? null : RequestReader.ReadHash(signature, own.Add("body"), own),
            Header = signature?.RequiredText("header") ?? "",
        };
        signature?.Done();
        if (!map.Has("path") && !map.Has("sources") && signature is null)
            map.Report(null, "anybody could write in a resident's name: a guard has a secret `path`, `sources` or a `signature`");
        if (guard.Signature is { } hash && !hash.Over.Names.Contains("body")) signature!.Report("over", "a signature that does not cover `{body}` protects nothing");
        map.Done();
        return guard;
    }

}
