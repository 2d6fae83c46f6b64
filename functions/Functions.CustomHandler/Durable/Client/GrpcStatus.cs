using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Functions.CustomHandler.Durable.Client;

/// <summary>The outcome of a call: <c>grpc-status</c> and <c>grpc-message</c>, in the trailers or, without a message, in the headers (durable-protocol §6.3).</summary>
/// <param name="Code">0 is success.</param>
/// <param name="Message">The server's text, decoded.</param>
internal sealed record GrpcStatus(int Code, string Message)
{
    private const int Unimplemented = 12;
    private const int Internal = 13;
    private const int Unavailable = 14;
    private const int Unknown = 2;

    public bool IsSuccess => Code == 0;

    /// <summary>The code as a status; one that the engine does not use is unknown.</summary>
    public DurableClientStatus Status => Enum.IsDefined((DurableClientStatus)Code) ? (DurableClientStatus)Code : DurableClientStatus.Unknown;

    /// <summary>Call it when the body has been read.</summary>
    public static GrpcStatus Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new GrpcStatus(FromHttp(response.StatusCode), string.Create(CultureInfo.InvariantCulture, $"the engine answered HTTP status {(int)response.StatusCode}"));
        }

        return Read(response.TrailingHeaders) ?? Read(response.Headers) ?? new GrpcStatus(Internal, "the answer has no grpc-status");
    }

    private static GrpcStatus? Read(HttpHeaders headers)
    {
        if (!headers.TryGetValues("grpc-status", out var codes))
        {
            return null;
        }

        var message = headers.TryGetValues("grpc-message", out var messages) ? Uri.UnescapeDataString(messages.First()) : string.Empty;
        return int.TryParse(codes.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new GrpcStatus(code, message)
            : new GrpcStatus(Unknown, "the answer's grpc-status is no number");
    }

    private static int FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => Internal,
        HttpStatusCode.NotFound => Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => Unavailable,
        _ => Unknown,
    };
}
