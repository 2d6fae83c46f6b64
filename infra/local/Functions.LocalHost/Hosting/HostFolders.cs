using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>Where things are: found upward from the host's own program.</summary>
/// <param name="Root">The folder of the solution.</param>
internal sealed record HostFolders(string Root)
{
    private const string Solution = "BillingFunctions.sln";

    public string HostFile => Path.Combine(Root, "infra", "local", "localhost.json");

    public string AzuritePackage => Path.Combine(Root, "infra", "local", "azurite");

    /// <summary>A path of localhost.json.</summary>
    public string Full(string path) => Path.GetFullPath(path, Root);

    /// <exception cref="StartFaultException">There is no solution upward.</exception>
    public static HostFolders Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return new HostFolders(folder.FullName);
            }
        }

        throw new StartFaultException([$"{start}: found no {Solution} in this folder or above, expected it there."]);
    }
}
