using System.Globalization;

namespace ResidentBot.Core.Tickets;

/// <summary>
/// Numbers people can say on the phone: a running number from 101 and a check digit after Damm, which finds every single wrong digit and every
/// exchange of neighbours.
/// </summary>
public static class TicketNumber
{
    static readonly byte[][] Damm =
    [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9], [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1], [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5], [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];

    /// <summary>The number of the <paramref name="count"/>-th ticket, counted from 1.</summary>
    public static string Of(long count)
    {
        var digits = (100 + count).ToString(CultureInfo.InvariantCulture);
        return digits + Check(digits).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the digits can be a ticket's number: at least four, and the check digit fits.</summary>
    public static bool IsValid(string digits) => digits.Length is >= 4 and <= 9 && digits.All(char.IsAsciiDigit) && Check(digits) == 0;

    static int Check(string digits)
    {
        var interim = 0;
        foreach (var digit in digits) interim = Damm[interim][digit - '0'];
        return interim;
    }
}
