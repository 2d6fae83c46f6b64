using System.Net;
using System.Net.Sockets;

namespace Functions.LocalHost.Processes;

/// <summary>Finds ports of the loopback interface. A port found free can be taken by another before it is used: whoever uses it must cope.</summary>
internal static class LoopbackPorts
{
    private const int MostTries = 100;

    /// <summary>Any free port.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>That port, or the next free one; any free one for 0.</summary>
    /// <exception cref="InvalidOperationException">A hundred ports in a row are taken.</exception>
    public static int From(int port)
    {
        if (port == 0)
        {
            return Free();
        }

        for (var each = port; each < port + MostTries && each <= ushort.MaxValue; each++)
        {
            if (IsFree(each))
            {
                return each;
            }
        }

        throw new InvalidOperationException($"No port from {port} to {Math.Min(port + MostTries - 1, ushort.MaxValue)} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false; // in use, or not for everybody to use
        }
    }
}
