using System.Text;

namespace ResidentBot.Host.Tests.Store;

/// <summary>Redis Cluster's hash slot of a key: CRC-16/XMODEM of what stands between the first braces, modulo 16,384 (Redis Cluster specification).</summary>
static class Slots
{
    public static int Of(string key)
    {
        var open = key.IndexOf('{');
        var close = open < 0 ? -1 : key.IndexOf('}', open);
        var hashed = close > open + 1 ? key[(open + 1)..close] : key;
        var crc = 0;
        foreach (var octet in Encoding.UTF8.GetBytes(hashed))
        {
            crc ^= octet << 8;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
            crc &= 0xFFFF;
        }
        return crc % 16_384;
    }
}
