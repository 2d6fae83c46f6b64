using Billing.Adapters.Csv;
using Billing.Core.Customers;

namespace Billing.Functions.Export;

/// <summary>B46: 顧客のCSV, one row for each. Personal data: for the partner only.</summary>
internal static class CustomerCsv
{
    public static IReadOnlyList<string> Header { get; } =
    [
        "顧客ID", "顧客コード", "区分", "状態", "顧客名", "顧客名カナ", "代表者姓", "代表者名", "担当者部署", "担当者姓", "担当者名", "郵便番号", "都道府県", "市区町村", "町名番地", "建物名",
        "電話番号", "携帯電話", "メールアドレス", "支払方法", "決済サービス", "手数料差引", "取適法対象", "登録番号", "備考",
    ];

    public static Task AddAsync(CsvWriter csv, Customer customer, CancellationToken cancellationToken)
    {
        csv.Add(customer.Id.Value).Add(customer.Code)
            .Add(customer.Kind == CustomerKind.Corporation ? "法人" : "個人")
            .Add(customer.Status == CustomerStatus.Active ? "有効" : "削除済み")
            .Add(customer.Name).Add(customer.NameKana)
            .Add(customer.Representative?.FamilyName).Add(customer.Representative?.GivenName)
            .Add(customer.Clerk?.Department).Add(customer.Clerk?.FamilyName).Add(customer.Clerk?.GivenName);
        AddAddress(csv, customer.Address);
        csv.Add(customer.Phone).Add(customer.Mobile).Add(customer.Email)
            .Add(Text(customer.Payment.Method)).Add(customer.Payment.Provider)
            .Add(YesOrNo(customer.FeeDeducted)).Add(YesOrNo(customer.Toritekiho))
            .Add(customer.RegistrationNumber).Add(customer.Notes);
        return csv.EndRowAsync(cancellationToken);
    }

    private static void AddAddress(CsvWriter csv, PostalAddress? address) =>
        csv.Add(address?.PostalCode).Add(address?.Prefecture).Add(address?.City).Add(address?.Street).Add(address?.Building);

    private static string YesOrNo(bool value) => value ? "はい" : "いいえ";

    private static string Text(PaymentMethod method) => method switch
    {
        PaymentMethod.BankTransfer => "銀行振込",
        PaymentMethod.DirectDebit => "口座振替",
        PaymentMethod.PaymentSlip => "払込票",
        PaymentMethod.Provider => "決済サービス",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };
}
