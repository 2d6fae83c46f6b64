using System.Text.Json;
using System.Text.Json.Serialization;

namespace Functions.LocalHost.Settings;

/// <summary>Reads localhost.json. A member that is not known is a fault: a slip of the pen must not pass as a default.</summary>
internal static class HostFileReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="StartFaultException">The file is missing or not of this form; the message names file, place and what was expected.</exception>
    public static HostFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<HostFile>(File.ReadAllBytes(path), Options)
                ?? throw new StartFaultException([$"{path}: found null, expected an object."]);
        }
        catch (JsonException fault)
        {
            throw new StartFaultException([$"{path}: {fault.Message}"]);
        }
        catch (IOException missing)
        {
            throw new StartFaultException([$"{path}: {missing.Message}"]);
        }
    }
}
