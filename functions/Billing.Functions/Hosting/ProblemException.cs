namespace Billing.Functions.Hosting;

/// <summary>A refusal on its way out of a request that is being handled by <see cref="ApiRequests"/>; it becomes the answer there.</summary>
internal sealed class ProblemException(IResult problem, string code) : Exception($"The request is refused: {code}.")
{
    public ProblemException(Problem problem)
        : this(problem, problem.Code)
    {
    }

    public string Code { get; } = code;

    public IResult Problem { get; } = problem;
}
