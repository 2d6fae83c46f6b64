using System.Text.RegularExpressions;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>Names of containers and blobs, checked before they become part of an address.</summary>
internal static partial class BlobNames
{
    private const int MaxBlobNameLength = 1024;

    public static void CheckContainer(string name)
    {
        if (!Container().IsMatch(name))
        {
            throw new ArgumentException(
                "Not a container name: 3 to 63 lower-case letters, digits or single dashes inside were expected.", nameof(name));
        }
    }

    /// <summary>The name as part of an address. Segments <c>.</c> and <c>..</c> would be resolved away on the road, hence are refused.</summary>
    public static string Path(string name)
    {
        if (name.Length is 0 or > MaxBlobNameLength || name[^1] is '.' or '/' || name.Any(char.IsControl)
            || name.Split('/', '\\').Any(segment => segment is "." or ".."))
        {
            throw new ArgumentException(
                $"Not a blob name: 1 to {MaxBlobNameLength} characters without control characters and '.' or '..' segments, not ending in '.' or '/', were expected.",
                nameof(name));
        }

        return Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);
    }

    public static void CheckMetadata(string name, string value)
    {
        if (!MetadataName().IsMatch(name) || value.Any(letter => letter is < ' ' or > '~'))
        {
            throw new ArgumentException("Metadata needs names of letters, digits and '_', and values of printable ASCII.", nameof(name));
        }
    }

    [GeneratedRegex(@"\A(?=.{3,63}\z)[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Container();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MetadataName();
}
