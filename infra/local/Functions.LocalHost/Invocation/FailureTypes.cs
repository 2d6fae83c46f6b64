namespace Functions.LocalHost.Invocation;

/// <summary>Full names of the real host's exceptions, as they stand in <see cref="InvocationFailure.Type"/>.</summary>
internal static class FailureTypes
{
    public const string Http = "System.Net.Http.HttpRequestException";
    public const string InvalidOperation = "System.InvalidOperationException";
    public const string Argument = "System.ArgumentException";
    public const string ArgumentNull = "System.ArgumentNullException";
    public const string NullReference = "System.NullReferenceException";
    public const string Timeout = "Microsoft.Azure.WebJobs.Host.FunctionTimeoutException";
    public const string MediaType = "System.Net.Http.UnsupportedMediaTypeException";
    public const string Serialization = "System.Runtime.Serialization.SerializationException";
    public const string JsonReader = "Newtonsoft.Json.JsonReaderException";
    public const string JsonSerialization = "Newtonsoft.Json.JsonSerializationException";
    public const string JsonWriter = "Newtonsoft.Json.JsonWriterException";
}
