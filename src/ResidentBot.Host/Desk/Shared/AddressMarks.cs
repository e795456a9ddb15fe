using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ResidentBot.Core.Messages;

namespace ResidentBot.Host.Desk.Shared;

/// <summary>
/// Names an address in pages, forms and news without writing it out. A mark tells an address from all others of its community; without the community's key
/// nobody can try out numbers until one fits.
/// </summary>
/// <param name="key">The community's key for marks.</param>
public sealed class AddressMarks(ReadOnlyMemory<byte> key)
{
    const int Bytes = 12;

    /// <summary>The mark of an address: 24 hexadecimal digits.</summary>
    public string Of(Address address) => Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(address.Value)).AsSpan(0, Bytes));

    /// <summary>The address of a mark; null when the person has none such.</summary>
    public Address? Find(ImmutableArray<Address> addresses, string? mark)
    {
        foreach (var address in addresses)
            if (Of(address) == mark) return address;
        return null;
    }

    /// <summary>A piece of news as pages are told it: <c>thread:sms:+1…</c> names the talk by its mark.</summary>
    public string News(string what) => what.StartsWith(Thread, StringComparison.Ordinal) ? Thread + Of(new Address(what[Thread.Length..])) : what;

    const string Thread = "thread:";
}
