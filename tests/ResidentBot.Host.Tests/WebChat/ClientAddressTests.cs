using System.Net;
using Microsoft.AspNetCore.Http;
using ResidentBot.Host.WebChat;
using Xunit;

namespace ResidentBot.Host.Tests.WebChat;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "", "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")]
    [InlineData("10.0.0.5", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.5", "192.0.2.9, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.5", "198.51.100.1, 10.0.0.6", "198.51.100.1")]
    [InlineData("10.0.0.5", "nonsense", "10.0.0.5")]
    [InlineData("::ffff:10.0.0.5", "198.51.100.1", "198.51.100.1")]
    [InlineData("2001:db8:1:2:aaaa::1", "", "20010db800010002")]
    public void Only_a_trusted_proxy_is_believed(string remote, string forwarded, string expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        if (forwarded.Length > 0) http.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(expected, ClientAddress.Of(http, [IPNetwork.Parse("10.0.0.0/8")]));
    }
}
