using System.Text;

namespace ResidentBot.Host.Tests.Channels.Hooks;

/// <summary>Makes of a request what nobody in his right mind would send. The same seed makes the same requests.</summary>
sealed class Hostile(int seed)
{
    static readonly string[] Nasty =
    [
        "", "\0", "\uFEFF", "null", "[]", "{}", "[[]]", "{\"\":{}}", "-1", "1e999999", "NaN", "true", "\"", "\\", "\\ud800", "\\u0000", "%00", "%", "%zz", "%ff%fe", "&&&===", "=", "a=b&a=c&a=d",
        "../../../etc/passwd", "..%2f..%2f", "${jndi:ldap://127.0.0.1/x}", "'; DROP TABLE residents; --", "<script>alert(1)</script>", "{{7*7}}", "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>",
        "<?xml version=\"1.0\"?><xml><ToUserName><![CDATA[", "]]>", "<xml/>", "{\"__proto__\":{\"x\":1}}", "{\"update_id\":9223372036854775808}", "{\"update_id\":-1,\"message\":null}", "{\"update_id\":1,\"update_id\":2}",
        "{\"type\":\"message\",\"conversation\":[]}", "{\"type\":{}}", "[{\"phone_number\":{}}]", "[null,null]", "Body=%F0%9F%98%80", "From=%2B&To=&MessageSid=SM0", "From=sms%3A&From=x", "MessageStatus=delivered&MessageSid=", "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    ];

    static readonly byte[][] Large =
    [
        Encoding.ASCII.GetBytes(new string('[', 20_000)), Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5_000))), Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 3_000).Select(i => $"k{i}=v"))),
        Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('水', 20_000)}\"}}"), Encoding.ASCII.GetBytes("<xml>" + string.Concat(Enumerable.Repeat("<a>", 3_000))), new byte[30_000],
    ];

    static readonly string[] Types =
        ["application/json", "application/x-www-form-urlencoded", "text/xml", "application/json; charset=utf-16", "multipart/form-data; boundary=--", "text/plain; charset=nothing", "application/octet-stream"];

    readonly Random _random = new(seed);

    /// <summary>One request made of a good one: its body, path, headers, method or type spoilt, or several of them.</summary>
    public HookRequest Spoil(HookRequest good)
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
            good = _random.Next(8) switch
            {
                0 => good with { Body = Encoding.UTF8.GetBytes(Pick(Nasty)) },
                1 => good with { Body = Flipped(good.Body) },
                2 => good with { Body = good.Body[.._random.Next(good.Body.Length + 1)] },
                3 => good with { Body = Inserted(good.Body, Encoding.UTF8.GetBytes(Pick(Nasty))) },
                4 => good.With("Content-Type", Pick(Types)),
                5 => SpoilHeader(good),
                6 => good with { Path = SpoilPath(good.Path) },
                _ => _random.Next(20) == 0 ? good with { Body = Pick(Large) } : good with { Method = Pick(["GET", "PUT", "HEAD", "OPTIONS", "PATCH", "DELETE", "POST", "PROPFIND"]) },
            };
        return good;
    }

    HookRequest SpoilHeader(HookRequest good)
    {
        var (name, value) = Pick([.. good.Headers, ("Content-Encoding", "gzip"), ("X-Forwarded-For", "203.0.113.9"), ("Host", "evil.example.org")]);
        return good.With(name, _random.Next(4) switch
        {
            0 => null,
            1 => new string('A', _random.Next(8_000)),
            2 => new string([.. Pick(Nasty).Where(c => c is >= ' ' and < '\x7f')]),
            _ => new string([.. value.Select(c => _random.Next(20) == 0 ? (char)_random.Next('!', '~') : c)]),
        });
    }

    // What goes before the first slash of a path is the host's own.
    string SpoilPath(string path) => _random.Next(5) switch
    {
        0 => path + "/" + Uri.EscapeDataString(Pick(Nasty)),
        1 => path + "?" + Uri.EscapeDataString(Pick(Nasty)) + "=" + Uri.EscapeDataString(Pick(Nasty)),
        2 => path.Replace("hooks", "hooks/..%2f", StringComparison.Ordinal),
        3 => path[..Math.Max(1, _random.Next(path.Length))],
        _ => path + "?" + new string('q', _random.Next(4_000)),
    };

    byte[] Flipped(byte[] body)
    {
        var bytes = (byte[])body.Clone();
        for (var i = _random.Next(1, 10); i > 0 && bytes.Length > 0; i--) bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes;
    }

    byte[] Inserted(byte[] body, byte[] what)
    {
        var at = _random.Next(body.Length + 1);
        return [.. body[..at], .. what, .. body[at..]];
    }

    T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
