using System.Diagnostics;
using System.Globalization;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Accounts;
using ResidentBot.Store;

namespace ResidentBot.Host.Registers;

/// <summary>
/// The register of one community in the memory of this host, to search in. It is derived and can never part from the documents: every search first
/// reads what the feed has told since, and reads those documents again. When the feed may have been trimmed meanwhile, everything is read anew.
/// </summary>
sealed class RegisterIndex(CommunityStore store, Func<Community> community) : IAsyncDisposable
{
    const int Chunk = 500;
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>The feed is kept for a day; whoever has not looked for long is in doubt.</summary>
    static readonly TimeSpan Trusted = TimeSpan.FromHours(12);

    readonly SemaphoreSlim _alone = new(1, 1);
    readonly CancellationTokenSource _stop = new();
    readonly Dictionary<string, (Person Person, Household? Household)> _known = new(StringComparer.Ordinal);
    readonly Dictionary<string, RegisterEntry> _entries = new(StringComparer.Ordinal);
    volatile RegisterEntry[] _ordered = [];
    Community? _built;
    string? _last;
    long _looked;
    Task? _following;

    /// <summary>How many times everything was read.</summary>
    internal int Builds { get; private set; }

    /// <summary>Begins to read, and keeps itself fresh between searches.</summary>
    public void Start() => _following = Task.Run(FollowAsync);

    /// <summary>Everybody, by door. Throws <see cref="StoreDownException"/>.</summary>
    public async Task<IReadOnlyList<RegisterEntry>> AllAsync()
    {
        await CatchUpAsync();
        return _ordered;
    }

    /// <summary>Who fits, the best first; without words by door. Throws <see cref="StoreDownException"/>.</summary>
    public async Task<List<RegisterEntry>> FindAsync(RegisterQuery query)
    {
        await CatchUpAsync();
        return Find(_ordered, query);
    }

    /// <summary>Who fits among some entries that are in the order of their doors.</summary>
    internal static List<RegisterEntry> Find(RegisterEntry[] entries, RegisterQuery query)
    {
        if (query.Words.Trim().Length == 0) return [.. entries.Where(query.Passes)];
        var words = new TypedWords(query.Words.Trim());
        var found = new List<(int Score, int At)>();
        for (var i = 0; i < entries.Length; i++)
            if (words.Score(entries[i]) is > 0 and var score && query.Passes(entries[i])) found.Add((score, i));
        found.Sort((one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score) : one.At.CompareTo(other.At));
        return [.. found.Select(one => entries[one.At])];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_following is not null) await _following;
        _stop.Dispose();
        _alone.Dispose();
    }

    async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await CatchUpAsync();
                await Task.Delay(Look, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault) when (StoreFaults.IsOutage(fault))
            {
                await Task.Delay(Look, CancellationToken.None);
            }
        }
    }

    async Task CatchUpAsync()
    {
        await _alone.WaitAsync(_stop.Token);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            if (_last is null || Stopwatch.GetElapsedTime(_looked) > Trusted || !await ReadNewsAsync()) await BuildAsync();
            if (!ReferenceEquals(_built, community())) Arrange();
            _looked = begun;
        }
        finally
        {
            _alone.Release();
        }
    }

    async Task BuildAsync()
    {
        // What changes while we read stands in the feed behind this place.
        var last = await store.LastIdAsync(store.Keys.Feed);
        _known.Clear();
        string? after = null;
        while (true)
        {
            var ids = await store.NamesAfterAsync(Lists.Persons, after, Chunk);
            foreach (var one in await ReadAsync(ids)) _known[one.Person.Id] = one;
            if (ids.Count < Chunk) break;
            after = ids[^1];
        }
        _last = last;
        Builds++;
        Arrange();
    }

    // False when the feed is not the one that was read so far: the store was put back to an earlier day, or emptied.
    async Task<bool> ReadNewsAsync()
    {
        var persons = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var news = await store.ReadAsync(store.Keys.Feed, _last!, Chunk);
            var heard = news.SelectMany(entry => Codec.Read<List<string>>(entry.Data)).ToList();
            persons.UnionWith(heard.Where(what => what.StartsWith("person:", StringComparison.Ordinal)).Select(what => what["person:".Length..]));
            var homes = heard.Where(what => what.StartsWith("household:", StringComparison.Ordinal)).Select(what => what["household:".Length..]).ToHashSet(StringComparer.Ordinal);
            if (homes.Count > 0) persons.UnionWith(_known.Values.Where(one => homes.Contains(one.Person.Household)).Select(one => one.Person.Id));
            await RereadAsync(persons);
            // Only what has been read counts as heard: after a failure it is heard again.
            if (news.Count > 0) _last = news[^1].Id;
            else if (IsBefore(await store.LastIdAsync(store.Keys.Feed), _last!)) return false;
            if (news.Count < Chunk) return true;
            persons.Clear();
        }
    }

    static bool IsBefore(string id, string other)
    {
        var (one, two) = (Parts(id), Parts(other));
        return one.Time != two.Time ? one.Time < two.Time : one.Number < two.Number;
    }

    static (long Time, long Number) Parts(string id)
    {
        var dash = id.IndexOf('-');
        return dash < 0 ? (0, 0) : (long.Parse(id.AsSpan(0, dash), CultureInfo.InvariantCulture), long.Parse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }

    async Task RereadAsync(HashSet<string> persons)
    {
        if (persons.Count == 0) return;
        var read = (await ReadAsync([.. persons])).ToDictionary(one => one.Person.Id, StringComparer.Ordinal);
        foreach (var id in persons)
        {
            if (read.TryGetValue(id, out var one) && one.Person.MergedInto is null)
            {
                _known[id] = one;
                _entries[id] = new RegisterEntry(one.Person, one.Household, _built!);
            }
            else
            {
                _known.Remove(id);
                _entries.Remove(id);
            }
        }
        _ordered = [.. _entries.Values.OrderBy(entry => entry.Order, StringComparer.Ordinal)];
    }

    async Task<List<(Person Person, Household? Household)>> ReadAsync(IReadOnlyList<string> ids)
    {
        var persons = await store.FindAllAsync<Person>(ids);
        var homes = (await store.FindAllAsync<Household>(persons.Select(person => person.Household).Distinct())).ToDictionary(home => home.Id, StringComparer.Ordinal);
        return [.. persons.Select(person => (person, homes.GetValueOrDefault(person.Household)))];
    }

    // All entries anew: after a build, or when the files gave the places other names.
    void Arrange()
    {
        _built = community();
        _entries.Clear();
        foreach (var (person, household) in _known.Values) _entries[person.Id] = new RegisterEntry(person, household, _built);
        _ordered = [.. _entries.Values.OrderBy(entry => entry.Order, StringComparer.Ordinal)];
    }
}
