using System.Reflection;

using Functions.CustomHandler.Manifest;

namespace Functions.CustomHandler;

/// <summary>Where a function app's program begins.</summary>
public static class FunctionsApplication
{
    /// <summary>
    /// The first line of a program: carries out the build's call to write the function.json folders and says that it did. The program then
    /// ends with <paramref name="exitCode"/>.
    /// </summary>
    public static bool TryEmitFunctions(string[] args, out int exitCode)
    {
        ArgumentNullException.ThrowIfNull(args);
        exitCode = 0;
        if (args is not [ManifestCommand.Argument, var folder])
        {
            return false;
        }

        exitCode = ManifestCommand.Run(Assembly.GetEntryAssembly()!, folder, Console.Error);
        return true;
    }

    /// <summary>A builder for the functions of the entry assembly.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(args, Assembly.GetEntryAssembly()!.GetTypes());

    /// <summary>A builder for the functions of the given classes.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args, IEnumerable<Type> types) => new(args, types);
}
