using System.Net;
using Microsoft.Extensions.Logging;
using ResidentBot.Core.Files;
using ResidentBot.Host.Configuration;
using Xunit;

namespace ResidentBot.Host.Tests.Configuration;

public sealed class HostReaderTests
{
    static (HostSettings Settings, List<Problem> Problems) Read(string text)
    {
        var problems = new List<Problem>();
        return (HostReader.Read("host.yml", text, name => name == "REDIS_PASSWORD" ? "very-secret" : null, problems), problems);
    }

    [Fact]
    public void Everything_may_be_left_out()
    {
        var (settings, problems) = Read("{}");

        Assert.Empty(problems);
        Assert.Equal(new HostSettings(), settings);
        Assert.Null(settings.Redis);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var (settings, problems) = Read("""
            redis: {addresses: [10.0.0.5:6379, "[::1]:6380"], password_env: REDIS_PASSWORD, tls: true}
            urls: [http://127.0.0.1:8080, http://*:8081]
            public_url: https://desk.example.org/
            data: /srv/data
            media: /srv/media
            trusted_proxies: [127.0.0.1, 10.0.0.0/8]
            limits: {anonymous_conversations: 5, anonymous_messages: 50, sent_megabytes: 3}
            log_level: warning
            """);

        Assert.Empty(problems);
        Assert.Equal(["10.0.0.5:6379", "[::1]:6380"], settings.Redis!.Addresses);
        Assert.Equal("very-secret", settings.Redis.Password);
        Assert.True(settings.Redis.Tls);
        Assert.Equal("http://127.0.0.1:8080;http://*:8081", settings.Urls);
        Assert.Equal(new Uri("https://desk.example.org"), settings.PublicUrl);
        Assert.Equal(("/srv/data", "/srv/media"), (settings.DataFolder, settings.MediaFolder));
        Assert.Equal([IPNetwork.Parse("127.0.0.1/32"), IPNetwork.Parse("10.0.0.0/8")], settings.TrustedProxies);
        Assert.Equal(new AnonymousLimits(5, 50), settings.Anonymous);
        Assert.Equal(3 << 20, settings.MostSent);
        Assert.Equal(LogLevel.Warning, settings.LogLevel);
    }

    [Fact]
    public void A_logged_setting_shows_no_password() =>
        Assert.DoesNotContain("very-secret", Read("redis: {addresses: a:1, password_env: REDIS_PASSWORD}").Settings.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("redis: {addresses: [localhost]}", "1:21")]
    [InlineData("redis: {addresses: a:1, password_env: NOT_SET}", "1:39")]
    [InlineData("redis: {addresses: a:1, password: abc}", "1:25")]
    [InlineData("redis: {}", "1:8")]
    [InlineData("urls: 8080", "1:7")]
    [InlineData("public_url: desk.example.org", "1:13")]
    [InlineData("public_url: https://desk.example.org/?a=b", "1:13")]
    [InlineData("trusted_proxies: [127.0.0.1, proxy]", "1:30")]
    [InlineData("limits: {anonymous_messages: 0}", "1:30")]
    [InlineData("limits: {sent_megabytes: 21}", "1:26")]
    [InlineData("log_level: loud", "1:12")]
    [InlineData("pubic_url: https://desk.example.org", "1:1")]
    public void A_mistake_is_reported_where_it_stands(string text, string place)
    {
        var problem = Assert.Single(Read(text).Problems);

        Assert.Equal(place, $"{problem.Line}:{problem.Column}");
    }
}
