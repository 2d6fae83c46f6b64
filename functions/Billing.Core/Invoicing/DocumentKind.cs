namespace Billing.Core.Invoicing;

/// <summary>What a document is.</summary>
public enum DocumentKind
{
    /// <summary>適格請求書.</summary>
    Invoice,

    /// <summary>適格返還請求書 (返還インボイス): only amounts that go back; its lines and totals are negative.</summary>
    Credit,
}
