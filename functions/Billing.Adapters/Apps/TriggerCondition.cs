using Billing.Core.Transactions;

namespace Billing.Adapters.Apps;

/// <summary>
/// When a record asks for a command: <c>field=value</c>, for example <c>操作=利用照会</c>. Whether the field is an action
/// (cleared when the command was taken) or the process status is the field's type in the app.
/// </summary>
internal sealed record TriggerCondition(CommandKind Command, string Field, string Value)
{
    public string Text => $"{Field}={Value}";
}
