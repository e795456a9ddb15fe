using System.Globalization;

namespace ResidentBot.Host.Samples;

/// <summary>Phone numbers that were set aside for fiction and reach nobody: the British ones for drama, and 555-0100 to 555-0199 of North America.</summary>
static class SampleNumbers
{
    static readonly string[] British =
    [
        "113496", "114496", "115496", "116496", "117496", "118496", "121496", "131496", "141496", "151496", "161496", "207946", "191498", "292018",
    ];

    static readonly int[] American =
    [
        201, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262,
        267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 334, 336, 337, 339, 347,
        351, 352, 360, 361, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 425, 432, 434, 435, 440, 443, 469, 478, 479, 480, 484,
    ];

    /// <summary>Numbers for residents, each once.</summary>
    public static IEnumerable<string> Residents()
    {
        foreach (var area in British)
            for (var i = 0; i < 1000; i++) yield return $"+44{area}0{Three(i)}";
        for (var i = 0; i < 1000; i++) yield return $"+441632960{Three(i)}";
        foreach (var area in American)
            for (var i = 0; i < 100; i++) yield return string.Create(CultureInfo.InvariantCulture, $"+1{area}55501{i:00}");
    }

    /// <summary>Mobile numbers for staff, each once; the first hundreds are used by the sample community that is shipped.</summary>
    public static IEnumerable<string> Staff()
    {
        for (var i = 200; i < 1000; i++) yield return $"+447700900{Three(i)}";
        for (var i = 0; i < 1000; i++) yield return $"+44289649{6000 + i}";
    }

    static string Three(int number) => number.ToString("000", CultureInfo.InvariantCulture);
}
