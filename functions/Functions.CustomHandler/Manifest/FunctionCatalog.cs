using System.Reflection;
using System.Text.RegularExpressions;

using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Manifest;

/// <summary>The functions of an assembly, and what is wrong with their declarations (functions-custom-handler §1).</summary>
internal sealed partial class FunctionCatalog
{
    private const int MaxNameLength = 128;
    private readonly List<FunctionDescriptor> _functions = [];
    private readonly List<ManifestFault> _faults = [];

    private FunctionCatalog()
    {
    }

    public IReadOnlyList<FunctionDescriptor> Functions => _functions;

    public IReadOnlyList<ManifestFault> Faults => _faults;

    public static FunctionCatalog Of(Assembly assembly) => Of(assembly.GetTypes());

    public static FunctionCatalog Of(IEnumerable<Type> types)
    {
        var catalog = new FunctionCatalog();
        foreach (var type in types.Where(type => type is { IsClass: true, IsSpecialName: false } && !type.Name.StartsWith('<')))
        {
            catalog.Add(type);
        }

        catalog.FindDuplicates();
        catalog._functions.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return catalog;
    }

    private void Add(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in type.GetMethods(All))
        {
            if (method.GetCustomAttribute<FunctionAttribute>(inherit: false) is { } function)
            {
                Add(function.Name, method);
            }
        }
    }

    private void Add(string name, MethodInfo method)
    {
        var bound = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Binding: parameter.GetCustomAttribute<BindingAttribute>()))
            .Where(each => each.Binding is not null)
            .Select(each => new BoundParameter(each.Parameter, each.Binding!))
            .ToList();
        var triggers = bound.Where(each => each.Binding is TriggerBindingAttribute).ToList();
        CheckNames(name, method, bound);
        if (triggers.Count != 1)
        {
            Fault("FN0003", method, triggers.Count == 0
                ? $"The function '{name}' has no trigger; exactly one parameter must have a trigger attribute."
                : $"The function '{name}' has {triggers.Count} triggers ({string.Join(", ", triggers.Select(each => each.Name))}); exactly one was expected.");
            return;
        }

        var descriptor = new FunctionDescriptor(name, method, triggers[0], [.. bound.Where(each => each != triggers[0])]);
        CheckShape(descriptor);
        _functions.Add(descriptor);
    }

    private void CheckNames(string name, MethodInfo method, IReadOnlyCollection<BoundParameter> bound)
    {
        if (!FunctionName().IsMatch(name) || name.Length > MaxNameLength || name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            Fault("FN0001", method, $"'{name}' is not a function name: a letter, then letters, digits, '_' or '-', at most {MaxNameLength} characters, and not 'host'.");
        }

        foreach (var parameter in bound.Where(each => !BindingName().IsMatch(each.Name) || each.Name.Length > MaxNameLength))
        {
            Fault("FN0002", method, $"'{parameter.Name}' is not a binding name: a letter, then letters and digits only, at most {MaxNameLength} characters. Rename the parameter.");
        }

        foreach (var group in bound.GroupBy(each => each.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Fault("FN0009", method, $"The function '{name}' has several bindings of one name ({string.Join(", ", group.Select(each => each.Name))}); binding names are unique ignoring case.");
        }
    }

    private void CheckShape(FunctionDescriptor function)
    {
        if (!function.Method.IsPublic)
        {
            Fault("FN0006", function.Method, $"The function '{function.Name}' is not public; a function's method must be.");
        }

        if (function.IsHttp && function.Inputs.Count > 0)
        {
            Fault("FN0005", function.Method, $"The HTTP function '{function.Name}' has further bindings ({string.Join(", ", function.Inputs.Select(each => each.Name))}): " +
                "the host passes requests through only to functions with nothing but an HTTP trigger.");
        }

        if (function.Trigger.Binding is OrchestrationTriggerAttribute && !function.Method.IsStatic)
        {
            Fault("FN0007", function.Method, $"The orchestration '{function.Name}' is not static: an orchestrator has nothing but its context and its input.");
        }

        var returned = function.Method.ReturnType;
        if (!function.IsHttp && returned != typeof(void) && !typeof(Task).IsAssignableFrom(returned))
        {
            Fault("FN0008", function.Method, $"The function '{function.Name}' returns {returned.Name}; void, Task or Task<T> was expected.");
        }
    }

    private void FindDuplicates()
    {
        foreach (var group in _functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            foreach (var function in group.Skip(1))
            {
                var first = group.First().Method;
                Fault("FN0004", function.Method, $"The function name '{function.Name}' is taken by {first.DeclaringType?.FullName}.{first.Name}; names are unique ignoring case.");
            }
        }
    }

    private void Fault(string code, MethodInfo method, string message) => _faults.Add(new ManifestFault(code, method, message));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$(?!\n)")]
    private static partial Regex FunctionName();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]*$(?!\n)")]
    private static partial Regex BindingName();
}
