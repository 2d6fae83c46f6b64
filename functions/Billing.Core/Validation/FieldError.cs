namespace Billing.Core.Validation;

/// <summary>One thing that is wrong with one field of a request.</summary>
/// <param name="Field">The field's path as the sender wrote it: <c>name</c>, <c>lines[2].quantity</c>.</param>
/// <param name="Code">Stable, for programs: <c>required</c>, <c>too_long</c>, …</param>
/// <param name="MessageJa">For people; never repeats a value, which may be personal data.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record FieldError(string Field, string Code, string MessageJa, string MessageEn);
