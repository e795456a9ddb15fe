using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ResidentBot.Host;

/// <summary>Ports for servers in cluster mode, which take two: the port itself and, for their bus, the one 10,000 above.</summary>
static class RedisPort
{
    const int BusOffset = 10_000;

    /// <summary>A random pair below the range that Linux gives to outgoing connections (from 32,768), so that none is in the way at a restart.</summary>
    public static int Choose()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(10_000, 22_000);
            if (IsFree(port))
                return port;
        }
    }

    /// <summary>Whether a server could listen on the port and its bus port now.</summary>
    public static bool IsFree(int port) => CanListen(port) && CanListen(port + BusOffset);

    static bool CanListen(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
