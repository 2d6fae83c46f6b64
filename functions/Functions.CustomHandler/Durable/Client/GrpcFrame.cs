using System.Buffers.Binary;
using Google.Protobuf;

namespace Functions.CustomHandler.Durable.Client;

/// <summary>A gRPC message on the wire: one byte for compression, four for the length, the message (durable-protocol §6.3).</summary>
internal static class GrpcFrame
{
    /// <summary>The service itself has no limit; this one keeps a mad length from taking the memory.</summary>
    public const int LargestMessage = 256 * 1024 * 1024;

    private const int HeaderLength = 5;

    public static byte[] Write(IMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[HeaderLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.WriteTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>The message, or null if the body is empty, as it is with an error. Reads to the end, where the trailers are.</summary>
    /// <exception cref="InvalidDataException">The body is not one uncompressed message of a sensible length.</exception>
    public static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var header = new byte[HeaderLength];
        var read = await body.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellation);
        if (read == 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
        if (read < HeaderLength || header[0] != 0 || length > LargestMessage)
        {
            throw new InvalidDataException("the answer is not an uncompressed gRPC message of at most 256 MiB");
        }

        var message = new byte[length];
        if (await body.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellation) < message.Length)
        {
            throw new InvalidDataException("the answer ends within its message");
        }

        return await body.ReadAsync(new byte[1], cancellation) == 0 ? message : throw new InvalidDataException("the answer goes on after its message");
    }
}
