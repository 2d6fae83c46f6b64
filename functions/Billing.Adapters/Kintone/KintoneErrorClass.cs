namespace Billing.Adapters.Kintone;

/// <summary>What an error of kintone asks of us (kintone §3.4, column "what to do").</summary>
internal enum KintoneErrorClass
{
    /// <summary>The values are refused: do not retry; park.</summary>
    Data,

    /// <summary>Our request is wrong, or the form was changed under it: do not retry; park.</summary>
    Bug,

    /// <summary>Settings, token, permissions or path are wrong: stop and alert.</summary>
    Configuration,

    /// <summary>The record does not exist (any more).</summary>
    Gone,

    /// <summary>What should be removed does not exist: as good as done.</summary>
    NothingThere,

    /// <summary>The revision is another by now: read and decide again.</summary>
    Conflict,

    /// <summary>A status action is not possible from the present status: read again.</summary>
    State,

    /// <summary>Too many at once, or a lock whose work was rolled back: nothing was done; retry with jitter.</summary>
    Busy,

    /// <summary>No answer of kintone's own (maintenance page, gateway): may have been done; retry with a long back-off.</summary>
    Trouble,
}
