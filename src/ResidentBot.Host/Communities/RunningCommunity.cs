using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Registers;
using ResidentBot.Host.Turns;
using ResidentBot.Store;

namespace ResidentBot.Host.Communities;

/// <summary>A community as this host serves it: webhooks and pages use it whether or not this host is the one that works for it now.</summary>
sealed class RunningCommunity
{
    volatile World _world;
    volatile bool _isWorkedForHere;
    readonly Accepting _accepting;
    readonly Clicks _clicks;
    readonly CommunityKey _marks;
    int _refused;

    /// <summary>Prepares it; <see cref="StartAsync"/> begins the work.</summary>
    public RunningCommunity(CommunityStore store, World world, TimeProvider time)
    {
        Store = store;
        _marks = new CommunityKey(store, store.Keys.MarkKey);
        _world = world;
        _accepting = new Accepting(store);
        _clicks = new Clicks(store, () => _world, time);
        Feed = new LiveFeed(store);
        Learning = new Learning(this);
        Register = new RegisterIndex(store, () => _world.Community);
    }

    /// <summary>Its id.</summary>
    public string Id => World.Community.Id;

    /// <summary>Whether this host is the one that works for it now.</summary>
    public bool IsWorkedForHere
    {
        get => _isWorkedForHere;
        set => _isWorkedForHere = value;
    }

    /// <summary>What is stored.</summary>
    public CommunityStore Store { get; }

    /// <summary>What changed, live.</summary>
    public LiveFeed Feed { get; }

    /// <summary>Names addresses on pages without writing them out. Throws <see cref="StoreDownException"/>.</summary>
    public async ValueTask<AddressMarks> MarksAsync() => new(await _marks.GetAsync());

    /// <summary>The register, to search in.</summary>
    public RegisterIndex Register { get; }

    /// <summary>The edition this host decides by.</summary>
    public World World
    {
        get => _world;
        set => _world = value;
    }

    /// <summary>Puts another world in the place of one, unless somebody else has meanwhile; turns under way end with the one they began with.</summary>
    public bool TryReplace(World before, World after) => ReferenceEquals(Interlocked.CompareExchange(ref _world, after, before), before);

    /// <summary>What the understanding learns from besides its files.</summary>
    public Learning Learning { get; }

    /// <summary>Looks at once for an edition that was started, instead of at the next regular look.</summary>
    public Func<Task> CatchUpAsync { get; set; } = () => Task.CompletedTask;

    /// <summary>Hears which open page is being written to just now, from whichever host.</summary>
    public Action<Address> HearTyping { get; set; } = _ => { };

    /// <summary>A provider was told that we cannot store just now; some never repeat, and must be asked what they held.</summary>
    public void NoteRefused() => Volatile.Write(ref _refused, 1);

    /// <summary>Whether that happened since the last look.</summary>
    public bool TakeRefused() => Interlocked.Exchange(ref _refused, 0) == 1;

    /// <summary>Stores what residents did, each thing once; the answer says which were new. Throws <see cref="StoreDownException"/>.</summary>
    public Task<bool[]> AcceptAsync(IReadOnlyList<Arrival> arrivals) => _accepting.AcceptAsync(arrivals);

    /// <summary>Stores news of messages. Throws <see cref="StoreDownException"/>.</summary>
    public Task AcceptAsync(IReadOnlyList<DeliveryReport> reports) => reports.Count == 0 ? Task.CompletedTask : Store.AcceptAsync(reports);

    /// <summary>Carries out what somebody at the desk does; see <see cref="Clicks.ActAsync"/>.</summary>
    public Task<Decision> ActAsync(string click, StaffAction action) => _clicks.ActAsync(click, action);

    /// <summary>Begins to accept and to follow the feed.</summary>
    public async Task StartAsync()
    {
        _accepting.Start();
        Feed.Start();
        Register.Start();
        await Store.Link.SubscribeAsync(Store.Keys.Wake, _ => Feed.Wake());
        await Store.Link.SubscribeAsync(Store.Keys.Typing, address => HearTyping(new Address(address)));
    }

    /// <summary>Stops.</summary>
    public async Task StopAsync()
    {
        await _accepting.DisposeAsync();
        await Register.DisposeAsync();
        await Feed.DisposeAsync();
    }
}

/// <summary>All communities of this host, by id.</summary>
sealed class RunningCommunities(IReadOnlyDictionary<string, RunningCommunity> all)
{
    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<RunningCommunity> All { get; } = [.. all.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];

    /// <summary>One by its id; null when there is none.</summary>
    public RunningCommunity? Find(string id) => all.GetValueOrDefault(id);
}
