using System.Text.Json;

namespace Billing.Adapters.Kintone;

/// <summary>What came of a call to kintone that was not simply unavailable.</summary>
internal abstract record KintoneAnswer
{
    private KintoneAnswer() { }

    /// <param name="MayHaveBeenDone">An earlier attempt of this call may have done it already.</param>
    public sealed record Ok(JsonElement Body, bool MayHaveBeenDone) : KintoneAnswer
    {
        public override string ToString() => "Ok";
    }

    public sealed record Failed(KintoneError Error, bool MayHaveBeenDone) : KintoneAnswer;

    /// <summary>A write whose answer was lost.</summary>
    public sealed record Lost(string Code) : KintoneAnswer;

    /// <summary>More than may be read at once: ask for less.</summary>
    public sealed record TooLarge : KintoneAnswer;
}
