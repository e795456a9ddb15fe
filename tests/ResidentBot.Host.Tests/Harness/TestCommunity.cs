using ResidentBot.Host.Tests.Redis;

namespace ResidentBot.Host.Tests.Harness;

/// <summary>A community's files in a folder of its own, with accounts that point at stand-ins. Every test has another id, so that all can run at once.</summary>
sealed class TestCommunity
{
    TestCommunity(string id, string config)
    {
        Id = id;
        Config = config;
    }

    public string Id { get; }

    /// <summary>The folder to hand to the host.</summary>
    public string Config { get; }

    /// <summary>The shipped dialogs.</summary>
    public static string Dialogs { get; } = Path.Combine(Repository(), "dialogs");

    /// <summary>
    /// Writes the files. The parts that a test cares about are handed in; the rest is small and usual. <paramref name="beside"/> is another community
    /// whose folder, and so whose hosts, this one shares.
    /// </summary>
    public static TestCommunity Write(string about, TestFiles? files = null, TestCommunity? beside = null)
    {
        files ??= new TestFiles();
        var id = SharedRedis.NewCommunity(about);
        var folder = beside?.Config ?? TestFolders.New(about);
        var community = Directory.CreateDirectory(Path.Combine(folder, id)).FullName;
        File.WriteAllText(Path.Combine(folder, "host.yml"), files.Host);
        foreach (var (name, text) in files.Named(id)) File.WriteAllText(Path.Combine(community, name), text);
        return new TestCommunity(id, folder);
    }

    /// <summary>Where the solution lies: found upwards from the test's own folder.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ResidentBot.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <summary>The files of a test's community, as YAML.</summary>
sealed record TestFiles
{
    public string Host { get; init; } = "limits: {anonymous_conversations: 1000, anonymous_messages: 10000}\nlog_level: warning\n";

    public string Zone { get; init; } = "Asia/Shanghai";

    public bool Welcome { get; init; } = true;

    /// <summary>More lines of <c>community.yml</c>.</summary>
    public string More { get; init; } = "";

    public string Accounts { get; init; } = """
        accounts:
          - {id: web, channel: web, purposes: [service, welfare, jobs, notices, family], origins: []}
          - {id: telegram, channel: telegram, purposes: [service, welfare, jobs, notices, family], token_env: NONE, mode: poll, rate: 1000}
          - {id: sms, channel: sms, purposes: [service, welfare], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE, rate: 1000}
          - {id: sms-jobs, channel: sms, purposes: [jobs, notices, family], account_sid_env: NONE, auth_token_env: NONE, from_env: NONE2, rate: 1000}
        """;

    public string CheckIns { get; init; } = """
        queue: welfare
        windows:
          - {id: morning, name: {zh: 早安, en: Morning}, at: 08:00, remind_after: 1h, alert_after: 2h, stale_after: 2h}
          - {id: evening, name: {zh: 晚安, en: Evening}, at: 19:00, remind_after: 45m, alert_after: 90m, stale_after: 1h}
        """;

    public string Residents { get; init; } = """
        households:
          - {id: h1, place: b1, unit: 1栋101, persons: [{id: nobody, name: 无名, addresses: web:nobody}]}
        """;

    public string Labels { get; init; } = "";

    public string Staff { get; init; } = """
        staff:
          - {id: floor, name: 陈大姐, addresses: sms:+447700900101}
          - {id: head, name: 王组长, addresses: sms:+447700900104}
          - {id: area, name: 周明, addresses: sms:+447700900106}
          - {id: duty, name: 值班室, addresses: sms:+447700900107}
        """;

    public string Places { get; init; } = """
        levels:
          - {id: community, name: {zh: 社区, en: Community}}
          - {id: building, name: {zh: 楼栋, en: Building}}
        places:
          - {id: all, level: community, name: 橡园社区, responsible: duty}
          - {id: b1, parent: all, level: building, name: 1 栋, responsible: floor}
        """;

    internal IEnumerable<(string Name, string Text)> Named(string id)
    {
        yield return ("community.yml", $"""
            id: {id}
            name: {"{"}zh: 橡园社区, en: Oak Garden{"}"}
            zone: {Zone}
            demo: true
            welcome: {(Welcome ? "true" : "false")}
            phone: +1 202 555 0100
            emergency_numbers: 120 / 110 / 119
            quiet: {"{"}from: 21:00, until: 08:00{"}"}
            {More}
            """);
        yield return ("accounts.yml", Accounts);
        yield return ("queues.yml", """
            queues:
              - {id: handoff, title: {zh: 转人工, en: Talks}, answer_within: 15m, ladder: desk}
              - {id: service, title: {zh: 报修, en: Service}, answer_within: 2h, ladder: desk}
              - {id: welfare, title: {zh: 平安, en: Welfare}, answer_within: 10m, ladder: welfare}
              - {id: jobs, title: {zh: 就业, en: Jobs}, answer_within: 1d}
              - {id: incidents, title: {zh: 故障, en: Incidents}, answer_within: 1h}
              - {id: counsel, title: {zh: 解心结, en: Counsel}, answer_within: 4h, sensitivity: confidential}
              - {id: legal, title: {zh: 法律, en: Legal}, answer_within: 1d, sensitivity: legal}
            """);
        yield return ("staff.yml", Staff);
        yield return ("ladders.yml", """
            ladders:
              - {id: welfare, report_within: 30m, again_at: 08:00, rungs: [{staff: responsible, accept_within: 10m}, {staff: head, accept_within: 10m}, {staff: area, accept_within: 10m}, {staff: duty, accept_within: 10m}]}
              - {id: desk, report_within: 4h, again_at: 08:30, rungs: [{staff: area, accept_within: 20m}, {staff: duty, accept_within: 20m}]}
            """);
        yield return ("check_ins.yml", CheckIns);
        yield return ("places.yml", Places);
        if (Labels.Length > 0) yield return ("labels.yml", Labels);
        yield return ("residents.yml", Residents);
    }
}
