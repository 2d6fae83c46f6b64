using Billing.Core.Catalogue;
using Billing.Functions.Hosting;

namespace Billing.Functions.Catalogue;

/// <summary>Refusals about custom attributes.</summary>
internal static class AttributeProblems
{
    /// <summary>So many products a refusal names.</summary>
    public const int MostNamed = 10;

    public static Problem Unknown { get; } = Problem.NotFound("attribute_unknown", "There is no such attribute.", "カスタム項目がありません。");

    public static Problem Exists { get; } = Problem.Conflict("attribute_exists", "There is an attribute of this id.", "このIDのカスタム項目はすでにあります。");

    public static Problem NotLinked { get; } = Problem.NotFound("attribute_not_linked", "The attribute is not linked to this product.", "この商品には紐づけられていません。");

    public static Problem Answered { get; } = Problem.Conflict(
        "confirmation_required", "Orders have answered this attribute. Deleting it cannot be undone; the orders keep their answers. Send the request again with confirm=true.",
        "注文で入力済みの項目です。削除は取り消せません（注文の入力内容は残ります）。削除する場合はconfirm=trueを付けて送ってください。");

    /// <summary>B07: the linked products are named, so that a person can unlink them.</summary>
    public static Problem Linked(IEnumerable<ProductId> products)
    {
        var names = string.Join(", ", products);
        return Problem.Conflict(
            "attribute_linked", $"The attribute is linked to products. Unlink it first: {names} (at most {MostNamed} are named).",
            $"商品に紐づけられています。先に紐づけを解除してください: {names}（最大{MostNamed}件を表示）");
    }
}
