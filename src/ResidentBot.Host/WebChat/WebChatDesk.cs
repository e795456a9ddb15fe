using System.Collections.Concurrent;
using System.Security.Cryptography;
using NodaTime;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>One community's web chat: makes tokens, reads threads for pages, and takes what residents post.</summary>
sealed class WebChatDesk(RunningCommunity community, TimeProvider time)
{
    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(30);

    static readonly TimeSpan StreamLife = TimeSpan.FromMinutes(2);
    static readonly TimeSpan FileLife = TimeSpan.FromHours(12);
    static readonly TimeSpan PresenceLife = TimeSpan.FromSeconds(60);
    static readonly TimeSpan TypingLife = TimeSpan.FromSeconds(6);
    // Longer than any token can be renewed.
    static readonly TimeSpan EndedFor = TimeSpan.FromDays(200);
    const int MostLines = 200;

    readonly CommunityKey _key = new(community.Store, community.Store.Keys.ChatKey);
    readonly ThreadWatch _watch = new(community.Feed);
    readonly ConcurrentDictionary<Address, DateTimeOffset> _typing = new();

    /// <summary>The community.</summary>
    public RunningCommunity Community => community;

    /// <summary>Now, in people's time.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The web account that strangers come in by; null when there is none.</summary>
    public ChannelAccount? Account => Accounts.MinBy(account => account.Id, StringComparer.Ordinal);

    /// <summary>Its screen in the service hall; null when there is none.</summary>
    public Kiosk? Kiosk => Accounts.OrderBy(account => account.Id, StringComparer.Ordinal).Select(Kiosk.Of).FirstOrDefault(kiosk => kiosk is not null);

    /// <summary>All its web accounts.</summary>
    public IEnumerable<ChannelAccount> Accounts => community.World.Community.Accounts.Values.Where(account => account is { Channel: "web", Enabled: true });

    /// <summary>A token for a new conversation.</summary>
    public ChatToken Open(string account, string? user = null, string? origins = null)
    {
        var conversation = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 20);
        return new ChatToken(community.Id, account, conversation, TokenUse.Api, Now + TokenLife, user ?? "dl_" + conversation, Origins: origins);
    }

    /// <summary>The same right, for as long again.</summary>
    public ChatToken Renew(ChatToken token) => token with { Expires = Now + TokenLife };

    /// <summary>A token as text. Throws <see cref="StoreDownException"/> before the key has ever been read.</summary>
    public async ValueTask<string> SignAsync(ChatToken token) => token.Sign(await _key.GetAsync());

    /// <summary>A short-lived token for the socket.</summary>
    public ValueTask<string> SignStreamAsync(ChatToken token) => SignAsync(token with { Use = TokenUse.Stream, Expires = Now + StreamLife });

    /// <summary>Checks a token's signature and that its account is still ours; null when it is not good. The time is the caller's matter.</summary>
    public async ValueTask<ChatToken?> ReadAsync(string? text) =>
        ChatToken.Read(text, await _key.GetAsync()) is { } token && token.Community == community.Id && Accounts.Any(account => account.Id == token.Account)
            ? token : null;

    /// <summary>Whether a conversation has begun; one that has not is only a token.</summary>
    public async Task<bool> HasBegunAsync(ChatToken token) =>
        await community.Store.GetAsync(community.Store.Keys.Seen(token.Account, ActivityIds.Started(token.Conversation))) is not null
        || await community.Store.ThreadLengthAsync(token.Address) > 0;

    /// <summary>Begins a conversation; however often it is asked to, it begins once.</summary>
    public Task BeginAsync(ChatToken token, string? locale) =>
        community.AcceptAsync([ActivityReader.Started(token, Instant.FromDateTimeOffset(Now), locale)]);

    /// <summary>
    /// Ends a conversation: no token opens it any more. What was said stays for the staff, and so does what came of it.
    /// </summary>
    public async Task EndAsync(ChatToken token)
    {
        await community.Store.SetAsync(community.Store.Keys.ChatEnded(token.Address), "1", EndedFor);
        await community.Store.SetAsync(community.Store.Keys.Presence(token.Address), "0", TimeSpan.FromMilliseconds(1));
        _watch.Wake(token.Address);
    }

    /// <summary>Whether a conversation has ended; null while the store is away: nobody can tell, and nothing can be read or written.</summary>
    public async Task<bool?> HasEndedAsync(ChatToken token)
    {
        try
        {
            return await community.Store.GetAsync(community.Store.Keys.ChatEnded(token.Address)) is not null;
        }
        catch (StoreDownException)
        {
            return null;
        }
    }

    /// <summary>Stores what a resident did.</summary>
    public Task AcceptAsync(Arrival arrival) => community.AcceptAsync([arrival]);

    /// <summary>What stands in a thread after a place: at most 200 lines, the rest follows with the next watermark.</summary>
    /// <param name="own">Our own origin: a page of another site, and the stock Web Chat, show only pictures with a whole address.</param>
    public async Task<ActivitySet> ReadAsync(ChatToken token, long from, string own)
    {
        var lines = await community.Store.ThreadAsync(token.Address, from, from + MostLines - 1);
        var writer = await WriterAsync(token, own);
        var activities = lines.Select((line, i) => writer.Write(line, from + i)).OfType<Activity>().ToList();
        // An answer ends what announced it.
        if (lines.Any(line => line.Kind == ThreadKind.Out)) _typing.TryRemove(token.Address, out _);
        else if (_typing.TryGetValue(token.Address, out var since) && Now - since < TypingLife) activities.Add(writer.Typing(since));
        return new ActivitySet(activities, $"{from + lines.Count}") { Talk = await TalkAsync(token) };
    }

    /// <summary>Whether a set read from a place is full, so that more may follow at once.</summary>
    public static bool IsFull(ActivitySet set, long from) => ActivityIds.Place(set.Watermark) - from >= MostLines;

    /// <summary>Keeps in mind for a minute that a page is open, and what it was given.</summary>
    public Task SeeAsync(ChatToken token, string watermark) =>
        community.Store.SetAsync(community.Store.Keys.Presence(token.Address), watermark, PresenceLife);

    /// <summary>Shows the pages of a talk that are open on this host that somebody is writing to them. It is kept in memory alone, for some seconds.</summary>
    public void ShowTyping(Address address)
    {
        foreach (var (old, since) in _typing)
            if (Now - since >= TypingLife) _typing.TryRemove(old, out _);
        _typing[address] = Now;
        _watch.Wake(address);
    }

    /// <summary>Wakes a socket when the thread changes.</summary>
    public IDisposable Watch(ChatToken token, SemaphoreSlim wake) => _watch.Watch(token.Address, wake);

    async ValueTask<ActivityWriter> WriterAsync(ChatToken token, string own)
    {
        var key = await _key.GetAsync();
        var language = community.World.Community.Language;
        return new ActivityWriter(token, community.World.Community.Name[language], FileUrl);

        string FileUrl(string hash) =>
            $"{own}/v3/directline/conversations/{token.Conversation}/files/{hash}?t={(token with { Use = TokenUse.File, Expires = Now + FileLife, File = hash }).Sign(key)}";
    }

    async Task<TalkStatus> TalkAsync(ChatToken token)
    {
        if (await community.Store.FindAsync<Conversation>(token.Address.Value) is not { Ticket: { } number }) return new TalkStatus("bot");
        return await community.Store.FindAsync<Ticket>(number) switch
        {
            { State: TicketState.Claimed } ticket => new TalkStatus("person", ticket.OwnerName, number),
            { State: TicketState.Waiting } ticket => new TalkStatus("queue", null, number, (ticket.WaitingSince ?? ticket.OpenedAt).ToDateTimeOffset()),
            _ => new TalkStatus("bot"),
        };
    }
}
