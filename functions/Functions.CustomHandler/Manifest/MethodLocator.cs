using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace Functions.CustomHandler.Manifest;

/// <summary>Finds where a method stands in its source, by the symbols beside its assembly.</summary>
internal static class MethodLocator
{
    /// <summary>The file and line of the method's first statement; null without symbols.</summary>
    public static (string File, int Line)? Find(MethodInfo method)
    {
        var symbols = Path.ChangeExtension(method.Module.Assembly.Location, ".pdb");
        if (!File.Exists(symbols))
        {
            return null;
        }

        using var stream = File.OpenRead(symbols);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = provider.GetMetadataReader();
        return First(reader, method) ?? First(reader, StateMachine(method));
    }

    private static (string File, int Line)? First(MetadataReader reader, MethodInfo? method)
    {
        if (method is null)
        {
            return null;
        }

        var handle = MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0xFFFFFF).ToDebugInformationHandle();
        foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
        {
            if (!point.IsHidden)
            {
                return (reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine);
            }
        }

        return null;
    }

    // The statements of an async method stand in the class that the compiler makes of it.
    private static MethodInfo? StateMachine(MethodInfo method) =>
        method.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType
            .GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic);
}
