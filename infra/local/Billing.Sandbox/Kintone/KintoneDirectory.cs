namespace Billing.Sandbox.Kintone;

/// <summary>The people of the domain: users with their passwords, organizations and groups. Made-up names.</summary>
internal sealed class KintoneDirectory
{
    private readonly Dictionary<string, Person> _users = new[]
    {
        Person.Administrator,
        new Person("suzuki", "鈴木 花子"),
        new Person("yamada", "山田 次郎"),
        new Person("ito", "伊藤 三郎"),
        new Person("keiri01", "経理 担当"),
        new Person("keiri02", "経理 代理"),
    }.ToDictionary(person => person.Code, StringComparer.Ordinal);

    private readonly Dictionary<string, Person> _organizations = new[]
    {
        new Person("sales", "営業部"),
        new Person("tokai", "東海支店"),
    }.ToDictionary(person => person.Code, StringComparer.Ordinal);

    private readonly Dictionary<string, Person> _groups = new[]
    {
        new Person("everyone", "Everyone"),
        new Person("Administrators", "Administrators"),
        new Person("billing_approvers", "請求承認"),
    }.ToDictionary(person => person.Code, StringComparer.Ordinal);

    public Person? User(string code) => _users.GetValueOrDefault(code);

    public Person? Organization(string code) => _organizations.GetValueOrDefault(code);

    public Person? Group(string code) => _groups.GetValueOrDefault(code);

    /// <summary>The person who signs in so; the password of <c>suzuki</c> is <c>password-of-suzuki</c>.</summary>
    public Person? SignIn(string login, string password) => password == $"password-of-{login}" ? User(login) : null;
}
