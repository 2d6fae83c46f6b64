namespace Billing.Adapters.Kintone;

/// <summary>An error answer, without its message and details: those can repeat personal data.</summary>
/// <param name="Code">kintone's code, or <c>http_{status}</c> when there is none.</param>
/// <param name="Id">kintone's id of the error, for its support.</param>
internal sealed record KintoneError(int Status, string Code, string? Id, KintoneErrorClass Class)
{
    public bool IsTransient => Class is KintoneErrorClass.Busy or KintoneErrorClass.Trouble;
}
