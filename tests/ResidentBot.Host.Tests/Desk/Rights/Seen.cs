using NodaTime;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using ResidentBot.Store;

namespace ResidentBot.Host.Tests.Desk.Rights;

/// <summary>A host with one ticket of every kind of secret in two buildings, and a family with a child.</summary>
sealed class Seen : IAsyncDisposable
{
    public const string Talk = "web:r1";

    static readonly TestFiles Files = new()
    {
        Places = """
            levels:
              - {id: community, name: {zh: 社区, en: Community}}
              - {id: building, name: {zh: 楼栋, en: Building}}
            places:
              - {id: all, level: community, name: 橡园社区, responsible: duty}
              - {id: b1, parent: all, level: building, name: 1 栋, responsible: floor}
              - {id: b2, parent: all, level: building, name: 2 栋, responsible: floor}
            """,
    };

    readonly TestCommunity _files;

    Seen(RunningHost host, TestCommunity files) => (Host, _files) = (host, files);

    public RunningHost Host { get; }

    public string Desk => $"/desk/{Host.Community.Id}";

    /// <summary>The hashes of a picture in an ordinary line and of one in a secret line.</summary>
    public (string Ordinary, string Secret) Pictures { get; private set; }

    /// <summary>Numbers of the tickets by their summaries.</summary>
    public Dictionary<string, string> Numbers { get; } = [];

    public static async Task<Seen> StartAsync(SharedRedis redis, string about)
    {
        var files = TestCommunity.Write(about, Files);
        var host = await RunningHost.StartAsync(files, redis.Address);
        await host.SettleAsync();
        var seen = new Seen(host, files);
        await seen.FillAsync();
        return seen;
    }

    public Task<DeskClient> SignInAsync(Role role, string? place = null) =>
        DeskClient.SignedInAsync(Host.App, $"{role}", role, new Scope(Host.Community.Id, place));

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    async Task FillAsync()
    {
        await AddAsync(new Household("near", "b1", "1栋101", ["adult", "child"]));
        await AddAsync(new Household("far", "b2", "2栋201", ["distant"]));
        await AddAsync(Person("adult", "安大人", "near") with { Needs = ["轮椅"], Contacts = [new Contact("童小宝", Relation.Family, Person: "child")], Addresses = [new Address(Talk)] });
        await AddAsync(Person("child", "童小宝", "near") with { Born = new LocalDate(2020, 1, 1) });
        await AddAsync(Person("distant", "袁远方", "far"));
        await PlaceAsync(Lists.Persons, "adult", "child", "distant");
        foreach (var sensitivity in Enum.GetValues<Sensitivity>())
            await OpenAsync($"talk-{sensitivity.ToString().ToLowerInvariant()}-b1", TicketKind.HandOff, "handoff", "b1", sensitivity, "adult");
        await OpenAsync("request-b1", TicketKind.Request, "service", "b1", Sensitivity.Ordinary, "adult");
        await OpenAsync("request-b2", TicketKind.Request, "service", "b2", Sensitivity.Ordinary, "distant");
        await OpenAsync("talk-b2", TicketKind.HandOff, "handoff", "b2", Sensitivity.Ordinary, "distant");
        await OpenAsync("alert-stranger", TicketKind.Alert, "welfare", null, Sensitivity.Ordinary, null);
        var store = Host.Community.Store;
        Pictures = (await PictureAsync("ordinary"), await PictureAsync("secret"));
        var lines = new[] { Line("l1", "普通的话") with { Media = [new Core.Messages.Media("photo", $"stored:{Pictures.Ordinary}", "image/jpeg")] }, Line("l2", "悄悄话一") with { Sensitivity = Sensitivity.Confidential }, Line("l3", "悄悄话二") with
        {
            Sensitivity = Sensitivity.Confidential,
            Media = [new Core.Messages.Media("photo", $"stored:{Pictures.Secret}", "image/jpeg")],
        }, };
        await store.Link.CommitAsync(new Commit().Append(store.Keys.Thread(new Address(Talk)), [.. lines.Select(line => Codec.Write(line))]));
        await AddAsync(new Conversation { Address = new Address(Talk), Account = "web", Language = Language.Zh, Persons = ["adult"], LastInAt = Now }, Talk);
    }

    async Task<string> PictureAsync(string words)
    {
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{words} {Guid.NewGuid()}"));
        return (await new Media.MediaFolder(Path.Combine(_files.Config, "media")).StoreAsync(bytes, CancellationToken.None))!["stored:".Length..];
    }

    static Instant Now => Instant.FromDateTimeOffset(DateTimeOffset.UtcNow);

    static Person Person(string id, string name, string household) => new() { Id = id, Name = name, Household = household };

    static ThreadEntry Line(string id, string text) => new() { Id = id, Kind = ThreadKind.In, At = Now, Text = text };

    public async Task<string> OpenAsync(string summary, TicketKind kind, string queue, string? place, Sensitivity sensitivity, string? person)
    {
        var number = TicketNumber.Of(500 + Numbers.Count);
        Numbers.Add(summary, number);
        await AddAsync(TicketDesk.Draft(kind, queue, Urgency.Normal, summary) with
        {
            Number = number,
            Place = place,
            Sensitivity = sensitivity,
            PersonId = person,
            Address = person == "adult" ? new Address(Talk) : null,
            OpenedAt = Now,
            WaitingSince = Now,
            DueAt = Now,
            Fields = [new TicketField("what", "what", "水管")],
        }, number);
        await PlaceAsync(Lists.Queue(queue), number);
        return number;
    }

    Task AddAsync(Person person) => AddAsync(person, person.Id);

    Task AddAsync(Household household) => AddAsync(household, household.Id);

    async Task AddAsync<T>(T document, string id) where T : class
    {
        var store = Host.Community.Store;
        var key = new DocumentKey(DocumentKey.TypeOf<T>(), id);
        await store.Link.CommitAsync(new Commit().Put(store.Keys.Document(key), 1, Codec.Write(key, document)));
    }

    async Task PlaceAsync(string list, params string[] members)
    {
        var store = Host.Community.Store;
        var commit = new Commit();
        foreach (var member in members) commit.Place(store.Keys.List(list), member, 0);
        await store.Link.CommitAsync(commit);
    }
}
