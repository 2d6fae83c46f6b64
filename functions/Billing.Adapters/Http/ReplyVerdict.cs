namespace Billing.Adapters.Http;

/// <summary>What a reply proves. Each service judges its own: kintone by code first, NP by status.</summary>
internal enum ReplyVerdict
{
    /// <summary>The service has decided: done, or refused for good.</summary>
    Final,

    /// <summary>The service did nothing and wants to be asked later (429, a lock that was rolled back).</summary>
    NotDone,

    /// <summary>The service failed; what was asked may have been done (5xx).</summary>
    Doubtful,
}
