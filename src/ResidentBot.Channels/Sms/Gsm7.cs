using System.Buffers;

namespace ResidentBot.Channels.Sms;

/// <summary>The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1).</summary>
static class Gsm7
{
    static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    static readonly SearchValues<char> Extension = SearchValues.Create("\f^{}\\[~]|€");

    /// <summary>Septets the character takes: 1, 2 for the extension table, 0 when GSM-7 lacks it (a tab, a small ç, a curly quote).</summary>
    internal static int Units(char c) => Basic.Contains(c) ? 1 : Extension.Contains(c) ? 2 : 0;
}
