using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using QRCoder;
using ResidentBot.Channels.Telegram;
using ResidentBot.Channels.WeChat;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Communities;
using ResidentBot.Host.Desk.Shared;

namespace ResidentBot.Host.Desk.Residents;

/// <summary>A card to print, with a one-time code.</summary>
/// <param name="Person">For whom.</param>
/// <param name="Name">As he is called.</param>
/// <param name="Digits">The code.</param>
/// <param name="Until">After this it is worth nothing.</param>
/// <param name="Way">How it is sent: <c>telegram</c>, <c>sms</c> or <c>web</c>.</param>
/// <param name="Where">The bot, the number or the page.</param>
/// <param name="Size">How many modules the QR code has on a side.</param>
/// <param name="Path">Its dark modules, as the path of an SVG.</param>
public sealed record PaperCodeView(string Person, string Name, string Digits, Instant Until, string Way, string Where, int Size, string Path);

/// <summary>Makes one-time codes and the cards they are printed on.</summary>
static class PaperCodePages
{
    const int Tries = 5;

    /// <summary>Maps them.</summary>
    public static void MapPaperCodes(this RouteGroupBuilder community) =>
        community.MapPost("/residents/{person}/code", MakeAsync).Needs(Right.EditResidents);

    static async Task<IResult> MakeAsync(DeskRequest request, DeskOptions options, ChannelRegistry channels, string person)
    {
        var form = await request.FormAsync();
        if (await request.PersonAsync(Right.EditResidents, person) is not { } view) return TypedResults.NotFound();
        Notice? refused = null;
        for (var i = 0; i < Tries; i++)
        {
            var digits = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
            (refused, var decision) = await request.ActAsync(form, new StaffAction.MakePaperCode(request.Me.Name, request.Me.Title, view.Person.Id, digits));
            if (decision.Refusal is not { Text: "code_taken" }) break;
        }
        if (refused is not null) return await ResidentPages.ShowAsync(request, view.Person.Id, refused);
        // What is stored counts: a click that was sent twice made one code.
        var now = await request.Community.Store.FindAsync<Person>(view.Person.Id);
        if (now?.Code is not { } stored || await request.Community.Store.FindAsync<PaperCode>(stored) is not { } code) return ResidentPages.Back(request, person);
        var (way, where, link) = await WayAsync(request.Community.World.Community, options, channels.Of(request.Community.Id), code);
        var (size, path) = Draw(link);
        return DeskRequest.Page<PaperCodePage>(await request.FrameAsync(), new PaperCodeView(view.Person.Id, view.Person.Name, code.Digits, code.Until, way, where, size, path));
    }

    /// <summary>How somebody sends the code: to the bot, by following our account on WeChat, by a text, or on the page.</summary>
    static async Task<(string Way, string Where, string Link)> WayAsync(
        Community community, DeskOptions options, IReadOnlyDictionary<string, Channels.IChannel> channels, PaperCode code)
    {
        var digits = code.Digits;
        foreach (var (id, channel) in channels)
        {
            if (channel is TelegramChannel telegram && community.Accounts[id].Purposes.Contains(Purpose.Service) && await BotAsync(telegram) is { } bot)
                return ("telegram", "@" + bot, $"https://t.me/{bot}?start={digits}");
            if (channel is WeChatChannel wechat && community.Accounts[id].Purposes.Contains(Purpose.Service) && await SceneAsync(wechat, code) is { } scene)
                return ("wechat", "", scene);
        }
        var sms = community.Accounts.Values.FirstOrDefault(account => account is { Channel: "sms", Enabled: true } && account.Purposes.Contains(Purpose.Welfare));
        if (sms?.Settings.GetValueOrDefault("from") is { Length: > 0 } number) return ("sms", number, $"sms:{number}?body={digits}");
        var page = $"{options.PublicUrl.OriginalString.TrimEnd('/')}/chat/{community.Id}";
        return ("web", page, $"{page}?code={digits}");
    }

    static async Task<string?> SceneAsync(WeChatChannel wechat, PaperCode code)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            return await wechat.CreateSceneAsync(code.Digits, code.Until, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    static async Task<string?> BotAsync(TelegramChannel telegram)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            return await telegram.GetMeAsync(patience.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            // Not connected just now: the text message does as well.
            return null;
        }
    }

    static (int Size, string Path) Draw(string link)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
            for (var x = 0; x < data.ModuleMatrix[y].Count; x++)
                if (data.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (data.ModuleMatrix.Count, path.ToString());
    }
}
