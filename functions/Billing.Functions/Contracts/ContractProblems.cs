using Billing.Core.Contracts;
using Billing.Functions.Hosting;

namespace Billing.Functions.Contracts;

/// <summary>Refusals about basic contracts, orders and contracts. What is another customer's is unknown (404): its id tells nothing.</summary>
internal static class ContractProblems
{
    public static Problem BasicContractUnknown { get; } = Problem.NotFound("basic_contract_unknown", "There is no such basic contract.", "基本契約がありません。");

    public static Problem OrderUnknown { get; } = Problem.NotFound("order_unknown", "There is no such order.", "注文がありません。");

    public static Problem ContractUnknown { get; } = Problem.NotFound("contract_unknown", "There is no such contract.", "契約がありません。");

    /// <summary>B19.</summary>
    public static Problem StatusFixed { get; } = Problem.Conflict(
        "status_fixed", "Only a basic contract that is Draft can change its status.", "ステータスを変更できるのは作成中の基本契約のみです。");

    public static ProblemException Of(OrderRefusal refusal) => new(Problem.Conflict(refusal.Code, refusal.MessageEn, refusal.MessageJa));

    /// <exception cref="ProblemException">409: there is a refusal.</exception>
    public static void ThrowIf(OrderRefusal? refusal)
    {
        if (refusal is not null)
        {
            throw Of(refusal);
        }
    }
}
