using System.Globalization;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>What one address of the internet may do in an hour. A call for help is never counted and never refused.</summary>
static class AnonymousGate
{
    static readonly TimeSpan Keep = TimeSpan.FromHours(2);

    /// <summary>Counts a new conversation; false when there were too many. Throws <see cref="StoreDownException"/>.</summary>
    public static async Task<bool> MayOpenAsync(WebChatDesks desks, Visit.Granted visit, HttpContext http) =>
        IsKiosk(desks, visit, http) || await CountAsync(desks, visit.Desk, http, "conversations") <= desks.Settings.Anonymous.ConversationsPerHour;

    /// <summary>
    /// Counts a message, and a conversation when it is the first one; false when there were too many. Throws <see cref="StoreDownException"/>.
    /// </summary>
    public static async Task<bool> MayWriteAsync(WebChatDesks desks, Visit.Granted visit, HttpContext http, string text) =>
        (text.Length > 0 && visit.Desk.Community.World.Emergencies.Match(text) is not null)
        || IsKiosk(desks, visit, http)
        || (await CountAsync(desks, visit.Desk, http, "messages") <= desks.Settings.Anonymous.MessagesPerHour
            && (await visit.Desk.HasBegunAsync(visit.Token) || await MayOpenAsync(desks, visit, http)));

    static bool IsKiosk(WebChatDesks desks, Visit.Granted visit, HttpContext http) =>
        visit.Desk.Kiosk is { } kiosk && kiosk.Account.Id == visit.Token.Account && kiosk.IsOurs(ClientAddress.Find(http, desks.Settings.TrustedProxies));

    static Task<long> CountAsync(WebChatDesks desks, WebChatDesk desk, HttpContext http, string what)
    {
        var store = desk.Community.Store;
        var hour = desk.Now.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        return store.RaiseAsync(store.Keys.Visits(hour), $"{what}|{ClientAddress.Of(http, desks.Settings.TrustedProxies)}", Keep);
    }
}
