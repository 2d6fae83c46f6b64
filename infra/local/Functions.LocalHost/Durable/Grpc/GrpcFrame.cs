using System.Buffers.Binary;

using Google.Protobuf;

namespace Functions.LocalHost.Durable.Grpc;

/// <summary>One message in gRPC's framing: a zero byte, the length, the bytes (durable-protocol §6.3).</summary>
internal static class GrpcFrame
{
    private const int HeaderLength = 5;

    public static byte[] Write(IMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[HeaderLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.WriteTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>The bytes of the only message of a body, or null when the body is something else.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> body) =>
        body.Length >= HeaderLength && body[0] == 0 && BinaryPrimitives.ReadInt32BigEndian(body[1..]) == body.Length - HeaderLength
            ? body[HeaderLength..].ToArray()
            : null;
}
