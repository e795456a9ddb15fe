using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using ResidentBot.Core.Communities.Gateways;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;

namespace ResidentBot.Core.Communities;

/// <summary>
/// Reads and cross-checks one community's folder. <c>community.yml</c>:
/// <code>
/// id: oak
/// name: {zh: 橡园社区, en: Oak Garden}
/// zone: Asia/Shanghai
/// language: zh
/// demo: true
/// welcome: true
/// phone: +1 202 555 0100
/// emergency_numbers: 120 / 110 / 119
/// quiet: {from: 21:00, until: 08:00, jobs: {from: 20:00, until: 09:00}}   # also notices, family: where they differ
/// worker_limit: 20
/// audit: {keep: 3y}
/// </code>
/// </summary>
public static partial class CommunityReader
{
    const int UsualWorkerLimit = 20;

    /// <summary>
    /// The community, or null when anything at all is wrong with it. One run reports every problem, in the order of files and lines; a name that points into a file which could
    /// not be read is not reported on top.
    /// </summary>
    /// <param name="folderLabel">The folder as the user named it; its last part is the community's id.</param>
    /// <param name="files">The folder's files, each with its path as problems shall name it.</param>
    /// <param name="environment">Looks up an environment variable; null or empty when it is not set.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static Community? Read(
        string folderLabel,
        IReadOnlyList<(string Path, string Text)> files,
        Func<string, string?> environment,
        ICollection<Problem> problems)
    {
        var found = new List<Problem>();
        var folder = new CommunityFolder(folderLabel, files, found);
        folder.CheckNames();
        var community = ReadParts(folder, ReadHead(folder), environment);
        foreach (var problem in found.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column))
            problems.Add(problem);
        return found.Count == 0 ? community : null;
    }

    static Community ReadHead(CommunityFolder folder)
    {
        var file = folder.Required("community.yml");
        var quiet = file?.Require("quiet") == true ? file.Map("quiet") : null;
        var head = new Community
        {
            Id = file?.RequiredText("id") ?? "",
            Name = file?.RequiredTexts("name") ?? new Texts("", ""),
            Zone = file is null ? DateTimeZone.Utc : ReadZone(file),
            Language = file?.OneOf("language", StaffReader.Languages) ?? Language.Zh,
            // When the file cannot be read, nobody knows which secrets must be set.
            Demo = file?.Flag("demo") ?? file is null,
            Welcome = file?.Flag("welcome") ?? true,
            Phone = file?.RequiredText("phone") ?? "",
            EmergencyNumbers = file?.RequiredText("emergency_numbers") ?? "",
            QuietFrom = quiet?.RequiredTime("from") ?? LocalTime.Midnight,
            QuietUntil = quiet?.RequiredTime("until") ?? LocalTime.Midnight,
            WorkerLimit = file?.Number("worker_limit", 1, 1000) ?? UsualWorkerLimit,
            Quiet = quiet is null ? ImmutableDictionary<Purpose, QuietHours>.Empty : ReadQuiet(quiet),
            Accounts = ImmutableDictionary<string, ChannelAccount>.Empty,
            Queues = ImmutableDictionary<string, StaffQueue>.Empty,
            Staff = ImmutableDictionary<string, StaffMember>.Empty,
            Ladders = ImmutableDictionary<string, Ladder>.Empty,
            Places = ImmutableDictionary<string, Place>.Empty,
        };
        if (file is not null) CheckId(file, head.Id, folder.Name);
        if (quiet?.Text("from") is { } from && from == quiet.Text("until")) quiet.Report("until", $"quiet hours from {from} until {from} are none");
        quiet?.Done();
        if (file?.Map("audit") is { } audit) head = head with { AuditKept = ReadKept(audit) ?? head.AuditKept };
        file?.Done();
        return head;
    }

    // Each part is checked against those before it; null stands for a file that could not be read.
    static Community ReadParts(CommunityFolder folder, Community head, Func<string, string?> environment)
    {
        var gateways = folder.Gateways().ToDictionary(file => file.Name, file => GatewayReader.Read(file.Name, file.File), StringComparer.Ordinal);
        var accountsFile = folder.Required("accounts.yml");
        var accounts = accountsFile is { } a ? AccountReader.Read(a, gateways, environment, head) : null;
        var staff = folder.Required("staff.yml") is { } s ? StaffReader.Read(s, head.Language, accounts) : null;
        var placesFile = folder.Required("places.yml");
        ImmutableArray<PlaceLevel>? levels = placesFile is null ? null : PlaceReader.ReadLevels(placesFile);
        var places = placesFile is null ? null : PlaceReader.Read(placesFile, levels!.Value, staff?.Keys);
        var ladders = folder.Required("ladders.yml") is { } l ? LadderReader.Read(l, staff?.Keys, levels) : null;
        var queues = folder.Required("queues.yml") is { } q ? QueueReader.Read(q, ladders) : null;
        if (accountsFile is not null && queues is not null) AccountReader.CheckQueues(accountsFile, queues);
        var checkIns = folder.Optional("check_ins.yml") is { } c ? CheckInReader.Read(c, accounts, queues, ladders) : null;
        var labels = folder.Optional("labels.yml") is { } k ? new LabelReader(staff?.Keys).Read(k) : LabelCatalogue.Empty;
        var residents = folder.Optional("residents.yml") is { } r ? new ResidentReader(head.Language, accounts, places).Read(r) : [];
        return head with
        {
            Accounts = accounts ?? head.Accounts,
            Staff = staff ?? head.Staff,
            Levels = levels ?? [],
            Places = places ?? head.Places,
            Ladders = ladders ?? head.Ladders,
            Queues = queues ?? head.Queues,
            CheckIns = checkIns,
            Labels = labels,
            Residents = residents,
        };
    }

    static Period? ReadKept(YamlMap audit)
    {
        var text = audit.RequiredText("keep");
        audit.Done();
        if (text.Length == 0) return null;
        if (SpanForm().Match(text) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is > 0 and var count)
            return match.Groups[2].Value switch { "d" => Period.FromDays(count), "mo" => Period.FromMonths(count), _ => Period.FromYears(count) };
        audit.Report("keep", $"`keep` must be a span such as 90d, 18mo or 3y, not `{text}`");
        return null;
    }

    static ImmutableDictionary<Purpose, QuietHours> ReadQuiet(YamlMap quiet)
    {
        var hours = ImmutableDictionary.CreateBuilder<Purpose, QuietHours>();
        foreach (var (key, purpose) in (ReadOnlySpan<(string, Purpose)>)[("jobs", Purpose.Jobs), ("notices", Purpose.Notices), ("family", Purpose.Family)])
        {
            if (!quiet.Has(key) || quiet.Map(key) is not { } map) continue;
            var own = new QuietHours(map.RequiredTime("from") ?? LocalTime.Midnight, map.RequiredTime("until") ?? LocalTime.Midnight);
            if (map.Text("from") is { } from && from == map.Text("until")) map.Report("until", $"quiet hours from {from} until {from} are none");
            map.Done();
            hours.Add(purpose, own);
        }
        return hours.ToImmutable();
    }

    static void CheckId(YamlMap file, string id, string folder)
    {
        if (id.Length == 0) return;
        if (!IdForm().IsMatch(id)) file.Report("id", $"a community's id is 2 to 32 of a-z, 0-9 and `-`, not `{id}`");
        else if (id != folder) file.Report("id", $"`{id}` must equal the folder's name, `{folder}`");
    }

    static DateTimeZone ReadZone(YamlMap file)
    {
        var id = file.RequiredText("zone");
        if (id.Length == 0) return DateTimeZone.Utc;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone) return zone;
        file.Report("zone", $"there is no time zone `{id}`{Spelling.Hint(id, DateTimeZoneProviders.Tzdb.Ids)}");
        return DateTimeZone.Utc;
    }

    [GeneratedRegex("^([0-9]{1,4})(d|mo|y)$")]
    private static partial Regex SpanForm();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,31}$")]
    private static partial Regex IdForm();
}
