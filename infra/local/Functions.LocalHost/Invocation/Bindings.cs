using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Invocation;

/// <summary>The input and output bindings that the components of this life of the host offer, by type.</summary>
internal sealed class Bindings
{
    private readonly Dictionary<string, IInputBinding> _inputs;
    private readonly Dictionary<string, IOutputBinding> _outputs;

    public Bindings(IEnumerable<IHostComponent> components)
    {
        var all = components.ToList();
        _inputs = all.OfType<IInputBinding>().ToDictionary(binding => binding.Type, StringComparer.OrdinalIgnoreCase);
        _outputs = all.OfType<IOutputBinding>().ToDictionary(binding => binding.Type, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The values of <c>Data</c>: the trigger's and those of the further inputs, in the order of the bindings.</summary>
    /// <exception cref="InvocationFailedException">A binding's type is not offered.</exception>
    public IReadOnlyList<KeyValuePair<string, WireValue>> Data(FunctionDefinition function, WireValue trigger) =>
    [
        .. function.Bindings.Where(binding => !binding.IsOutput).Select(binding => KeyValuePair.Create(
            binding.Name,
            binding == function.Trigger ? trigger : Find(_inputs, binding, "input").GetValue(function, binding))),
    ];

    /// <summary>Writes what was given to each output binding but HTTP ones, in order.</summary>
    /// <exception cref="InvocationFailedException">One of them failed; those after it are not written, as in the real host.</exception>
    public async Task WriteAsync(DecodedAnswer answer, CancellationToken cancellationToken)
    {
        foreach (var (binding, value) in answer.Given.Where(given => !given.Binding.Is("http")).Select(given => (given.Binding, given.Value)))
        {
            var bodies = OutputBodies.Of(binding, value);
            var output = Find(_outputs, binding, "output");
            try
            {
                await output.WriteAsync(binding, bodies, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception failure)
            {
                // The boundary to a component: whatever it throws fails this invocation and nothing else.
                throw new InvocationFailedException(failure.GetType().FullName!, failure.Message);
            }
        }
    }

    private static T Find<T>(Dictionary<string, T> known, BindingDefinition binding, string direction) => known.TryGetValue(binding.Type, out var found)
        ? found
        : throw new InvocationFailedException(
            FailureTypes.InvalidOperation,
            $"This host has no {direction} binding of type '{binding.Type}' (binding '{binding.Name}'); it has: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");
}
