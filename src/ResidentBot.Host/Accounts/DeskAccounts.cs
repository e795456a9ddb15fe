using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Store;

namespace ResidentBot.Host.Accounts;

/// <summary>
/// The console's accounts, kept in Redis for all hosts. Every change is checked against the version it was made on, so that two administrators,
/// or twenty guesses at once, never overwrite each other. All methods throw <see cref="StoreDownException"/> when Redis is not there.
/// </summary>
sealed partial class DeskAccounts(DeskStore store, TimeProvider time) : IDisposable
{
    const string First = "admin";
    const int FreeTries = 5;
    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    // Work for a name that does not exist, so that its answer takes as long as any other.
    static readonly Lazy<string> Nobody = new(() => Passwords.Hash(Passwords.OneTime()));

    readonly ConcurrentDictionary<string, (long Ticks, DeskAccount? Account)> _recent = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Makes the first administrator when there is no account yet; returns the one-time password only then.</summary>
    public async Task<string?> EnsureFirstAsync()
    {
        if ((await store.AccountNamesAsync()).Count > 0) return null;
        var (account, password) = await NewAsync(First, "管理员 Admin", new Grant(Role.Administrator, []), Language.Zh);
        return await store.TrySaveAccountAsync(First, 0, AccountJson.Write(account)) ? password : null;
    }

    /// <summary>The name the first administrator signs in with.</summary>
    public static string FirstName => First;

    /// <summary>All accounts in the order of their names.</summary>
    public async Task<List<DeskAccount>> AllAsync()
    {
        var names = await store.AccountNamesAsync();
        var read = await Task.WhenAll(names.Select(store.AccountAsync));
        return [.. read.Where(one => one.Data is not null).Select(one => AccountJson.Read(one.Data))];
    }

    /// <summary>An account as it was at most two seconds ago; null when there is none.</summary>
    public async Task<DeskAccount?> RecentAsync(string name)
    {
        var now = Environment.TickCount64;
        if (_recent.TryGetValue(name, out var kept) && now - kept.Ticks < Fresh.TotalMilliseconds) return kept.Account;
        var account = await FindAsync(name);
        _recent[name] = (now, account);
        return account;
    }

    /// <summary>The account that a typed name means; null when there is none.</summary>
    public async Task<DeskAccount?> KnownAsync(string typed)
    {
        var name = typed.Trim().ToLowerInvariant();
        return Form().IsMatch(name) ? await RecentAsync(name) : null;
    }

    /// <summary>Tries a name and password. The attempt is counted before the password is looked at, so that many at once are no way around the wait.</summary>
    public async Task<SignIn> SignInAsync(string name, string password)
    {
        name = name.Trim().ToLowerInvariant();
        if (password.Length > Passwords.MaxLength || !Form().IsMatch(name)) return new SignIn.Wrong();
        SignIn.Locked? locked = null;
        var counted = await ChangeAsync(name, account =>
        {
            locked = account.LockedUntil > time.GetUtcNow() ? new SignIn.Locked(account.LockedUntil.Value) : null;
            return locked is null ? Attempted(account) : null;
        });
        if (locked is not null) return locked;
        var fits = await WorkAsync(() => Passwords.Fits(password, counted?.Password ?? Nobody.Value));
        if (counted is null || !fits || counted.Disabled) return new SignIn.Wrong();
        var welcome = await ChangeAsync(name, account => account with { Failures = 0, LockedUntil = null });
        return welcome is null ? new SignIn.Wrong() : new SignIn.Welcome(welcome);
    }

    /// <summary>Changes one's own password; all other sessions of the account end.</summary>
    public async Task<SignIn> ChangePasswordAsync(string name, string current, string next)
    {
        if (next.Length is < Passwords.MinLength or > Passwords.MaxLength) return new SignIn.Unfit("password_short");
        if (next == current || next.Contains(name, StringComparison.OrdinalIgnoreCase)) return new SignIn.Unfit("password_easy");
        var tried = await SignInAsync(name, current);
        if (tried is not SignIn.Welcome) return tried;
        var trace = await WorkAsync(() => Passwords.Hash(next));
        var changed = await ChangeAsync(name, account => account with { Password = trace, MustChange = false, Stamp = NewStamp() });
        return changed is null ? new SignIn.Wrong() : new SignIn.Welcome(changed);
    }

    /// <summary>Adds a colleague with a one-time password.</summary>
    public async Task<AccountChange> AddAsync(string name, string title, Grant grant, Language language)
    {
        name = name.Trim().ToLowerInvariant();
        title = title.Trim();
        if (!Form().IsMatch(name)) return new AccountChange(Refusal: "account_name_form");
        if (title.Length is 0 or > 40) return new AccountChange(Refusal: "account_title_form");
        var (account, password) = await NewAsync(name, title, grant, language);
        return await store.TrySaveAccountAsync(name, 0, AccountJson.Write(account)) ? new AccountChange(password) : new AccountChange(Refusal: "account_exists");
    }

    /// <summary>
    /// Changes what a colleague may do, and where. His sessions go on and see the change within two seconds. Nobody changes his own, so that one
    /// administrator always remains.
    /// </summary>
    public async Task<AccountChange> GrantAsync(string name, string title, Grant grant, string by)
    {
        title = title.Trim();
        if (name == by) return new AccountChange(Refusal: "account_own");
        if (title.Length is 0 or > 40) return new AccountChange(Refusal: "account_title_form");
        var changed = await ChangeAsync(name, account => account with { Title = title, Role = grant.Role, Scopes = grant.Scopes });
        return new AccountChange(Refusal: changed is null ? "account_unknown" : null);
    }

    /// <summary>Gives a colleague a new one-time password and lifts a wait.</summary>
    public async Task<AccountChange> ResetAsync(string name)
    {
        var password = Passwords.OneTime();
        var trace = await WorkAsync(() => Passwords.Hash(password));
        var changed = await ChangeAsync(name, account => account with
        {
            Password = trace,
            MustChange = true,
            Stamp = NewStamp(),
            Failures = 0,
            LockedUntil = null,
        });
        return changed is null ? new AccountChange(Refusal: "account_unknown") : new AccountChange(password);
    }

    /// <summary>Disables or enables a colleague; disabling ends his sessions. Nobody disables himself, so that one administrator always remains.</summary>
    public async Task<AccountChange> DisableAsync(string name, bool disabled, string by)
    {
        if (name == by) return new AccountChange(Refusal: "account_own");
        var changed = await ChangeAsync(name, account => account with { Disabled = disabled, Stamp = NewStamp() });
        return new AccountChange(Refusal: changed is null ? "account_unknown" : null);
    }

    /// <summary>Sets the language of one's own pages.</summary>
    public Task SpeakAsync(string name, Language language) => ChangeAsync(name, account => account with { Language = language });

    /// <inheritdoc/>
    public void Dispose() => _hashing.Dispose();

    // The stored account after the change; null when there is none or the change declined.
    async Task<DeskAccount?> ChangeAsync(string name, Func<DeskAccount, DeskAccount?> change)
    {
        while (true)
        {
            var (version, data) = await store.AccountAsync(name);
            if (data is null || change(AccountJson.Read(data)) is not { } changed) return null;
            if (!await store.TrySaveAccountAsync(name, version, AccountJson.Write(changed))) continue;
            _recent.TryRemove(name, out _);
            return changed;
        }
    }

    DeskAccount Attempted(DeskAccount account)
    {
        var failures = account.Failures + 1;
        if (failures < FreeTries) return account with { Failures = failures };
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - FreeTries, 16));
        return account with { Failures = failures, LockedUntil = time.GetUtcNow() + (wait < LongestWait ? wait : LongestWait) };
    }

    async Task<DeskAccount?> FindAsync(string name) => await store.AccountAsync(name) is { Data: { } data } ? AccountJson.Read(data) : null;

    async Task<(DeskAccount Account, string Password)> NewAsync(string name, string title, Grant grant, Language language)
    {
        var password = Passwords.OneTime();
        return (new DeskAccount
        {
            Name = name,
            Title = title,
            Role = grant.Role,
            Scopes = grant.Scopes,
            Language = language,
            Password = await WorkAsync(() => Passwords.Hash(password)),
            MustChange = true,
            Stamp = NewStamp(),
        }, password);
    }

    // Each takes a processor for a tenth of a second and more: a flood of attempts must not starve the residents.
    async Task<T> WorkAsync<T>(Func<T> work)
    {
        await _hashing.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _hashing.Release();
        }
    }

    static string NewStamp() => Guid.NewGuid().ToString("N");

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,31}$")]
    private static partial Regex Form();
}
