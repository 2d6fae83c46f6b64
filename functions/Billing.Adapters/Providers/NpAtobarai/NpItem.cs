using System.Text.Json;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>What an answer says of the one transaction that was asked about.</summary>
internal abstract record NpItem
{
    private NpItem() { }

    public sealed record Result(JsonElement Item) : NpItem
    {
        public override string ToString() => "Result";
    }

    public sealed record Errors(IReadOnlyList<string> Codes) : NpItem;

    /// <summary>Nothing about our transaction.</summary>
    public sealed record Absent : NpItem;

    /// <summary>
    /// Finds our transaction in an answer by its ids, never by position (§2.2). Only an error without an id is taken as ours,
    /// since one item was sent. A result wins over an error: it says that the thing was done.
    /// </summary>
    public static NpItem Find(JsonElement body, NpAirNames names, string? providerId, string? merchantNumber)
    {
        foreach (var item in NpJson.Items(body, names.Results).Where(item => IsOurs(item, names, providerId, merchantNumber)))
        {
            return new Result(item);
        }

        foreach (var error in NpJson.Items(body, names.Errors))
        {
            var id = NpJson.Code(error, names.ErrorId);
            if (id is null || id == providerId || id == merchantNumber)
            {
                return new Errors(NpJson.Codes(error, names.ErrorCodes));
            }
        }

        return new Absent();
    }

    private static bool IsOurs(JsonElement item, NpAirNames names, string? providerId, string? merchantNumber) => providerId is not null
        ? NpJson.Code(item, names.ProviderId) == providerId
        : NpJson.Code(item, names.MerchantNumber) == merchantNumber && NpJson.Code(item, names.ProviderId) is not null;
}
