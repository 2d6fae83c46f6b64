using System.Reflection;
using Billing.Adapters.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// Lays settings over the assumed profile: <c>Profile__{Name}</c> for texts, numbers and flags; <c>Profile__Names__{Name}</c>
/// for paths and wire names; <c>Profile__CreditResults__{code}</c>, <c>Profile__States__{code}</c> for codes;
/// <c>Profile__Errors__{code}</c> = class of an error code.
/// </summary>
internal static class NpAirProfileReader
{
    private static readonly string[] Tables = [nameof(NpAirProfile.Names), nameof(NpAirProfile.CreditResults), nameof(NpAirProfile.States), nameof(NpAirProfile.Errors)];

    private static readonly string[] Simple =
    [
        nameof(NpAirProfile.SettlementType), nameof(NpAirProfile.NameLength), nameof(NpAirProfile.KanaLength), nameof(NpAirProfile.CompanyLength),
        nameof(NpAirProfile.DepartmentLength), nameof(NpAirProfile.AddressLength), nameof(NpAirProfile.EmailLength), nameof(NpAirProfile.GoodsNameLength),
        nameof(NpAirProfile.MostGoods), nameof(NpAirProfile.LargestAmount), nameof(NpAirProfile.IsEmailRequired), nameof(NpAirProfile.OnlyJisLetters),
        nameof(NpAirProfile.CanFindByMerchantNumber), nameof(NpAirProfile.CanUpdateRejected), nameof(NpAirProfile.AlreadyRequestedCode),
        nameof(NpAirProfile.NoSuchTransactionCode),
    ];

    public static NpAirProfile Read(SettingReader reader)
    {
        var assumed = new NpAirProfile();
        NameUnknown(reader, Simple.Concat(Tables));
        return assumed with
        {
            Names = ReadNames(reader.Child(nameof(NpAirProfile.Names))),
            SettlementType = reader.Optional(nameof(assumed.SettlementType)) ?? assumed.SettlementType,
            NameLength = Length(reader, nameof(assumed.NameLength), assumed.NameLength),
            KanaLength = Length(reader, nameof(assumed.KanaLength), assumed.KanaLength),
            CompanyLength = Length(reader, nameof(assumed.CompanyLength), assumed.CompanyLength),
            DepartmentLength = Length(reader, nameof(assumed.DepartmentLength), assumed.DepartmentLength),
            AddressLength = Length(reader, nameof(assumed.AddressLength), assumed.AddressLength),
            EmailLength = Length(reader, nameof(assumed.EmailLength), assumed.EmailLength),
            GoodsNameLength = Length(reader, nameof(assumed.GoodsNameLength), assumed.GoodsNameLength),
            MostGoods = Length(reader, nameof(assumed.MostGoods), assumed.MostGoods),
            LargestAmount = reader.Number(nameof(assumed.LargestAmount), (int)assumed.LargestAmount, 1, int.MaxValue),
            IsEmailRequired = reader.Flag(nameof(assumed.IsEmailRequired), assumed.IsEmailRequired),
            OnlyJisLetters = reader.Flag(nameof(assumed.OnlyJisLetters), assumed.OnlyJisLetters),
            CanFindByMerchantNumber = reader.Flag(nameof(assumed.CanFindByMerchantNumber), assumed.CanFindByMerchantNumber),
            CanUpdateRejected = reader.Flag(nameof(assumed.CanUpdateRejected), assumed.CanUpdateRejected),
            AlreadyRequestedCode = reader.Optional(nameof(assumed.AlreadyRequestedCode)) ?? assumed.AlreadyRequestedCode,
            NoSuchTransactionCode = reader.Optional(nameof(assumed.NoSuchTransactionCode)) ?? assumed.NoSuchTransactionCode,
            CreditResults = Codes<CreditResult>(reader.Child(nameof(assumed.CreditResults)), assumed.CreditResults),
            States = Codes<TransactionStatus>(reader.Child(nameof(assumed.States)), assumed.States),
            Errors = ReadErrors(reader.Child(nameof(assumed.Errors)), assumed.Errors),
        };
    }

    private static int Length(SettingReader reader, string name, int otherwise) => reader.Number(name, otherwise, 1, 10_000);

    private static NpAirNames ReadNames(SettingReader reader)
    {
        var names = new NpAirNames();
        var known = typeof(NpAirNames).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        NameUnknown(reader, known.Select(property => property.Name));
        foreach (var property in known)
        {
            if (reader.Optional(property.Name) is { } value)
            {
                property.SetValue(names, value);
            }
        }

        return names;
    }

    private static Dictionary<string, T> Codes<T>(SettingReader reader, IReadOnlyDictionary<string, T> assumed)
        where T : struct, Enum
    {
        var codes = new Dictionary<string, T>(assumed);
        foreach (var (code, value) in Values<T>(reader))
        {
            codes[code] = value;
        }

        return codes;
    }

    /// <summary>A code that the table lacks gets a plain text; one that it has keeps its text and changes its class.</summary>
    private static Dictionary<string, NpError> ReadErrors(SettingReader reader, IReadOnlyDictionary<string, NpError> assumed)
    {
        var errors = new Dictionary<string, NpError>(assumed);
        foreach (var (code, kind) in Values<RefusalClass>(reader))
        {
            errors[code] = errors.TryGetValue(code, out var known)
                ? known with { Class = kind }
                : new NpError(kind, $"NPがエラー({code})を返しました。NPの管理画面で取引を確認してください。", $"NP answered {code}; look at NP's own screen.");
        }

        return errors;
    }

    private static IEnumerable<(string Code, T Value)> Values<T>(SettingReader reader)
        where T : struct, Enum
    {
        foreach (var child in reader.Section.GetChildren())
        {
            if (Enum.TryParse<T>(child.Value, ignoreCase: true, out var value) && Enum.IsDefined(value))
            {
                yield return (child.Key, value);
            }
            else
            {
                reader.Fault(child.Key, $"is '{child.Value}'; expected one of: {string.Join(", ", Enum.GetNames<T>())}");
            }
        }
    }

    private static void NameUnknown(SettingReader reader, IEnumerable<string> known)
    {
        var names = known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var child in reader.Section.GetChildren().Where(child => !names.Contains(child.Key)))
        {
            reader.Fault(child.Key, $"is no part of the profile; expected one of: {string.Join(", ", names.Order())}");
        }
    }
}
