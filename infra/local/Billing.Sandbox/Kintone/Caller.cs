using System.Collections.Immutable;

namespace Billing.Sandbox.Kintone;

/// <summary>Who makes a call: the holder of API tokens, or a person (password, or the control API in a person's name).</summary>
internal abstract record Caller
{
    private Caller() { }

    public sealed record Tokens(ImmutableArray<string> Values) : Caller;

    public sealed record User(Person Person) : Caller;

    /// <summary>Whom records name as the one who acted.</summary>
    public Person Actor => this is User user ? user.Person : Person.Administrator;
}
