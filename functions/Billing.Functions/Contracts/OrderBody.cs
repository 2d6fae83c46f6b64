using System.Globalization;

using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Validation;

namespace Billing.Functions.Contracts;

/// <summary>
/// An order as it is sent. A new one names the basic contract and its lines; an addition, reduction or cancellation names the contract. Whose it is
/// follows from those.
/// </summary>
internal sealed record OrderBody
{
    public OrderKind? Kind { get; init; }

    public string? BasicContractId { get; init; }

    public IReadOnlyList<OrderLineBody>? Lines { get; init; }

    public string? ContractId { get; init; }

    public int? Quantity { get; init; }

    /// <summary>受注経路; a customer's own orders come by the web.</summary>
    public OrderSource? Source { get; init; }

    /// <summary>Left out: the customer's.</summary>
    public PaymentMethod? PaymentMethod { get; init; }

    /// <summary>Left out: today in Tokyo.</summary>
    public DateOnly? OrderedOn { get; init; }

    public string? Notes { get; init; }

    /// <summary>What is missing, or does not belong to this kind of order.</summary>
    public FieldErrors Check(bool byCustomer)
    {
        var errors = new FieldErrors();
        if (Kind is not { } kind)
        {
            errors.Required("kind");
            return errors;
        }

        errors.Defined("kind", kind);
        var isNew = kind == OrderKind.New;
        Check(errors, "basicContractId", BasicContractId is not null, isNew);
        Check(errors, "lines", Lines is not null, isNew);
        Check(errors, "contractId", ContractId is not null, !isNew);
        Check(errors, "quantity", Quantity is not null, kind is OrderKind.Add or OrderKind.Reduce);
        if (!byCustomer && Source is null)
        {
            errors.Required("source");
        }
        else if (byCustomer && Source is not (null or OrderSource.Web))
        {
            errors.Add("source", "must_be_web", "お客様ご自身の注文はWebです。", "A customer's own order comes by the web.");
        }

        return errors;
    }

    private static void Check(FieldErrors errors, string field, bool isThere, bool belongs)
    {
        if (belongs && !isThere)
        {
            errors.Required(field);
        }
        else if (!belongs && isThere)
        {
            errors.Add(field, "not_for_kind", "この種類の注文では指定できません。", "This kind of order does not have it.");
        }
    }
}

/// <summary>A line of a new order as it is sent.</summary>
internal sealed record OrderLineBody(
    string? ProductId = null, int? Quantity = null, string? ContractName = null, IReadOnlyDictionary<string, string?>? Attributes = null);

/// <summary>A completion as it is sent (B25). Lines that are not named have the date of the order.</summary>
internal sealed record CompletionBody(DateOnly? CompletedOn = null, DateOnly? FulfilledOn = null, IReadOnlyList<LineDateBody>? Lines = null)
{
    /// <exception cref="Hosting.ProblemException">A field is missing or wrong.</exception>
    public IReadOnlyDictionary<ContractId, DateOnly> LineDates()
    {
        var errors = new FieldErrors();
        var dates = new Dictionary<ContractId, DateOnly>();
        if (CompletedOn is null)
        {
            errors.Required("completedOn");
        }

        errors.Count("lines", Lines?.Count ?? 0, OrderRules.MostLines);
        for (var index = 0; index < Math.Min(Lines?.Count ?? 0, OrderRules.MostLines); index++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"lines[{index}]");
            if (Lines![index]?.CompletedOn is not { } date)
            {
                errors.Required(field + ".completedOn");
            }
            else if (!ContractId.TryParse(Lines[index].ContractId, out var contract) || !dates.TryAdd(contract, date))
            {
                errors.Add(field + ".contractId", "id_invalid", "IDが正しくないか、重複しています。", "Not an id, or listed twice.");
            }
        }

        Hosting.FieldProblem.ThrowIfAny(errors);
        return dates;
    }
}

/// <summary>A line's own 注文完了日.</summary>
internal sealed record LineDateBody(string? ContractId = null, DateOnly? CompletedOn = null);

/// <summary>取下げ as it is sent.</summary>
internal sealed record WithdrawalBody(string? Reason = null);

/// <summary>A step of the progress as it is sent (B44).</summary>
internal sealed record ProgressBody(ProgressStage? Stage = null, DateOnly? On = null, string? Note = null);
