using Billing.Adapters.Apps;
using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Adapters.Kintone;

/// <summary>Turns a record into what the rules need, by the app's mapping (meaning → field code).</summary>
internal sealed class KintoneMapping(AppSettings settings)
{
    public AppRecord Map(KintoneRecord record) => new(
        record.Id,
        record.Revision,
        record.FindByType(KintoneTypes.Modifier)?.UserCode,
        record.FindByType(KintoneTypes.Creator)?.UserCode,
        Triggers(record),
        Order(record),
        Written(record));

    private List<ActiveTrigger> Triggers(KintoneRecord record) =>
    [
        .. from trigger in settings.Triggers
           let value = record.Find(trigger.Field)
           where value is not null && value.Value.Choices.Contains(trigger.Value)
           select new ActiveTrigger(trigger.Command, trigger.Text, value.Value.Type != KintoneTypes.Status),
    ];

    private Dictionary<string, string?> Written(KintoneRecord record) =>
        AppMeanings.Written.Where(settings.Fields.ContainsKey).ToDictionary(
            meaning => meaning,
            meaning => record.Find(settings.Fields[meaning]) is { } value && value.Choices.Count > 0 ? string.Join(",", value.Choices) : null);

    private OrderContent Order(KintoneRecord record)
    {
        var read = new FieldReading(record, settings.Fields);
        return new OrderContent
        {
            OrderNumber = read.Text(nameof(OrderContent.OrderNumber)) ?? record.Id,
            OrderedOn = OrderedOn(record, read),
            ServiceCompletedOn = read.Day(nameof(OrderContent.ServiceCompletedOn)),
            CompanyName = read.Text(nameof(OrderContent.CompanyName)),
            Department = read.Text(nameof(OrderContent.Department)),
            CustomerName = read.Text(nameof(OrderContent.CustomerName)),
            CustomerNameKana = read.Text(nameof(OrderContent.CustomerNameKana)),
            PostalCode = read.Text(nameof(OrderContent.PostalCode)),
            Address = read.Text(nameof(OrderContent.Address)),
            Phone = read.Text(nameof(OrderContent.Phone)),
            Email = read.Text(nameof(OrderContent.Email)),
            Total = read.Number(nameof(OrderContent.Total)),
            Lines = Lines(record, read),
            ReadFaults = read.Faults,
        };
    }

    /// <summary>
    /// The order date, or, when the record states none, the day in Japan on which the record was made: providers want a date,
    /// and this one never changes, so that a later update says the same.
    /// </summary>
    private static DateOnly? OrderedOn(KintoneRecord record, FieldReading read)
    {
        var faults = read.Faults.Count;
        return read.Day(nameof(OrderContent.OrderedOn))
            ?? (read.Faults.Count == faults && record.FindByType(KintoneTypes.CreatedTime)?.Text is { } created ? KintoneText.Day(created) : null);
    }

    private List<OrderLine> Lines(KintoneRecord record, FieldReading read)
    {
        if (!settings.Fields.TryGetValue(AppMeanings.Lines, out var table))
        {
            return [];
        }

        if (record.Find(table) is not { Type: KintoneTypes.Subtable } rows)
        {
            read.Missing(AppMeanings.Lines);
            return [];
        }

        var lines = new List<OrderLine>();
        foreach (var row in rows.Rows)
        {
            var line = new OrderLine(
                read.TextOf(AppMeanings.LineName, row),
                read.NumberOf(AppMeanings.LineUnitPrice, row),
                read.NumberOf(AppMeanings.LineQuantity, row));
            lines.Add(line);
        }

        // An entirely empty row is what kintone's form shows for "no row".
        lines.RemoveAll(line => line is { Name: null, UnitPrice: null or 0, Quantity: null or 0 });
        return lines;
    }
}
