using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ResidentBot.Store;

namespace ResidentBot.Host.Accounts;

/// <summary>Keeps the keys that protect cookies and forms in Redis, so that a cookie of one host is good on every other.</summary>
sealed class ProtectionKeys(DeskStore store) : IXmlRepository
{
    List<string>? _fetched;

    /// <summary>Reads the keys ahead, for the next time they are asked for. Throws <see cref="StoreDownException"/>.</summary>
    public async Task FetchAsync() => _fetched = await store.ProtectionKeysAsync();

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        // The framework asks synchronously: after the first time once a day, on a thread of its own.
        var keys = Interlocked.Exchange(ref _fetched, null) ?? store.ProtectionKeysAsync().GetAwaiter().GetResult();
        return [.. keys.Select(xml => XElement.Parse(xml))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) =>
        store.AddProtectionKeyAsync(element.ToString(SaveOptions.DisableFormatting)).GetAwaiter().GetResult();
}

/// <summary>
/// Opens the ring of keys before the first page needs it. Else every request of that moment would hold a thread while it waits for Redis, and no
/// thread would be left to hear Redis's answer.
/// </summary>
sealed class KeyRingOpening(ProtectionKeys keys, IDataProtectionProvider protection) : IStartupFilter, IDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);
    volatile bool _open;

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, go) =>
        {
            if (!_open && http.Request.Path.StartsWithSegments("/desk")) await OpenAsync();
            await go(http);
        });
        next(app);
    };

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    async Task OpenAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_open) return;
            await keys.FetchAsync();
            // On a thread of its own: this one may be the Redis client's reader, and a first key is stored by a call that waits for the answer.
            await Task.Run(() => protection.CreateProtector("opening").Protect([]));
            _open = true;
        }
        catch (Exception fault) when (StoreFaults.IsOutage(fault))
        {
            // The page itself says that Redis is away; the next request tries again.
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>Tells the store's faults from others.</summary>
static class StoreFaults
{
    /// <summary>Whether Redis was not there. The fault comes wrapped where the keys of cookies and forms were to be read.</summary>
    public static bool IsOutage(Exception? fault) => fault is not null && (fault is StoreDownException || IsOutage(fault.InnerException));
}
