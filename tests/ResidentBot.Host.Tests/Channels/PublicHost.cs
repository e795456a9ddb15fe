using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Tests.Harness;
using Xunit;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>
/// A host that the world knows as <see cref="Public"/>, behind a proxy that takes the path's first part away. It can be stopped and started again
/// over the same files and Redis.
/// </summary>
sealed class PublicHost(TestCommunity files, string redis, IReadOnlyDictionary<string, string> environment, ManualClock? clock) : IAsyncDisposable
{
    /// <summary>What stands in <c>public_url</c>.</summary>
    public const string Public = "https://Bot.Example.org/desk";

    RunningHost? _running;

    /// <summary>For <see cref="TestFiles.Host"/>.</summary>
    public static string HostFile => $"public_url: {Public}\nlog_level: error\n";

    public RunningHost Running => _running ?? throw new InvalidOperationException("the host is stopped");

    public ManualClock? Clock => clock;

    /// <summary>The account's webhook as providers know it.</summary>
    public string HookOf(string account) => $"{Public}/hooks/{files.Id}/{account}";

    /// <summary>Where the proxy hands such a request on to.</summary>
    public Uri Behind(string account) => new(Running.App.Address, $"/hooks/{files.Id}/{account}");

    public async Task StartAsync() => _running = await RunningHost.StartAsync(files, redis, clock, environment);

    public async Task StopAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
        _running = null;
    }

    public Task<Conversation?> TalkAsync(Address address) => Running.Community.Store.FindAsync<Conversation>(address.Value);

    public Task<Ticket?> TicketAsync(string number) => Running.Community.Store.FindAsync<Ticket>(number);

    public Task<List<ThreadEntry>> ThreadAsync(Address address) => Running.Community.Store.ThreadAsync(address);

    /// <summary>The bytes kept under <c>stored:HASH</c>.</summary>
    public byte[] Stored(string source) => File.ReadAllBytes(Path.Combine(files.Config, "media", source["stored:".Length..][..2], source["stored:".Length..]));

    /// <summary>A picture as the desk has it once its form was sent.</summary>
    public async Task<Core.Messages.Media> KeepAsync(byte[] bytes, string type, string name)
    {
        var source = await new Media.MediaFolder(Path.Combine(files.Config, "media")).StoreAsync(new MemoryStream(bytes), CancellationToken.None);
        return new Core.Messages.Media("photo", source!, type, name) { Size = bytes.Length };
    }

    /// <summary>Sam claims a resident's ticket, answers, and closes it.</summary>
    public async Task AnswerAndCloseAsync(string ticket, string words)
    {
        StaffAction[] actions =
        [
            new StaffAction.Claim("sam", "小山", ticket),
            new StaffAction.Reply("sam", "小山", ticket, words),
            new StaffAction.Close("sam", "小山", ticket, "answered", null),
        ];
        foreach (var action in actions) Assert.Null((await Running.ActAsync(action)).Refusal);
        await Running.SettleAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
