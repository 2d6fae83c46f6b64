using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>
/// An "app" below the level of HTTP: takes each connection's one request, keeps its bytes, and writes exactly the bytes it was given, so that
/// every framing and every broken answer can be played.
/// </summary>
internal sealed class ScriptedApp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[]? _answer;
    private readonly Task _running;

    /// <param name="answer">What is written after each request; null to read a request and never answer.</param>
    public ScriptedApp(byte[]? answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>The first request, head and body, as it was on the wire; a chunked body is put together.</summary>
    public Task<string> Request => _request.Task;

    public static ScriptedApp Json(string body) => new(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));

    /// <summary>Ends all connections and takes no more.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException && _stop.IsCancellationRequested)
        {
            // Cancelling and closing meet: which of them the accept sees first is open.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        try
        {
            var request = await ReadRequestAsync(stream);
            if (request is not null)
            {
                _request.TrySetResult(request);
                await AnswerAsync(stream);
            }
        }
        catch (IOException)
        {
            return; // the host gave up this call, which some tests are about
        }
        catch (OperationCanceledException)
        {
            return; // the test is over
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        if (_answer is null)
        {
            await stream.CopyToAsync(Stream.Null, _stop.Token); // ends when the host closes the connection
            return;
        }

        await stream.WriteAsync(_answer, _stop.Token);
        stream.Socket.Shutdown(SocketShutdown.Send);
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }

            bytes.AddRange(buffer.AsSpan(0, read));
            var all = bytes.ToArray();
            var head = all.AsSpan().IndexOf("\r\n\r\n"u8);
            if (head >= 0 && TryUnchunk(all.AsSpan(head + 4), out var body))
            {
                return Encoding.ASCII.GetString(all, 0, head + 4) + Encoding.UTF8.GetString(body);
            }
        }
    }

    private static bool TryUnchunk(ReadOnlySpan<byte> wire, out byte[] body)
    {
        var parts = new List<byte>();
        body = [];
        while (wire.IndexOf("\r\n"u8) is var line and >= 0)
        {
            var length = Convert.ToInt32(Encoding.ASCII.GetString(wire[..line]), 16);
            wire = wire[(line + 2)..];
            if (wire.Length < length + 2)
            {
                return false;
            }

            if (length == 0)
            {
                body = [.. parts];
                return true;
            }

            parts.AddRange(wire[..length]);
            wire = wire[(length + 2)..];
        }

        return false;
    }
}
