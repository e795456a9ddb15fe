using ResidentBot.Core.Imports;

namespace ResidentBot.Host.Registers;

/// <summary>A file that cannot be read as a table.</summary>
/// <param name="mistake">Why.</param>
sealed class SheetException(Mistake mistake) : Exception(mistake.ToString())
{
    /// <summary>Why.</summary>
    public Mistake Mistake => mistake;
}

/// <summary>Reads a file that somebody brought, as CSV or XLSX, within limits: nothing in it is believed or carried out.</summary>
static class SheetReader
{
    /// <summary>The biggest file.</summary>
    public const int MostBytes = 20 << 20;

    /// <summary>The most cells a row may have.</summary>
    public const int MostCells = 200;

    /// <summary>Reads a table. Throws <see cref="SheetException"/>.</summary>
    /// <param name="name">The file's name, for mistakes; its ending does not matter.</param>
    /// <param name="bytes">The whole file.</param>
    public static Sheet Read(string name, byte[] bytes)
    {
        if (bytes.Length > MostBytes) throw new SheetException(new Mistake(name, 0, "", "too_big", $"{bytes.Length >> 20} MB", $"{MostBytes >> 20} MB"));
        var rows = (IsZip(bytes) ? XlsxReader.Read(name, bytes) : CsvReading.Read(name, bytes)).Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell)));
        var read = new List<SheetRow>();
        foreach (var row in rows)
        {
            read.Add(row);
            if (read.Count > ResidentSheet.MostRows + 1) throw new SheetException(new Mistake(name, row.Line, "", "too_many_rows", "", $"{ResidentSheet.MostRows}"));
        }
        if (read.Count == 0) throw new SheetException(new Mistake(name, 0, "", "empty_file"));
        return new Sheet(name, read[0], read[1..]);
    }

    /// <summary>Reads a file from disk. Throws <see cref="SheetException"/> or <see cref="IOException"/>.</summary>
    public static Sheet Read(string path)
    {
        var file = new FileInfo(path);
        if (file.Length > MostBytes) throw new SheetException(new Mistake(path, 0, "", "too_big", $"{file.Length >> 20} MB", $"{MostBytes >> 20} MB"));
        return Read(path, File.ReadAllBytes(path));
    }

    static bool IsZip(byte[] bytes) => bytes is [(byte)'P', (byte)'K', 3, 4, ..];
}
