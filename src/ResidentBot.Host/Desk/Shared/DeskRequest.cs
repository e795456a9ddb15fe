using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Accounts;
using ResidentBot.Host.Communities;
using ResidentBot.Store;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>One request to the console: who asks, where, and how the answer is put together.</summary>
sealed class DeskRequest
{
    readonly HttpContext _http;
    readonly RunningCommunities _communities;

    DeskRequest(HttpContext http)
    {
        _http = http;
        _communities = http.RequestServices.GetRequiredService<RunningCommunities>();
        Account = DeskSession.Account(http);
        T = DeskTexts.In(Account?.Language ?? Preferred(http.Request));
        if (http.GetRouteValue("community") is string id) Found = _communities.Find(id);
        Now = Instant.FromDateTimeOffset(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    /// <summary>Who asks; null before sign-in.</summary>
    public DeskAccount? Account { get; }

    /// <summary>Who asks, on pages behind the sign-in.</summary>
    public DeskAccount Me => Account ?? throw new InvalidOperationException("this page is for those who signed in");

    /// <summary>Whether who asks may do something to what is at a place of this community and of a sensitivity; see <see cref="Entitlements.May"/>.</summary>
    public bool May(Right right, string? place = null, Sensitivity sensitivity = Sensitivity.Ordinary) =>
        Entitlements.May(Me.Grant, right, Community.World.Community, place, sensitivity);

    /// <summary>What accounts are called, by their names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TitlesAsync() =>
        (await _http.RequestServices.GetRequiredService<DeskAccounts>().AllAsync()).ToDictionary(account => account.Name, account => account.Title, StringComparer.Ordinal);

    /// <summary>The words.</summary>
    public DeskTexts T { get; }

    /// <summary>People's time.</summary>
    public Instant Now { get; }

    /// <summary>The community named in the address; null when there is none.</summary>
    public RunningCommunity? Found { get; }

    /// <summary>The community, on its own pages.</summary>
    public RunningCommunity Community => Found ?? throw new InvalidOperationException("this page is a community's");

    /// <summary>The most bytes of a picture or document that staff may send.</summary>
    public int MostSent => _http.RequestServices.GetRequiredService<DeskOptions>().MostSent;

    /// <summary>The first page one may see, where a sign-in leads.</summary>
    public string Home => Account is { } account ? HomeOf(account) : "/desk";

    /// <summary>The first page an account may see.</summary>
    public string HomeOf(DeskAccount account)
    {
        var pages = _communities.All.Select(one => Menu.Start(account.Grant, one.World.Community)).OfType<string>();
        return pages.FirstOrDefault() ?? (Entitlements.Of(account.Role).Contains(Right.ManageAccounts) ? "/desk/accounts" : "/desk/password");
    }

    /// <summary>The first page of this community one may see.</summary>
    public string Start => Menu.Start(Me.Grant, Community.World.Community) ?? "/desk/password";

    /// <summary>A value of the address; "" when it is not there.</summary>
    public string Query(string name) => _http.Request.Query[name].ToString();

    /// <summary>The posted form.</summary>
    public Task<IFormCollection> FormAsync() => _http.Request.ReadFormAsync(_http.RequestAborted);

    /// <summary>Lets a handler ask for it as a parameter.</summary>
    public static ValueTask<DeskRequest?> BindAsync(HttpContext http) => ValueTask.FromResult<DeskRequest?>(new DeskRequest(http));

    /// <summary>Takes the turn of what was clicked; the form's own id makes a repeat harmless. Null when it was done, else what to say.</summary>
    public async Task<(Notice? Refused, Decision Decision)> ActAsync(IFormCollection form, StaffAction action)
    {
        // A form without an id did not come from our page.
        if (!Guid.TryParseExact(form["click"], "N", out var click)) throw new BadHttpRequestException("a form must carry the id of its click");
        var decision = await Community.ActAsync($"c{click:N}", action);
        return (decision.Refusal is { } refusal ? Refused(refusal.Text, refusal.Name) : null, decision);
    }

    /// <summary>Writes into the community's audit log what takes no turn: that somebody looked, or put something away.</summary>
    public Task LogAsync(string what, string about, string? why = null)
    {
        var store = Community.Store;
        return store.Link.CommitAsync(new Commit().AppendEntry(store.Keys.Log, Codec.Write(new LogEntry(Now, Me.Name, what, about, why))));
    }

    /// <summary>Writes into the audit log that somebody looked at something; the same look within the hour, as pages make that follow the news, is one.</summary>
    public Task LogReadAsync(string what, string about)
    {
        var store = Community.Store;
        return store.Link.CommitAsync(new Commit()
            .Once(store.Keys.Once($"look:{Me.Name}:{what}:{about}"), TimeSpan.FromHours(1))
            .AppendEntry(store.Keys.Log, Codec.Write(new LogEntry(Now, Me.Name, what, about))));
    }

    /// <summary>A refusal in the console's own words.</summary>
    public Notice Refused(string text, string? name = null) => new(T.Say($"refusal_{text}", ("name", name), ("channel", T.Word("channel", name ?? ""))), IsRefusal: true);

    /// <summary>What stands around a page of a community. Take it first: the feed must be noted before anything is read.</summary>
    public async Task<DeskFrame> FrameAsync(Notice? notice = null)
    {
        if (Found is null) return Frame(notice);
        var feed = await Found.Store.LastIdAsync(Found.Store.Keys.Feed);
        return Frame(notice) with { FeedId = feed, Marks = await Found.MarksAsync(), Today = await Board.TodayAsync(this) };
    }

    /// <summary>What stands around a page of the whole desk.</summary>
    public DeskFrame Frame(Notice? notice = null) => new()
    {
        T = T,
        Account = Account,
        Community = Found?.World.Community,
        Communities = [.. _communities.All.Where(one => Account is { } who && PageGuard.WorksIn(who.Grant, one)).Select(one => one.World.Community)],
        Forgery = _http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(_http).RequestToken!,
        Path = _http.Request.Method == "GET" ? _http.Request.Path + _http.Request.QueryString.Value : "",
        Notice = notice,
        Now = Now,
    };

    /// <summary>A page; a refusal is a 409, so that a script sees it without reading.</summary>
    public static RazorComponentResult Page<T>(DeskFrame frame, object view) where T : IComponent =>
        Page<T>(frame, view, frame.Notice is { IsRefusal: true } ? 409 : 200);

    /// <summary>A page with a status of its own.</summary>
    public static RazorComponentResult Page<T>(DeskFrame frame, object view, int status) where T : IComponent =>
        new RazorComponentResult<T>(new { Frame = frame, View = view }) { StatusCode = status };

    /// <summary>To another page, always by GET.</summary>
    public static IResult To(string path) => new SeeOther(path);

    static Language Preferred(HttpRequest request) => request.Query["lang"].ToString() switch
    {
        "en" => Language.En,
        "zh" => Language.Zh,
        _ => request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En : Language.Zh,
    };

    sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
