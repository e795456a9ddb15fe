using System.Globalization;
using System.Security.Cryptography;

namespace ResidentBot.Host.Accounts;

/// <summary>Makes and checks the traces of passwords: PBKDF2 with SHA-256, a salt of its own for each, compared in constant time.</summary>
static class Passwords
{
    /// <summary>The shortest password somebody may choose.</summary>
    public const int MinLength = 10;

    /// <summary>The longest, so that nobody makes the host work on megabytes.</summary>
    public const int MaxLength = 200;

    const int Iterations = 600_000;
    const int SaltBytes = 16;
    const int HashBytes = 32;

    /// <summary>Without letters and digits that look alike, because people read it off paper.</summary>
    const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>The trace of a password.</summary>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Iterations.ToString(CultureInfo.InvariantCulture)}.{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Derive(password, salt, Iterations))}";
    }

    /// <summary>Whether a password left this trace.</summary>
    public static bool Fits(string password, string trace)
    {
        var parts = trace.Split('.');
        var iterations = int.Parse(parts[0], CultureInfo.InvariantCulture);
        return CryptographicOperations.FixedTimeEquals(Derive(password, Convert.FromBase64String(parts[1]), iterations), Convert.FromBase64String(parts[2]));
    }

    /// <summary>Sixteen characters of chance in groups of four, about 79 bits: <c>k7qm-9xtd-3hfp-w2nb</c>.</summary>
    public static string OneTime() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, HashBytes);
}
