using Functions.Durable.Protocol;

using Google.Protobuf;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>
/// The history of one execution as bytes: the encoded field <c>pastEvents</c> of an <see cref="OrchestratorRequest"/>, so that it
/// goes into a request and into storage as it is.
/// </summary>
internal sealed class HistoryBuffer
{
    /// <summary>An execution whose history would pass this fails.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private byte[] _bytes;

    public HistoryBuffer(byte[] bytes) => (_bytes, Length) = (bytes, bytes.Length);

    public HistoryBuffer() => _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)Length + bytes.Length, _bytes.LongLength * 2)));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public static byte[] Encode(IEnumerable<HistoryEvent> events) => new OrchestratorRequest { PastEvents = { events } }.ToByteArray();

    public IReadOnlyList<HistoryEvent> Decode() => OrchestratorRequest.Parser.ParseFrom(Span).PastEvents;
}
