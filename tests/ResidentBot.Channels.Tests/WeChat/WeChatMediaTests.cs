using ResidentBot.Core.Messages;
using Xunit;
using static ResidentBot.Channels.Tests.WeChat.WeChatAccount;

namespace ResidentBot.Channels.Tests.WeChat;

/// <summary>Pictures, voice and films.</summary>
public sealed class WeChatMediaTests
{
    static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    static Task<FetchedMedia?> FetchAsync(WeChatAccount account, string source) =>
        account.Channel.FetchAsync(new Media("photo", source), Cancellation);

    [Fact]
    public async Task A_picture_is_fetched_by_its_id()
    {
        await using var account = await StartAsync();
        account.WeChat.Files["I/1="] = (Jpeg, "image/jpeg");
        var fetched = await FetchAsync(account, "I/1= http://mmbiz.qpic.cn/x/0");
        Assert.Equal(Jpeg, fetched!.Bytes);
        Assert.Equal("image/jpeg", fetched.Type);
    }

    [Fact]
    public async Task A_token_that_is_over_is_renewed_for_a_picture_too()
    {
        await using var account = await StartAsync();
        account.WeChat.Files["I1"] = (Jpeg, "image/jpeg");
        await FetchAsync(account, "I1");
        account.WeChat.RenewElsewhere();
        Assert.Equal(Jpeg, (await FetchAsync(account, "I1"))!.Bytes);
    }

    [Fact]
    public async Task A_film_lies_at_another_address()
    {
        await using var account = await StartAsync();
        account.WeChat.Stored["/film/1.mp4"] = ([0, 0, 0, 24], "video/mp4");
        account.WeChat.Files["F1"] = (System.Text.Encoding.UTF8.GetBytes($$"""{"video_url":"{{account.WeChat.Root}}film/1.mp4"}"""), "text/plain");
        Assert.Equal("video/mp4", (await FetchAsync(account, "F1"))!.Type);
    }

    [Fact]
    public async Task What_the_api_no_longer_has_comes_from_the_pictures_own_address()
    {
        await using var account = await StartAsync();
        account.WeChat.Stored["/mmbiz/1"] = (Jpeg, "image/jpeg");
        Assert.Equal(Jpeg, (await FetchAsync(account, $"gone {account.WeChat.Root}mmbiz/1"))!.Bytes);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("gone http://127.0.0.1:1/secret")]
    [InlineData("gone http://qpic.cn.example.org/1")]
    [InlineData("gone file:///etc/passwd")]
    public async Task Nothing_is_fetched_from_anywhere_else(string source)
    {
        await using var account = await StartAsync();
        Assert.Null(await FetchAsync(account, source));
    }

    [Fact]
    public async Task What_is_over_20_MB_is_not_kept()
    {
        await using var account = await StartAsync();
        account.WeChat.Files["I1"] = (new byte[(20 << 20) + 1], "image/jpeg");
        Assert.Null(await FetchAsync(account, "I1"));
    }

    [Fact]
    public async Task An_api_that_is_busy_is_asked_again_later()
    {
        await using var account = await StartAsync();
        account.WeChat.Fault(-1);
        await Assert.ThrowsAsync<HttpRequestException>(() => FetchAsync(account, "I1"));
    }
}
