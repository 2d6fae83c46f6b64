namespace Billing.Sandbox.Kintone;

/// <summary>What a token has to allow (kintone.md §3).</summary>
internal static class Permission
{
    public const string View = "view";
    public const string Add = "add";
    public const string Edit = "edit";
    public const string Delete = "delete";
    public const string Manage = "manage";
}
