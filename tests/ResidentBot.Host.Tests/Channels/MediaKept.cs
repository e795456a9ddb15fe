using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Tests.Harness;

namespace ResidentBot.Host.Tests.Channels;

/// <summary>Waits for what became of media.</summary>
static class MediaKept
{
    /// <summary>The news of the first piece of media in a thread.</summary>
    public static async Task<ThreadEntry> NewsAsync(PublicHost host, Address address)
    {
        ThreadEntry? news = null;
        await RunningHost.UntilAsync("news of the media", async () =>
        {
            news = (await host.ThreadAsync(address)).FirstOrDefault(line => MediaNews.IndexOf(line) is not null);
            return news is not null;
        });
        return news!;
    }
}
