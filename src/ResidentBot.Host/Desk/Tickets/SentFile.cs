using ResidentBot.Core.Conversations;
using ResidentBot.Core.Tickets;
using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Media;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Takes the picture or document of an answer into the media folder.</summary>
static class SentFile
{
    const int MostName = 60;

    /// <summary>
    /// What was chosen, stored; nothing when nothing was; or a refusal. A file lies in the folder before anything is decided of it, so that what would be refused in any case is
    /// refused here and leaves none behind.
    /// </summary>
    public static async Task<(Core.Messages.Media? Media, Notice? Refused)> TakeAsync(
        DeskRequest request, DeskOptions options, Ticket ticket, IFormCollection form, CancellationToken cancellation)
    {
        // A chooser that was left alone sends a part without bytes and without a name.
        if (form.Files.GetFile("file") is not { } file || file is { Length: 0, FileName.Length: 0 } || options.StoreMedia is not { } store) return (null, null);
        if (file.Length == 0) return (null, request.Refused("file_empty"));
        if (file.Length > options.MostSent) return (null, request.Refused("file_large", $"{options.MostSent >> 20} MB"));
        await using var bytes = file.OpenReadStream();
        if (SentKinds.Of(bytes) is not { } type) return (null, request.Refused("file_kind"));
        var kind = type.StartsWith("image/", StringComparison.Ordinal) ? "photo" : "file";
        var media = new Core.Messages.Media(kind, "", type, NameOf(file.FileName, type)) { Size = file.Length };
        if (await TroubleAsync(request, ticket, media) is { } trouble) return (null, trouble);
        string? source;
        try
        {
            source = await store(bytes, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk, or one that nobody may write to.
            return (null, request.Refused("file_unstored"));
        }
        if (source is null) return (null, request.Refused("file_large", $"{options.MostSent >> 20} MB"));
        return (media with { Source = source }, null);
    }

    static async Task<Notice?> TroubleAsync(DeskRequest request, Ticket ticket, Core.Messages.Media media)
    {
        if (ticket.State == TicketState.Closed) return request.Refused("ticket_closed", ticket.OwnerName);
        if (ticket.Owner is { } owner && owner != request.Me.Name) return request.Refused("ticket_taken", ticket.OwnerName);
        if (ticket.Address is not { } address) return request.Refused("no_address");
        var talk = await request.Community.Store.FindAsync<Conversation>(address.Value);
        return Showing.Trouble(Talk.CanAt(request.Community.World, address, talk), media) is { } trouble ? request.Refused(trouble, address.Channel) : null;
    }

    // A browser's word on the name: only its last part, without what a header or a disk would trip over, and with the ending of what it really is.
    static string NameOf(string told, string type)
    {
        var ending = Path.GetExtension(Channels.KeptMedia.PlainName(type));
        var name = string.Concat(Path.GetFileNameWithoutExtension(told.Replace('\\', '/')).Where(c => !char.IsControl(c) && !"\"<>|:*?/\\".Contains(c, StringComparison.Ordinal))).Trim();
        return name.Length == 0 ? Channels.KeptMedia.PlainName(type) : Core.Messages.TextCut.Head(name, MostName) + ending;
    }
}
