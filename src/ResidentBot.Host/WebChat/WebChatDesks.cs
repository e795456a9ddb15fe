using System.Security.Cryptography;
using System.Text;
using ResidentBot.Channels.WebChat;
using ResidentBot.Core.Communities;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Configuration;
using ResidentBot.Host.Media;
using ResidentBot.Store;

namespace ResidentBot.Host.WebChat;

/// <summary>The web chats of all communities of this host, and what they share.</summary>
sealed class WebChatDesks
{
    readonly Dictionary<string, WebChatDesk> _desks;

    /// <summary>One for each community.</summary>
    public WebChatDesks(RunningCommunities communities, HostSettings settings, MediaFolder media, TimeProvider time)
    {
        _desks = communities.All.ToDictionary(one => one.Id, one => new WebChatDesk(one, time), StringComparer.Ordinal);
        foreach (var desk in _desks.Values) desk.Community.HearTyping = desk.ShowTyping;
        Settings = settings;
        Media = media;
    }

    /// <summary>The process's settings.</summary>
    public HostSettings Settings { get; }

    /// <summary>Where uploads are kept.</summary>
    public MediaFolder Media { get; }

    /// <summary>Those that have a web account.</summary>
    public IEnumerable<WebChatDesk> Open => _desks.Values.Where(desk => desk.Account is not null).OrderBy(desk => desk.Community.Id, StringComparer.Ordinal);

    /// <summary>One by its community's id; null when it has no web account.</summary>
    public WebChatDesk? Find(string? community) => community is not null && _desks.GetValueOrDefault(community) is { Account: not null } desk ? desk : null;

    /// <summary>Whose secret this is.</summary>
    public (WebChatDesk Desk, ChannelAccount Account)? BySecret(string secret)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        foreach (var desk in Open)
            foreach (var account in desk.Accounts)
                if (account.Settings.TryGetValue("secret", out var own) && own.Length > 0
                    && CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(own))))
                    return (desk, account);
        return null;
    }

    /// <summary>Whether some community lets pages of this origin hold its chat.</summary>
    public bool Allows(string origin) => Open.SelectMany(desk => desk.Accounts).Any(account => Origins(account).Contains(origin, StringComparer.Ordinal));

    /// <summary>The origins whose pages may hold an account's chat.</summary>
    public static string[] Origins(ChannelAccount account) => account.Settings.GetValueOrDefault("origins", "")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(origin => origin.TrimEnd('/')).ToArray();

    /// <summary>
    /// Checks a request's token for a use and a conversation (null: whichever it names). A token of another conversation is answered as one that
    /// does not exist, and so is one whose conversation has ended. Throws <see cref="StoreDownException"/> when the key was never read.
    /// </summary>
    public async Task<Visit> VisitAsync(HttpContext http, string? text, TokenUse use, string? conversation)
    {
        if (Find(ChatToken.CommunityOf(text)) is not { } desk || await desk.ReadAsync(text) is not { } token || token.Use != use)
            return new Visit.Refused(StatusCodes.Status401Unauthorized, "BadToken", "The token is missing or not genuine.");
        if (conversation is not null && token.Conversation != conversation)
            return new Visit.Refused(StatusCodes.Status404NotFound, "NoConversation", "The token opens no such conversation.");
        // A picture in a page is fetched without a word of where the page is from; its address opens nothing but the picture.
        if (use != TokenUse.File && !token.Trusts(ClientAddress.Origin(http, Settings)))
            return new Visit.Refused(StatusCodes.Status401Unauthorized, "BadOrigin", "The token is not for pages of this origin.");
        // Where nobody can tell, a picture lies on the disk all the same: at a kiosk it is not shown to whoever comes next.
        if (await desk.HasEndedAsync(token) ?? (use == TokenUse.File && token.Once)) return new Visit.Refused(StatusCodes.Status404NotFound, "ConversationEnded", "The conversation has ended.");
        return new Visit.Granted(desk, token, token.Expires <= desk.Now);
    }
}

/// <summary>What a token gives a request.</summary>
abstract record Visit
{
    Visit() { }

    /// <summary>The right to a conversation, unless it is too late.</summary>
    public sealed record Granted(WebChatDesk Desk, ChatToken Token, bool Expired) : Visit;

    /// <summary>Nothing.</summary>
    public sealed record Refused(int Status, string Code, string Message) : Visit;
}
