using System.Globalization;
using System.Text.RegularExpressions;

using Billing.Core.Attributes;
using Billing.Core.Invoicing;
using Billing.Core.Validation;

namespace Billing.Core.Customers;

/// <summary>What a customer must be (B10, B11, B42), and what is only worth a warning.</summary>
public static partial class CustomerRules
{
    private const int LongestName = 100;
    private const int LongestCode = 40;
    private const int LongestNotes = 2000;
    private const int LongestLineId = 64;

    /// <summary>What is wrong with a customer as <see cref="Customer.Normalized"/> gives it, by field.</summary>
    /// <param name="customer">Normalised.</param>
    /// <param name="asked">The customer attributes (B11).</param>
    public static IReadOnlyList<FieldError> Validate(Customer customer, IReadOnlyCollection<AttributeDefinition> asked)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var errors = new FieldErrors();
        errors.Defined("kind", customer.Kind);
        errors.Text("name", customer.Name, LongestName);
        errors.Text("nameKana", customer.NameKana, LongestName);
        CustomerText.CheckKana(errors, "nameKana", customer.NameKana, LongestName);
        errors.OptionalText("code", customer.Code, LongestCode);
        errors.OptionalText("notes", customer.Notes, LongestNotes, lines: true);
        errors.RegistrationNumber("registrationNumber", customer.RegistrationNumber);
        customer.Representative?.Validate(errors, "representative");
        customer.Clerk?.Validate(errors, "clerk");
        customer.Address?.Validate(errors, "address");
        customer.BillingParty?.Validate(errors, "billingParty");
        ValidateContact(errors, customer);
        ValidatePayment(errors, customer.Payment);
        errors.AddRange(AttributeAnswers.Validate(asked, customer.Attributes));
        return errors.All;
    }

    /// <summary>What is unusual and yet allowed: shown to the person who saved it.</summary>
    public static IReadOnlyList<FieldError> Warnings(Customer customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var warnings = new FieldErrors();
        if (RegistrationNumber.TryParse(customer.RegistrationNumber, out var number) && !number.HasCorporateCheckDigit)
        {
            warnings.Add(
                "registrationNumber", "registration_check_digit", "登録番号の検査用数字が法人番号と一致しません（個人事業主の場合は問題ありません）。",
                "The check digit is not that of a corporate number (fine for a sole proprietor).");
        }

        if (customer is { Toritekiho: true, FeeDeducted: true })
        {
            warnings.Add(
                "feeDeducted", "fee_deduction_prohibited", "取適法の対象取引では、振込手数料を差し引いて支払うことは禁止されています。",
                "Where the law on fair subcontracting applies, the customer may not deduct the transfer fee.");
        }

        return warnings.All;
    }

    private static void ValidateContact(FieldErrors errors, Customer customer)
    {
        CustomerText.CheckPhone(errors, "phone", customer.Phone);
        CustomerText.CheckMobile(errors, "mobile", customer.Mobile);
        CustomerText.CheckEmail(errors, "email", customer.Email);
        if (customer.PreferredChannel is { } preferred)
        {
            ValidatePreferred(errors, customer, preferred);
        }

        if (customer.Line is { } line)
        {
            errors.Text("line.userId", line.UserId, LongestLineId);
        }

        for (var index = 0; index < customer.Consents.Count; index++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"consents[{index}].channel");
            errors.Defined(field, customer.Consents[index].Channel);
            if (customer.Consents.Take(index).Any(before => before.Channel == customer.Consents[index].Channel))
            {
                errors.Add(field, "duplicate", "同じ連絡方法の同意が重複しています。", "There is a consent for this channel already.");
            }
        }
    }

    private static void ValidatePreferred(FieldErrors errors, Customer customer, Channel preferred)
    {
        errors.Defined("preferredChannel", preferred);
        if (!IsReachable(customer, preferred))
        {
            errors.Add("preferredChannel", "channel_unreachable", "希望連絡方法の連絡先が登録されていません。", "The customer cannot be reached by the preferred channel.");
        }
    }

    private static bool IsReachable(Customer customer, Channel channel) => channel switch
    {
        Channel.Email => customer.Email is not null,
        Channel.Sms => customer.Mobile is not null,
        Channel.Line => customer.Line is not null,
        Channel.Post => customer.Address is not null,
        _ => true,
    };

    // B42: 支払方法.
    private static void ValidatePayment(FieldErrors errors, CustomerPayment payment)
    {
        errors.Defined("payment.method", payment.Method);
        if (payment.Method == PaymentMethod.Provider ? payment.Provider is null || !ProviderKey().IsMatch(payment.Provider) : payment.Provider is not null)
        {
            errors.Add(
                "payment.provider", "provider_mismatch", "決済サービスを利用する場合だけ、そのキーを指定してください。",
                "The provider's key (a lower-case letter, then lower-case letters and digits) belongs to the method Provider and to no other.");
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,15}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProviderKey();
}
