using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.WebChat;

/// <summary>What web chat is to the rest of the program: the page fetches its thread, so nothing is ever sent through an outbox.</summary>
public static class WebChatProtocol
{
    /// <summary>What it can do. There are no delivery reports: an open page shows in its presence.</summary>
    public static Capabilities Capabilities { get; } = new()
    {
        TwoWay = true,
        MayStart = false,
        Buttons = true,
        Pictures = true,
        MaxLength = 4096,
        Reports = false,
        Fetched = true,
    };
}
