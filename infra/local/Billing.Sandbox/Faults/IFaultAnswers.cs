namespace Billing.Sandbox.Faults;

/// <summary>How a service words an answer that a fault asks for.</summary>
internal interface IFaultAnswers
{
    /// <summary>Writes the status of <paramref name="fault"/> with the body that the service sends with it.</summary>
    Task WriteStatusAsync(HttpContext context, Fault fault);

    /// <summary>Whether the service itself puts the unknown code into its ordinary answer; else an error with an unknown code is written.</summary>
    bool DistortsAnswers { get; }
}
