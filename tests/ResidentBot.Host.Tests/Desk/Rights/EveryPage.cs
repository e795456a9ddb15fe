using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Tests.Harness;
using ResidentBot.Host.Tests.Redis;
using Xunit;

namespace ResidentBot.Host.Tests.Desk.Rights;

/// <summary>No page of the console can be forgotten when rights are given out.</summary>
public sealed class EveryPage(SharedRedis redis)
{
    // What anybody may open without signing in. A new line here wants a good reason.
    static readonly string[] Open = ["GET /desk/assets/{name}", "GET /desk/sign-in", "POST /desk/sign-in"];

    // What shows nothing but one's own, or only what one may see.
    static readonly string[] Own =
    [
        "GET /desk", "GET /desk/password", "POST /desk/password", "POST /desk/language", "POST /desk/sign-out", "GET /desk/{community}",
        "GET /desk/{community}/events",
    ];

    [Fact]
    public async Task Every_address_of_the_console_says_who_may_open_it()
    {
        await using var host = await RunningHost.StartAsync(TestCommunity.Write("every"), redis.Address);
        var pages = host.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(page => page.RoutePattern.RawText!.StartsWith("/desk", StringComparison.Ordinal)).ToList();
        Assert.True(pages.Count > 20, $"{pages.Count} pages");
        Assert.Empty(pages.Where(page => page.Metadata.GetMetadata<PageRights>() is null).Select(Name));
        Assert.Equal(Open.Order(), pages.Where(page => !page.Metadata.GetMetadata<PageRights>()!.SignIn).Select(Name).Order());
        Assert.Equal(Own.Order(), pages.Where(page => page.Metadata.GetMetadata<PageRights>() is { SignIn: true, AnyOf.Count: 0 }).Select(Name).Order());
    }

    static string Name(RouteEndpoint page) =>
        $"{string.Join(',', page.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {page.RoutePattern.RawText!.TrimEnd('/')}";
}
