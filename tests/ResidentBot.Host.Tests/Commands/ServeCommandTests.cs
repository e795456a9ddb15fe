using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ResidentBot.Host.Tests.Commands;

public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Serve_runs_the_shipped_files_until_it_is_told_to_stop_and_leaves_nothing_behind(string signal)
    {
        using var serving = await ServeProcess.StartAsync("http://127.0.0.1:0");
        Assert.True(serving.Chat is not null, serving.Printed);
        await serving.ReadyAsync();
        Assert.Contains("redis-server", serving.LeftBehind());

        Assert.Equal(0, await serving.EndAsync(signal));

        Assert.Empty(serving.LeftBehind());
        Assert.Equal("", await serving.ErrorsAsync());
    }

    [Fact]
    public async Task The_operator_reads_where_the_pages_are_and_what_is_switched_off_for_want_of_which_variable()
    {
        using var serving = await ServeProcess.StartAsync("http://127.0.0.1:0");

        Assert.Matches(@"Staff desk +http://127\.0\.0\.1:\d+/desk", serving.Printed);
        Assert.Matches("telegram +off: set TELEGRAM_TOKEN", serving.Printed);
        Assert.Matches("sms-welfare +off: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_WELFARE_NUMBER", serving.Printed);
        Assert.Contains("/hooks/oak/sms-welfare#rc=5&rp=all", serving.Printed, StringComparison.Ordinal);
        Assert.Equal(0, await serving.EndAsync("INT"));
    }

    [Fact]
    public async Task A_port_in_use_is_said_plainly_and_no_server_is_left_behind()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        using var serving = await ServeProcess.StartAsync($"http://{taken.LocalEndpoint}");

        Assert.Equal(1, await serving.EndedAsync());
        var errors = await serving.ErrorsAsync();
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
        Assert.Contains("--urls", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("SocketException", serving.Printed + errors, StringComparison.Ordinal);
        Assert.Empty(serving.LeftBehind());
    }
}
