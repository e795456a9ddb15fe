using System.Security.Cryptography;
using System.Text;
using NodaTime;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>The PIN that stands before residents' data in a named person's chat: which are too easy, its trace, and how long wrong ones lock it.</summary>
static class WorkerPins
{
    const int Rounds = 20_000;
    const int Length = 32;
    const int MostFailures = 5;
    const int MostDoublings = 6;

    static readonly Duration FirstLock = Duration.FromMinutes(30);
    static readonly Duration OpenFor = Duration.FromHours(12);

    /// <summary>Whether a text can be a PIN at all.</summary>
    public static bool IsPin(string text) => text.Length is >= 4 and <= 6 && text.All(char.IsAsciiDigit);

    /// <summary>Whether a PIN is among the first that a thief tries: one digit, a row, a repeated pair, part of his own number.</summary>
    public static bool IsWeak(string pin, string address)
    {
        var steps = pin.Zip(pin.Skip(1), (a, b) => (b - a + 10) % 10).Distinct().ToList();
        return steps is [0 or 1 or 9] || pin[2..] == pin[..^2] || address.Contains(pin, StringComparison.Ordinal);
    }

    /// <summary>The trace of a PIN. Its salt comes from the turn, so that the same turn gives the same trace.</summary>
    public static string Trace(Turn turn, string pin)
    {
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes($"pin:{turn.World.Community.Id}:{turn.Id}"))[..16];
        return $"{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Hash(pin, salt))}";
    }

    /// <summary>Looks at a PIN; the pairing as it is afterwards, and whether it was the right one. While locked none is right.</summary>
    public static (Pairing Pairing, bool IsRight) Try(Pairing pairing, string pin, Instant now)
    {
        if (pairing.LockedUntil > now) return (pairing, false);
        if (Fits(pairing.Pin, pin)) return (pairing with { OpenUntil = now + OpenFor, Failures = 0, Locks = 0, LockedUntil = null }, true);
        if (pairing.Failures + 1 < MostFailures) return (pairing with { Failures = pairing.Failures + 1, OpenUntil = null }, false);
        var locked = FirstLock * (1 << Math.Min(pairing.Locks, MostDoublings));
        return (pairing with { Failures = 0, Locks = pairing.Locks + 1, LockedUntil = now + locked, OpenUntil = null }, false);
    }

    /// <summary>How many tries are left before it locks.</summary>
    public static int Left(Pairing pairing) => MostFailures - pairing.Failures;

    static bool Fits(string? trace, string pin) => trace?.Split('.') is [var salt, var hash]
        && CryptographicOperations.FixedTimeEquals(Hash(pin, Convert.FromBase64String(salt)), Convert.FromBase64String(hash));

    static byte[] Hash(string pin, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(pin), salt, Rounds, HashAlgorithmName.SHA256, Length);
}
