namespace Billing.Core.Contracts;

/// <summary>進捗 (B44): where an order stands outside the company, from the order to the opening of the service.</summary>
public enum ProgressStage
{
    /// <summary>受付: the supplier or the operations have it.</summary>
    Accepted,

    /// <summary>手配済: ordered at the supplier, or taken from stock.</summary>
    Arranged,

    /// <summary>開通予定: a date was agreed; it may lie ahead.</summary>
    OpeningScheduled,

    /// <summary>作業中: construction, delivery or settings.</summary>
    InPreparation,

    /// <summary>保留: it waits for somebody.</summary>
    OnHold,

    /// <summary>開通・出荷: shipped or in service (<see cref="Order.FulfilledOn"/>). Billing begins with 注文完了日, which is another date.</summary>
    Opened,
}
