using System.Reflection;

namespace Functions.CustomHandler.Manifest;

/// <summary>What is wrong with a function's declaration.</summary>
/// <param name="Code">Stable, <c>FN0001</c> and up.</param>
/// <param name="Method">Where.</param>
/// <param name="Message">What was found, and what was expected.</param>
internal sealed record ManifestFault(string Code, MethodInfo Method, string Message)
{
    /// <summary>The form that MSBuild takes for an error of the build, at the method's place in its source when that is known.</summary>
    public string ToBuildError()
    {
        var place = MethodLocator.Find(Method) is { } source ? $"{source.File}({source.Line})" : Method.Module.Name;
        return $"{place}: error {Code}: {Method.DeclaringType?.FullName}.{Method.Name}: {Message}";
    }
}
