namespace Billing.Sandbox.Kintone.Forms;

/// <summary>Process management (プロセス管理) of an app: its states in order, the first being where records begin.</summary>
internal sealed record ProcessDefinition
{
    public bool Enable { get; init; } = true;

    public required IReadOnlyList<ProcessState> States { get; init; }

    public IReadOnlyList<ProcessAction> Actions { get; init; } = [];
}

/// <param name="Assignees">User codes who may act in this state; empty lets everybody.</param>
/// <param name="ChooseOne">One of the assignees has to be chosen by whoever moves a record here.</param>
internal sealed record ProcessState(string Name, IReadOnlyList<string>? Assignees = null, bool ChooseOne = false);

/// <param name="Name">As shown on the button; actions are addressed by it.</param>
internal sealed record ProcessAction(string Name, string From, string To);
