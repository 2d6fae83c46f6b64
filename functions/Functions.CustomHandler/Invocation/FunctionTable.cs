using Functions.CustomHandler.Manifest;

namespace Functions.CustomHandler.Invocation;

/// <summary>The app's functions by name, as the host calls them.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, FunctionDescriptor> _functions;

    /// <exception cref="InvalidOperationException">A declaration is faulty; the build should have said so.</exception>
    public FunctionTable(FunctionCatalog catalog)
    {
        if (catalog.Faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, catalog.Faults.Select(fault => fault.ToBuildError())));
        }

        Http = [.. catalog.Functions.Where(function => function.IsHttp)];
        _functions = catalog.Functions.Where(function => !function.IsHttp).ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Functions whose requests the host passes through.</summary>
    public IReadOnlyList<FunctionDescriptor> Http { get; }

    /// <summary>All others: called by <c>POST /{name}</c>.</summary>
    public IReadOnlyCollection<FunctionDescriptor> Invoked => _functions.Values;

    /// <summary>The invoked function of that name, ignoring case, or null.</summary>
    public FunctionDescriptor? Find(string name) => _functions.GetValueOrDefault(name);
}
