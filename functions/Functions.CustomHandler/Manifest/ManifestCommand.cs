using System.Reflection;

namespace Functions.CustomHandler.Manifest;

/// <summary>
/// The build's call of the app: <c>App.dll --emit-functions FOLDER</c> writes one folder with a function.json for each function, removes those
/// of functions that are no more, and reports faults as errors of the build.
/// </summary>
internal static class ManifestCommand
{
    public const string Argument = "--emit-functions";
    private const string Marker = "functions.emitted";

    /// <summary>0, or 1 when a declaration is faulty; then nothing is written.</summary>
    public static int Run(Assembly app, string folder, TextWriter errors) => Run(app.GetTypes(), folder, errors);

    /// <inheritdoc cref="Run(Assembly, string, TextWriter)"/>
    public static int Run(IEnumerable<Type> types, string folder, TextWriter errors)
    {
        var catalog = FunctionCatalog.Of(types);
        foreach (var fault in catalog.Faults)
        {
            errors.WriteLine(fault.ToBuildError());
        }

        if (catalog.Faults.Count > 0)
        {
            return 1;
        }

        Write(catalog.Functions, folder);
        return 0;
    }

    private static void Write(IReadOnlyList<FunctionDescriptor> functions, string folder)
    {
        Directory.CreateDirectory(folder);
        var marker = Path.Combine(folder, Marker);
        var names = functions.Select(function => function.Name).ToList();
        var former = File.Exists(marker) ? File.ReadAllLines(marker) : [];
        foreach (var gone in former.Except(names).Where(name => name.Length > 0 && Path.GetFileName(name) == name))
        {
            Remove(Path.Combine(folder, gone));
        }

        foreach (var function in functions)
        {
            var path = Path.Combine(folder, function.Name);
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, "function.json"), FunctionJson.Write(function));
        }

        File.WriteAllLines(marker, names);
    }

    private static void Remove(string path)
    {
        var file = Path.Combine(path, "function.json");
        if (File.Exists(file))
        {
            File.Delete(file);
        }

        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
        }
    }
}
