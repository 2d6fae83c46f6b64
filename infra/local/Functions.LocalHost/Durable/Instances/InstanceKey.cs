using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>
/// Where an instance is stored: its own partition. Every row key holds a hash of the id, because the emulator finds a row by its
/// row key first: keys that all instances share would make each read as slow as the table is long.
/// </summary>
internal sealed class InstanceKey
{
    /// <summary>The most characters of an id (durable-protocol §6.2).</summary>
    public const int MaxLength = 256;

    private const int MaxPartitionKey = 400;
    private const int KeptPrefix = 100;
    private readonly string _hash;

    public InstanceKey(string instanceId)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(instanceId)));
        var text = Encode(instanceId);
        _hash = digest[..16];
        PartitionKey = text.Length <= MaxPartitionKey ? text : $"{text[..KeptPrefix]}~~{digest}";
    }

    public string PartitionKey { get; }

    /// <summary>What the keys of all instance rows begin with.</summary>
    public const string StatePrefix = "s-";

    public string State => StatePrefix + _hash;

    public string History(int page) => Row('h', page);

    /// <summary>A page of the record, when it does not fit its row.</summary>
    public string Body(long commit, int page) => Row('b', commit, page);

    /// <summary>A page of activities that are stored beside the row.</summary>
    public string Work(long commit, int page) => Row('w', commit, page);

    /// <summary>The partition keys of all ids with that prefix begin so.</summary>
    public static string Prefix(string instanceIdPrefix)
    {
        var text = Encode(instanceIdPrefix);
        return text.Length <= KeptPrefix ? text : text[..KeptPrefix];
    }

    private string Row(char kind, int page) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{_hash}-{page:D8}");

    private string Row(char kind, long commit, int page) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{_hash}-{commit:D12}-{page:D6}");

    private static string Encode(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '@')
            {
                key.Append(character);
            }
            else
            {
                key.Append('~').Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return key.ToString();
    }
}
