using Billing.Functions.Hosting;

namespace Billing.Functions.Customers;

/// <summary>Refusals about customers and their accounts.</summary>
internal static class CustomerProblems
{
    /// <summary>Also the answer to a customer's person who asks for another customer: it learns nothing of who there is.</summary>
    public static Problem Unknown { get; } = Problem.NotFound("customer_unknown", "There is no such customer.", "顧客がありません。");

    public static Problem Exists { get; } = Problem.Conflict("customer_exists", "There is a customer of this id.", "このIDの顧客はすでにあります。");

    public static Problem Deleted { get; } = Problem.Conflict(
        "customer_deleted", "The customer was deleted. What is kept of it cannot be changed.", "削除済みの顧客です。保存されている内容は変更できません。");

    public static Problem StillOpen { get; } = Problem.Conflict(
        "customer_has_contracts", "The customer still has contracts, orders or invoices that run. End them first.",
        "契約中・処理中の契約、注文または請求があります。先に終了させてください。");

    public static Problem DeletionUnconfirmed { get; } = Problem.Conflict(
        "confirmation_required", "Deleting a customer and its accounts cannot be undone. Send the request again with confirm=true.",
        "顧客とそのアカウントの削除は取り消せません。削除する場合はconfirm=trueを付けて送ってください。");

    public static Problem AccountUnknown { get; } = Problem.NotFound("account_unknown", "There is no such account of this customer.", "この顧客のアカウントがありません。");

    public static Problem AccountExists { get; } = Problem.Conflict(
        "account_exists", "This e-mail address has an account already.", "このメールアドレスのアカウントはすでにあります。");

    public static Problem AccountDeletionUnconfirmed { get; } = Problem.Conflict(
        "confirmation_required", "Deleting an account cannot be undone. Send the request again with confirm=true.",
        "アカウントの削除は取り消せません。削除する場合はconfirm=trueを付けて送ってください。");
}
