using NodaTime.Text;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Desk.Residents;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Posts;

/// <summary>A post with the names of those who applied.</summary>
/// <param name="Post">The post.</param>
/// <param name="Seated">Who has a seat, in order: the person's id, and his name or masked address.</param>
/// <param name="Waiting">Who waits for one, in order.</param>
public sealed record PostView(Post Post, IReadOnlyList<(string? Person, string Name)> Seated, IReadOnlyList<(string? Person, string Name)> Waiting);

/// <summary>The posts page.</summary>
/// <param name="Posts">The newest first.</param>
/// <param name="Seekers">How many people asked for jobs.</param>
/// <param name="Typed">What was typed into a form that was refused, by field.</param>
public sealed record PostsView(IReadOnlyList<PostView> Posts, long Seekers, IReadOnlyDictionary<string, string> Typed);

/// <summary>Job posts: publish, see who applied, withdraw.</summary>
static class PostPages
{
    const int MostShown = 100;
    static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);
    static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-ddTHH:mm");

    /// <summary>Maps them.</summary>
    public static void MapPosts(this RouteGroupBuilder community)
    {
        community.MapGet("/posts", (DeskRequest request) => ShowAsync(request, null, Nothing)).Needs(Right.ManagePosts);
        community.MapPost("/posts", PublishAsync).Needs(Right.ManagePosts);
        community.MapPost("/posts/{post}/withdraw", WithdrawAsync).Needs(Right.ManagePosts);
    }

    static async Task<IResult> PublishAsync(DeskRequest request)
    {
        var form = await request.FormAsync();
        var typed = form.Where(field => field.Key is not ("forgery" or "click")).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        if (!Minute.Parse(form["until"].ToString()).TryGetValue(default, out var until)
            || !int.TryParse(form["seats"], out var seats))
            return await ShowAsync(request, request.Refused("post_incomplete"), typed);
        var post = new Post
        {
            // From the click, so that the same form sent twice is one post.
            Id = form["click"].ToString()[..Math.Min(12, form["click"].ToString().Length)],
            Title = Words("title"),
            Where = Words("where"),
            Hours = Words("hours"),
            Pay = Words("pay"),
            Seats = seats,
            Until = until.InZoneLeniently(request.Community.World.Community.Zone).ToInstant(),
            PostedBy = request.Me.Name,
            PostedAt = request.Now,
        };
        var (refused, _) = await request.ActAsync(form, new StaffAction.Publish(request.Me.Name, request.Me.Title, post));
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/posts") : await ShowAsync(request, refused, typed);

        Texts Words(string field) => new(form[$"{field}_zh"].ToString().Trim(), form[$"{field}_en"].ToString().Trim());
    }

    static async Task<IResult> WithdrawAsync(DeskRequest request, string post)
    {
        var form = await request.FormAsync();
        var (refused, _) = await request.ActAsync(form, new StaffAction.Withdraw(request.Me.Name, request.Me.Title, post));
        return refused is null ? DeskRequest.To($"/desk/{request.Community.Id}/posts") : await ShowAsync(request, refused, Nothing);
    }

    static async Task<IResult> ShowAsync(DeskRequest request, Notice? notice, IReadOnlyDictionary<string, string> typed)
    {
        var frame = await request.FrameAsync(notice);
        var store = request.Community.Store;
        var places = await store.ListAsync(Lists.Posts, 0, MostShown - 1, newestFirst: true);
        var posts = await store.FindAllAsync<Post>(places.Select(place => place.Member));
        var who = posts.SelectMany(post => post.Seated.Concat(post.Waiting)).Distinct().ToList();
        var names = request.Seen(await PersonReads.OfAsync(request.Community, who)).ToDictionary(view => view.Person.Id, view => view.Person.Name, StringComparer.Ordinal);
        return DeskRequest.Page<PostsPage>(frame, new PostsView(
            [.. posts.Select(post => new PostView(post, [.. post.Seated.Select(Named)], [.. post.Waiting.Select(Named)]))],
            await store.CountListAsync(Lists.JobSeekers),
            typed));

        // Somebody who is not in the register stands here with his address; whoever is and may not be seen, without a name.
        (string?, string) Named(string id) => names.TryGetValue(id, out var name) ? (id, name) : (null, Address.TryParse(id, out var address) ? address.ToString() : "***");
    }
}
