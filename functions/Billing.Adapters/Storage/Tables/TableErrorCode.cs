namespace Billing.Adapters.Storage.Tables;

/// <summary>The table service's error codes that are used here, for what it answers and for what is refused before sending.</summary>
internal static class TableErrorCode
{
    public const string CommandsInBatchActOnDifferentPartitions = nameof(CommandsInBatchActOnDifferentPartitions);
    public const string EntityAlreadyExists = nameof(EntityAlreadyExists);
    public const string EntityTooLarge = nameof(EntityTooLarge);
    public const string InvalidDuplicateRow = nameof(InvalidDuplicateRow);
    public const string InvalidInput = nameof(InvalidInput);
    public const string KeyValueTooLarge = nameof(KeyValueTooLarge);
    public const string OutOfRangeInput = nameof(OutOfRangeInput);
    public const string PropertyNameInvalid = nameof(PropertyNameInvalid);
    public const string PropertyNameTooLong = nameof(PropertyNameTooLong);
    public const string PropertyValueTooLarge = nameof(PropertyValueTooLarge);
    public const string RequestBodyTooLarge = nameof(RequestBodyTooLarge);
    public const string ResourceNotFound = nameof(ResourceNotFound);
    public const string TableAlreadyExists = nameof(TableAlreadyExists);
    public const string TableNotFound = nameof(TableNotFound);
    public const string TooManyProperties = nameof(TooManyProperties);
    public const string UpdateConditionNotSatisfied = nameof(UpdateConditionNotSatisfied);
}
