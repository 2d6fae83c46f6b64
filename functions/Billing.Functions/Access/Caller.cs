using Billing.Core.Customers;

namespace Billing.Functions.Access;

/// <summary>Who sent a request. Every function key is the partner's: only a forwarded principal makes a caller less.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>As audit entries name it.</summary>
    public abstract string Who { get; }

    /// <summary>May do everything of contract billing: the partner's system or one of its people.</summary>
    public bool IsPartner => this is not CustomerPerson;

    /// <summary>May this caller see what belongs to the customer?</summary>
    public bool Sees(CustomerId customer) => this is not CustomerPerson person || person.Customer == customer;

    /// <summary>The partner's own system, by function key and without a person.</summary>
    public sealed record System : Caller
    {
        public override string Who => "system";
    }

    /// <summary>A person of the partner, signed in at the platform.</summary>
    public sealed record PartnerPerson(EmailAddress Email) : Caller
    {
        public override string Who => "partner:" + Email.Value;
    }

    /// <summary>A person of a customer (B41): sees and orders for that customer only, and completes nothing.</summary>
    public sealed record CustomerPerson(CustomerId Customer, string AccountId) : Caller
    {
        public override string Who => "account:" + AccountId;
    }
}
