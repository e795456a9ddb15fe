using System.Text;
using NodaTime;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Samples;

namespace ResidentBot.Host.Desk.Rehearsals;

/// <summary>
/// Trying the community's files out: phones side by side, a clock that is moved, what would be sent. It decides by the edition this host runs, over people
/// who are made up; it reads nothing of the store's and writes nothing there.
/// </summary>
static class RehearsalPages
{
    /// <summary>How far a time that is asked for may lie from today.</summary>
    static readonly Duration Farthest = Duration.FromDays(400);

    static readonly Dictionary<string, string> Clocks = new(StringComparer.Ordinal)
    {
        ["15m"] = "/advance 15m",
        ["1h"] = "/advance 1h",
        ["next"] = "/next",
        ["morning"] = "/until 08:00",
    };

    /// <summary>Maps them.</summary>
    public static void MapRehearsal(this RouteGroupBuilder all)
    {
        var community = all.MapGroup("/rehearsal").NeedsWhole(Right.ManageContent);
        community.MapGet("", (DeskRequest request, HeldRehearsals rehearsals) => ShowAsync(request, rehearsals));
        community.MapGet("/talk.yml", Saved);
        community.MapPost("/begin", BeginAsync);
        community.MapPost("/end", End);
        community.MapPost("/come", (DeskRequest request, HeldRehearsals rehearsals) => DoAsync(request, rehearsals, Come));
        community.MapPost("/away", (DeskRequest request, HeldRehearsals rehearsals) => DoAsync(request, rehearsals, PutAway));
        community.MapPost("/write", (DeskRequest request, HeldRehearsals rehearsals) => DoAsync(request, rehearsals, Write));
        community.MapPost("/clock", (DeskRequest request, HeldRehearsals rehearsals) => DoAsync(request, rehearsals, MoveClock));
        community.MapPost("/desk", (DeskRequest request, HeldRehearsals rehearsals) => DoAsync(request, rehearsals, Act));
        community.MapPost("/report", (DeskRequest request, HeldRehearsals rehearsals) => DoAsync(request, rehearsals, Report));
    }

    static async Task<IResult> BeginAsync(DeskRequest request, HeldRehearsals rehearsals)
    {
        var form = await request.FormAsync();
        var world = request.Community.World;
        // What is no time at all begins now.
        RehearsalReads.FormTime.Parse(form["from"].ToString()).TryGetValue(RehearsalReads.Minute(world, request.Now), out var from);
        var distance = from.InZoneLeniently(world.Community.Zone).ToInstant() - request.Now;
        if (Duration.Max(distance, -distance) > Farthest) return await ShowAsync(request, rehearsals, request.Refused("rehearsal_from"));
        if (RehearsalReads.Start(world, request.Now).Cast.FirstOrDefault(one => one.Be == form["who"]) is not { } first) return await ShowAsync(request, rehearsals, request.Refused("rehearsal_stale"));
        var id = first.Be.Split(' ')[0];
        var setting = new TalkSetting(first.Channel, null, id == Participant.Stranger ? null : id, from);
        if (setting.Begin(world, SampleResidents.Of(world.Community)).Talk is not { } talk) return await ShowAsync(request, rehearsals, request.Refused("rehearsal_stale"));
        return rehearsals.TryBegin(request.Community.Id, request.Me.Name, new TalkRecord(setting, talk)) ? Back(request) : await ShowAsync(request, rehearsals, request.Refused("rehearsal_full"));
    }

    static IResult End(DeskRequest request, HeldRehearsals rehearsals)
    {
        rehearsals.End(request.Community.Id, request.Me.Name);
        return Back(request);
    }

    static Refusal? Come(HeldRehearsal held, IFormCollection form)
    {
        if (!RehearsalReads.Cast(held.Talk.World).Any(one => one.Be == form["who"])) return new Refusal("rehearsal_stale");
        if (held.Phones.Count() >= HeldRehearsal.MostPhones) return new Refusal("rehearsal_phones");
        var refusal = held.Do(null, $"/be {form["who"]}");
        if (refusal is null) held.PutAway.Remove(held.Talk.Current.Label);
        return refusal;
    }

    static Refusal? PutAway(HeldRehearsal held, IFormCollection form)
    {
        if (held.Phones.FirstOrDefault(one => one.Label == form["label"]) is not { } phone) return new Refusal("rehearsal_stale");
        held.PutAway.Add(phone.Label);
        return null;
    }

    static Refusal? Write(HeldRehearsal held, IFormCollection form)
    {
        var label = form["label"].ToString();
        if (held.Talk.Participants.FirstOrDefault(one => one.Label == label) is not { } writer) return new Refusal("rehearsal_stale");
        // One line, and no command: what stands in a saved talk must be read there as what it was here.
        var words = form["text"].ToString().ReplaceLineEndings(" ").Trim();
        var line = form.ContainsKey("tap") ? $"/tap {form["tap"]}" : form.ContainsKey("photo") ? "/photo" : words.TrimStart('/');
        if (line.Length == 0) return new Refusal("empty_reply");
        if (line.Length > HeldRehearsal.LongestWords) return new Refusal("rehearsal_words");
        return held.Do(writer == held.Talk.Participants[0] ? null : label, line);
    }

    static Refusal? MoveClock(HeldRehearsal held, IFormCollection form) =>
        Clocks.TryGetValue(form["to"].ToString(), out var line) ? held.Do(null, line) : new Refusal("rehearsal_stale");

    static Refusal? Act(HeldRehearsal held, IFormCollection form)
    {
        var words = form["text"].ToString().ReplaceLineEndings(" ").Trim();
        var act = form["act"].ToString() switch
        {
            "reply" => words.Length > 0 ? $"reply {words}" : null,
            "close" => $"close {form["code"]}",
            "claim" or "release" or "back" => form["act"].ToString(),
            _ => null,
        };
        if (act is null || words.Length > HeldRehearsal.LongestWords) return new Refusal("empty_reply");
        return held.Do(null, $"/staff {form["ticket"]} {act}");
    }

    static Refusal? Report(HeldRehearsal held, IFormCollection form) =>
        held.Do(null, form["error"].ToString() is { Length: > 0 } error ? $"/failed {error} {form["message"]}" : $"/delivered {form["message"]}");

    static async Task<IResult> DoAsync(DeskRequest request, HeldRehearsals rehearsals, Func<HeldRehearsal, IFormCollection, Refusal?> act)
    {
        var form = await request.FormAsync();
        if (!Guid.TryParseExact(form["click"], "N", out var click)) throw new BadHttpRequestException("a form must carry the id of its click");
        if (Mine(request, rehearsals) is not { } held) return await ShowAsync(request, rehearsals, request.Refused("rehearsal_gone"));
        Refusal? refusal;
        lock (held.Gate)
        {
            held.UsedAt = request.Now;
            refusal = held.IsNew(click) ? act(held, form) : null;
        }
        return refusal is null ? Back(request) : await ShowAsync(request, rehearsals, request.Refused(refusal.Text, refusal.Name));
    }

    static IResult Saved(DeskRequest request, HeldRehearsals rehearsals)
    {
        if (Mine(request, rehearsals) is not { } held) return Back(request);
        lock (held.Gate)
            return TypedResults.File(Encoding.UTF8.GetBytes($"{held.Record.Saved}"), "application/yaml", $"{request.Community.Id}-{held.Record.Saved.Setting.From:uuuuMMdd-HHmm}.yml");
    }

    static async Task<IResult> ShowAsync(DeskRequest request, HeldRehearsals rehearsals, Notice? notice = null)
    {
        var frame = await request.FrameAsync(notice);
        var world = request.Community.World;
        if (Mine(request, rehearsals) is not { } held) return DeskRequest.Page<RehearsalStartPage>(frame, RehearsalReads.Start(world, request.Now));
        RehearsalView view;
        lock (held.Gate) view = RehearsalReads.Page(held, world);
        return DeskRequest.Page<RehearsalPage>(frame, view);
    }

    static HeldRehearsal? Mine(DeskRequest request, HeldRehearsals rehearsals) => rehearsals.Find(request.Community.Id, request.Me.Name);

    static IResult Back(DeskRequest request) => DeskRequest.To($"/desk/{request.Community.Id}/rehearsal");
}
