using Billing.Sandbox.Faults;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Control;

/// <summary>
/// The control API: what people and the outside world do, which faults are on, and what was received. It listens on this machine only and
/// asks for no key. Described in <c>infra/local/Billing.Sandbox/README.md</c>.
/// </summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder app, SandboxState state)
    {
        var control = app.MapGroup("/control");
        control.MapGet("/health", () => Results.Ok(new { status = "ok" }));
        control.MapPost("/reset", () =>
        {
            state.Reset();
            return Results.NoContent();
        });
        control.MapGet("/received", () => Received(state));
        MapFaults(control.MapGroup("/faults"), state.Faults);
        KintoneControl.Map(control.MapGroup("/kintone"), state.Kintone);
        NpControl.Map(control.MapGroup("/np"), state.Np);
    }

    /// <summary>400 with what is wrong.</summary>
    public static IResult Refused(string problem) => Results.BadRequest(new { error = problem });

    private static void MapFaults(RouteGroupBuilder faults, FaultBoard board)
    {
        faults.MapGet("", () => board.List());
        faults.MapPost("", (Fault fault) => fault.Problem() is { } problem
            ? Refused(problem)
            : board.Add(fault) is { } id
                ? Results.Ok(new { id })
                : Refused($"{FaultBoard.MaxFaults} faults are the most at a time; remove some."));
        faults.MapDelete("", () =>
        {
            board.Clear();
            return Results.NoContent();
        });
        faults.MapDelete("/{id}", (string id) => board.Remove(id) ? Results.NoContent() : Results.NotFound());
    }

    private static object Received(SandboxState state) => new
    {
        np = new
        {
            transactions = state.Np.Run(ledger => ledger.AllCounts()),
            calls = state.Calls.ToJson("np"),
        },
        kintone = new
        {
            calls = state.Calls.ToJson("kintone"),
            apps = state.Budget.ToJson(),
        },
        webhooks = new
        {
            counts = state.Webhooks.Log.Counts(),
            last = state.Webhooks.Log.Last(),
        },
    };
}
