using ResidentBot.Host.Desk.Shared;
using ResidentBot.Host.Media;

namespace ResidentBot.Host.Desk.Tickets;

/// <summary>Takes the picture or document of an answer into the media folder.</summary>
static class SentFile
{
    const int MostName = 60;

    /// <summary>What was chosen, stored; nothing when nothing was; or a refusal. A file lies in the folder before anything is decided of it.</summary>
    public static async Task<(Core.Messages.Media? Media, Notice? Refused)> TakeAsync(DeskRequest request, DeskOptions options, IFormCollection form, CancellationToken cancellation)
    {
        if (form.Files.GetFile("file") is not { Length: > 0 } file || options.StoreMedia is not { } store) return (null, null);
        if (file.Length > options.MostSent) return (null, request.Refused("file_large", $"{options.MostSent >> 20} MB"));
        await using var bytes = file.OpenReadStream();
        if (SentKinds.Of(bytes) is not { } type) return (null, request.Refused("file_kind"));
        if (await store(bytes, cancellation) is not { } source) return (null, request.Refused("file_large", $"{options.MostSent >> 20} MB"));
        var kind = type.StartsWith("image/", StringComparison.Ordinal) ? "photo" : "file";
        return (new Core.Messages.Media(kind, source, type, NameOf(file.FileName, type)) { Size = file.Length }, null);
    }

    // A browser's word on the name: only its last part, without what a header or a disk would trip over, and with the ending of what it really is.
    static string NameOf(string told, string type)
    {
        var ending = Path.GetExtension(Channels.KeptMedia.PlainName(type));
        var name = string.Concat(Path.GetFileNameWithoutExtension(told.Replace('\\', '/')).Where(c => !char.IsControl(c) && !"\"<>|:*?/\\".Contains(c, StringComparison.Ordinal))).Trim();
        if (name.Length == 0) return Channels.KeptMedia.PlainName(type);
        if (name.Length > MostName) name = name[..(char.IsHighSurrogate(name[MostName - 1]) ? MostName - 1 : MostName)];
        return name + ending;
    }
}
