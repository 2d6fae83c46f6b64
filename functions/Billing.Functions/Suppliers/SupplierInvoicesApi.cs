using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Billing.Adapters.Storage.Catalogue;
using Billing.Core.Calendar;
using Billing.Core.Suppliers;
using Billing.Core.Validation;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Suppliers;

/// <summary>
/// 仕入先請求 (B45): taken in as JSON or CSV, unified in one form, listed by month for all suppliers. Key: the supplier and the invoice's number; a
/// second one is refused, whatever its month. A request is taken in whole or not at all.
/// </summary>
internal sealed class SupplierInvoicesApi(ApiRequests api, SupplierStore store)
{
    // Each takes two rows and its audit entry, and the stored answer must fit, too.
    private const int MostInvoices = 30;

    private const string Csv = "text/csv";

    // Both refuse what they cannot decode: a damaged name would be kept for ten years.
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding ShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Invoices of all suppliers by <c>month</c> and <c>supplier</c>, either left out for all.</summary>
    [Function("ListSupplierInvoices")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "supplier-invoices")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () =>
            {
                var (month, supplier) = (Month(request), Supplier(request));
                return Lists.PageAsync(
                    request, page => store.ListInvoicesAsync(month, supplier, page.Cursor, page.Size, cancellationToken), SupplierInvoiceView.Of,
                    SuppliersJson.Readable.PageViewSupplierInvoiceView);
            },
            cancellationToken);

    /// <summary>B45: <c>application/json</c> or <c>text/csv</c> (UTF-8, or <c>charset=shift_jis</c>).</summary>
    [Function("ImportSupplierInvoices")]
    public Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "suppliers/{id}/invoices")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request,
            async (change, body) =>
            {
                change.RequirePartner();
                var supplier = (await SuppliersApi.FindAsync(store, id, cancellationToken)).Value.Id;
                var invoices = Read(request, body, supplier);
                return await change.CommitAsync(store.Table, SupplierStore.Partition, version => ImportAsync(supplier, invoices, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    private async Task<Change> ImportAsync(SupplierId supplier, IReadOnlyList<SupplierInvoice> invoices, string version, CancellationToken cancellationToken)
    {
        var known = await Task.WhenAll(invoices.Select(invoice => store.HasInvoiceAsync(supplier, invoice.Number, cancellationToken)));
        var errors = new FieldErrors();
        for (var index = 0; index < known.Length; index++)
        {
            if (known[index])
            {
                errors.Add(At(index) + "number", "taken_in_before", "この請求番号は取り込み済みです。", "The supplier's invoice of this number was taken in before.");
            }
        }

        FieldProblem.ThrowIfAny(errors);
        var view = new ImportView(supplier.Value, invoices.Count, invoices.Sum(invoice => invoice.Lines.Count), Core.Money.Yen.Sum(invoices.Select(invoice => invoice.Total)).Amount);
        return new Change(
            [.. invoices.SelectMany(SupplierStore.Insert)],
            [.. invoices.Select(invoice => new AuditNote(SupplierStore.Row(invoice), "taken_in", []))],
            ChangeAnswer.Of(StatusCodes.Status201Created, view, SuppliersJson.Readable.ImportView, location: $"/api/supplier-invoices?supplier={supplier}"));
    }

    private static IReadOnlyList<SupplierInvoice> Read(HttpRequest request, ReadOnlyMemory<byte> body, SupplierId supplier)
    {
        var errors = new FieldErrors();
        IReadOnlyList<SupplierInvoice> invoices = IsCsv(request, out var encoding)
            ? SupplierCsv.Read(Text(body, encoding), supplier, errors)
            : BoundedBody.IsJson(request) ? ReadJson(body, supplier, errors)
            : throw new ProblemException(MediaType);
        FieldProblem.ThrowIfAny(errors);
        errors.Range("invoices", invoices.Count, 1, MostInvoices);
        for (var index = 0; index < Math.Min(invoices.Count, MostInvoices); index++)
        {
            errors.AddRange(SupplierInvoiceRules.Validate(invoices[index], At(index)));
            if (invoices.Take(index).Any(before => before.Number == invoices[index].Number))
            {
                errors.Add(At(index) + "number", "duplicate", "請求番号が重複しています。", "The number stands twice in this request.");
            }
        }

        FieldProblem.ThrowIfAny(errors);
        return invoices;
    }

    private static List<SupplierInvoice> ReadJson(ReadOnlyMemory<byte> body, SupplierId supplier, FieldErrors errors) =>
        [.. (JsonBody.Read(body, SuppliersJson.Default.SupplierInvoicesBody).Invoices ?? []).Take(MostInvoices + 1)
            .Select((invoice, index) => (invoice ?? new SupplierInvoiceBody()).ToInvoice(supplier, At(index), errors))];

    private static bool IsCsv(HttpRequest request, out Encoding encoding)
    {
        encoding = Utf8;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !string.Equals(type.MediaType, Csv, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        encoding = type.CharSet?.Trim('"').ToLowerInvariant() switch
        {
            null or "utf-8" => Utf8,
            "shift_jis" or "windows-31j" => ShiftJis,
            _ => throw new ProblemException(MediaType),
        };
        return true;
    }

    private static string Text(ReadOnlyMemory<byte> body, Encoding encoding)
    {
        try
        {
            return encoding.GetString(body.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw FieldProblem.Of("csv", "encoding_invalid", "文字コードが指定と異なります。", "The text is not in the encoding that Content-Type says.");
        }
    }

    private static BillingMonth? Month(HttpRequest request) => PageRequest.Text(request, "month") switch
    {
        null => null,
        var text when BillingMonth.TryParse(text, out var month) => month,
        _ => throw FieldProblem.Of("month", "month_invalid", "月はyyyy-MMで入力してください。", "A month yyyy-MM was expected."),
    };

    private static SupplierId? Supplier(HttpRequest request) => PageRequest.Text(request, "supplier") switch
    {
        null => null,
        var text when SupplierId.TryParse(text, out var supplier) => supplier,
        _ => throw FieldProblem.Of("supplier", "id_invalid", "IDの形式が正しくありません。", "This is not an id."),
    };

    private static string At(int index) => string.Create(CultureInfo.InvariantCulture, $"invoices[{index}].");

    private static Problem MediaType { get; } = new(
        "Unsupported Media Type", StatusCodes.Status415UnsupportedMediaType, "media_type_unsupported",
        "The content type must be application/json or text/csv, with charset utf-8 or shift_jis.",
        "Content-Typeはapplication/jsonまたはtext/csv（charsetはutf-8かshift_jis）にしてください。");
}
