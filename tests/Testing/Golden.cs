using System.Text;

namespace Testing;

/// <summary>
/// Byte-exact expected outputs in <c>tests/{project}/Golden/…</c>. <c>UPDATE_GOLDEN=1</c> writes what was found in their place; that change is
/// reviewed as code.
/// </summary>
public static class Golden
{
    /// <summary>Compares with the file of that path below the project's Golden folder.</summary>
    public static void Assert(string actual, string project, params string[] path) => Assert(Encoding.UTF8.GetBytes(actual), project, path);

    /// <summary>Compares with the file of that path below the project's Golden folder.</summary>
    /// <exception cref="InvalidOperationException">It differs, or is not there; the message says where the first difference is.</exception>
    public static void Assert(byte[] actual, string project, params string[] path)
    {
        ArgumentNullException.ThrowIfNull(actual);
        var file = Path.Combine([Repository.Root, "tests", project, "Golden", .. path]);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, actual);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllBytes(file) : throw new InvalidOperationException($"There is no golden file {file}.");
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            var at = expected.AsSpan().CommonPrefixLength(actual);
            throw new InvalidOperationException(
                $"{file} differs from byte {at} on. Expected: …{Excerpt(expected, at)}… Found: …{Excerpt(actual, at)}…");
        }
    }

    private static string Excerpt(byte[] bytes, int at)
    {
        var from = Math.Max(0, at - 40);
        return Encoding.UTF8.GetString(bytes, from, Math.Min(bytes.Length - from, 120));
    }
}
