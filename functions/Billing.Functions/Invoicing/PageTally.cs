using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;

namespace Billing.Functions.Invoicing;

/// <summary>What a page found so far, in the order of its customers; lists are cut as the report cuts them.</summary>
internal sealed class PageTally
{
    private readonly List<CustomerFailure> _failures = [];

    public RunFindings Findings { get; private set; } = RunFindings.None;

    public IReadOnlyList<CustomerFailure> Failures => _failures;

    public int FailureCount { get; private set; }

    public void Add(RunFindings findings) => Findings = Findings.Then(findings);

    public void Fail(CustomerId customer, string code)
    {
        FailureCount++;
        if (_failures.Count < RunReport.MostListed)
        {
            _failures.Add(new CustomerFailure(customer, code));
        }
    }
}
