using ResidentBot.Core.Messages;

namespace ResidentBot.Channels.Gateways;

/// <summary>
/// What a provider brings back with a receipt, so that nothing has to be looked up: <c>c41!checkin%7Cp7%7Cmorning</c>. A provider that has room for
/// the id alone gets that.
/// </summary>
/// <param name="MessageId"><see cref="Outgoing.Id"/>.</param>
/// <param name="Concerns"><see cref="Outgoing.Concerns"/>.</param>
/// <param name="IsLast">False (<c>!p</c>) for all but the last part of a text that had to be split: such a part tells only of its failure.</param>
sealed record GatewayReference(string MessageId, string? Concerns, bool IsLast)
{
    /// <summary>As it is sent.</summary>
    public override string ToString() =>
        Uri.EscapeDataString(MessageId) + (Concerns is null && IsLast ? "" : "!" + Uri.EscapeDataString(Concerns ?? "")) + (IsLast ? "" : "!p");

    /// <summary>Reads it back; null when it is none of ours.</summary>
    internal static GatewayReference? Read(string? text)
    {
        if (text is null or { Length: 0 or > 512 }) return null;
        var parts = text.Split('!');
        var id = Uri.UnescapeDataString(parts[0]);
        if (id.Length is 0 or > 64 || parts.Length > 3) return null;
        var concerns = parts.Length > 1 && parts[1].Length > 0 ? Uri.UnescapeDataString(parts[1]) : null;
        return new GatewayReference(id, concerns, parts.Length < 3);
    }
}
