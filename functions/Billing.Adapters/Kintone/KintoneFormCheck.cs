using System.Text.Json;
using Billing.Adapters.Apps;
using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Adapters.Kintone;

/// <summary>
/// Compares an app's form with its settings: each mapped field that is missing or has the wrong type, each condition that can
/// never hold, each 取引状況 that the field could not take. One text for each fault.
/// </summary>
internal sealed class KintoneFormCheck(KintoneClient client, AppSettings settings)
{
    /// <summary>What 取引状況 shows over time.</summary>
    private static readonly IReadOnlyList<string> StatusTexts =
    [
        .. ((TransactionStatus[])
        [
            TransactionStatus.CreditChecking, TransactionStatus.CreditApproved, TransactionStatus.CreditRejected, TransactionStatus.CreditHeld,
            TransactionStatus.InvoiceRequested, TransactionStatus.InvoiceIssued, TransactionStatus.Advanced, TransactionStatus.Cancelled,
        ]).Select(StatusLabels.Japanese),
    ];

    private readonly List<string> _faults = [];

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        if (Properties(await client.GetFormFieldsAsync(cancellationToken)) is not { } body)
        {
            return _faults;
        }

        var form = KintoneForm.Read(body);
        foreach (var (meaning, code) in settings.Fields)
        {
            CheckField(form, meaning, code);
        }

        CheckStatusTexts(form);
        foreach (var trigger in settings.Triggers)
        {
            await CheckTriggerAsync(form, trigger, cancellationToken);
        }

        return _faults;
    }

    private JsonElement? Properties(KintoneAnswer answer)
    {
        switch (answer)
        {
            case KintoneAnswer.Ok ok:
                return ok.Body;
            case KintoneAnswer.Failed { Error.IsTransient: false } failed:
                Fault($"kintone answers {failed.Error.Code} (HTTP {failed.Error.Status}); check AppId, ApiToken (it must be allowed to see the app's form) and GuestSpaceId");
                return null;
            case KintoneAnswer.Failed failed:
                throw new LowCodeAppException(failed.Error.Code, isTransient: true);
            default:
                throw new LowCodeAppException("unreadable_answer", isTransient: false);
        }
    }

    private void CheckField(KintoneForm form, string meaning, string code)
    {
        var name = $"Fields__{meaning}";
        if (form.Find(code) is not { } field)
        {
            Fault($"{name}: the app has no field '{code}'");
            return;
        }

        var expected = ExpectedTypes(meaning);
        if (!expected.Contains(field.Type))
        {
            Fault($"{name}: field '{code}' has the type {field.Type}; expected {string.Join(" or ", expected)}");
        }

        var table = AppMeanings.LineColumns.Contains(meaning) ? settings.Fields.GetValueOrDefault(AppMeanings.Lines) : null;
        if (field.Table != table)
        {
            Fault(table is null
                ? $"{name}: field '{code}' is a column of table '{field.Table}'; expected a field of the record itself"
                : $"{name}: field '{code}' is no column of table '{table}'");
        }

        if (AppMeanings.Written.Contains(meaning) && field.IsLookupCopy)
        {
            Fault($"{name}: field '{code}' is filled by a lookup and cannot be written");
        }
    }

    private void CheckStatusTexts(KintoneForm form)
    {
        if (settings.Fields.TryGetValue(WriteBackMeaning.Status, out var code) && form.Find(code) is { Options: { } options })
        {
            var missing = StatusTexts.Except(options).ToList();
            if (missing.Count > 0)
            {
                Fault($"Fields__{WriteBackMeaning.Status}: field '{code}' lacks the options {string.Join(", ", missing)}");
            }
        }
    }

    private async Task CheckTriggerAsync(KintoneForm form, TriggerCondition trigger, CancellationToken cancellationToken)
    {
        var name = $"Commands__{trigger.Command}";
        if (form.Find(trigger.Field) is not { } field || field.Table is not null)
        {
            Fault($"{name}: '{trigger.Text}' can never hold: the app has no field '{trigger.Field}'");
        }
        else if (field.Type == KintoneTypes.Status)
        {
            await CheckProcessAsync(name, trigger, cancellationToken);
        }
        else
        {
            CheckAction(name, trigger, field);
        }
    }

    private void CheckAction(string name, TriggerCondition trigger, KintoneFormField field)
    {
        if (!KintoneTypes.Actions.Contains(field.Type))
        {
            Fault($"{name}: field '{trigger.Field}' has the type {field.Type}; expected the process status or {string.Join(" or ", KintoneTypes.Actions)}");
        }
        else if (field.Options is { } options && !options.Contains(trigger.Value))
        {
            Fault($"{name}: '{trigger.Text}' can never hold: the options are {string.Join(", ", options)}");
        }

        if (settings.Fields.GetValueOrDefault(WriteBackMeaning.Action) != trigger.Field)
        {
            Fault($"{name}: field '{trigger.Field}' could not be cleared after its command; set Fields__{WriteBackMeaning.Action} to it");
        }
    }

    private async Task CheckProcessAsync(string name, TriggerCondition trigger, CancellationToken cancellationToken)
    {
        if (Properties(await client.GetProcessAsync(cancellationToken)) is not { } process)
        {
            return;
        }

        var isOn = process.TryGetProperty("enable", out var enable) && enable.ValueKind == JsonValueKind.True;
        var states = process.TryGetProperty("states", out var all) && all.ValueKind == JsonValueKind.Object
            ? all.EnumerateObject().Select(state => state.Value.TryGetProperty("name", out var text) ? text.GetString() : state.Name).ToList()
            : [];
        if (!isOn)
        {
            Fault($"{name}: '{trigger.Text}' can never hold: process management is off");
        }
        else if (!states.Contains(trigger.Value))
        {
            Fault($"{name}: '{trigger.Text}' can never hold: the states are {string.Join(", ", states)}");
        }
    }

    private static IReadOnlyList<string> ExpectedTypes(string meaning) => meaning switch
    {
        AppMeanings.Lines => [KintoneTypes.Subtable],
        AppMeanings.LineUnitPrice or AppMeanings.LineQuantity or nameof(OrderContent.Total) => KintoneTypes.Numbers,
        nameof(OrderContent.OrderedOn) or nameof(OrderContent.ServiceCompletedOn) => KintoneTypes.Dates,
        WriteBackMeaning.IssuedOn or WriteBackMeaning.DueOn or WriteBackMeaning.PaidOn
            or WriteBackMeaning.ExpectedIssueOn or WriteBackMeaning.AdvancedOn => KintoneTypes.WritableDates,
        WriteBackMeaning.Status => KintoneTypes.WritableChoices,
        WriteBackMeaning.ProviderTransactionId or WriteBackMeaning.Reason => KintoneTypes.WritableTexts,
        WriteBackMeaning.Action => KintoneTypes.Actions,
        _ => KintoneTypes.Texts,
    };

    private void Fault(string what) => _faults.Add($"Apps__{settings.Key}: {what}.");
}
