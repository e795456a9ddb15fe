using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ResidentBot.Core.Imports;

namespace ResidentBot.Host.Registers;

/// <summary>
/// Reads the first sheet of an XLSX, piece by piece and within limits. A formula is never worked out: what its program wrote beside it is read.
/// Macros, links and everything else in the file are not looked at.
/// </summary>
static class XlsxReader
{
    const long MostUnpacked = 300L << 20;
    const int MostParts = 2000;
    const int MostTexts = 2_000_000;
    const long MostCharacters = 100L << 20;

    /// <summary>The rows with their numbers.</summary>
    public static List<SheetRow> Read(string name, byte[] bytes)
    {
        CheckSize(name, bytes);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var file = SpreadsheetDocument.Open(stream, false, new OpenSettings { MaxCharactersInPart = MostCharacters });
            var book = file.WorkbookPart ?? throw new InvalidDataException("no workbook");
            var first = book.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().FirstOrDefault()?.Id?.Value ?? throw new InvalidDataException("no sheet");
            return ReadRows(name, (WorksheetPart)book.GetPartById(first), ReadTexts(name, book.SharedStringTablePart), ReadDates(book.WorkbookStylesPart));
        }
        catch (Exception fault) when (fault is InvalidDataException or FileFormatException or OpenXmlPackageException or System.Xml.XmlException or InvalidCastException
            or ArgumentException or FormatException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            throw new SheetException(new Mistake(name, 0, "", "unreadable", fault.GetType().Name));
        }
    }

    // Twenty megabytes of packed zeros would be gigabytes. The sizes in the directory may lie, so the parts are unpacked and counted.
    static void CheckSize(string name, byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts || zip.Entries.Sum(entry => entry.Length) > MostUnpacked) throw TooBig(name);
            var buffer = new byte[1 << 16];
            var unpacked = 0L;
            foreach (var entry in zip.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                    if ((unpacked += read) > MostUnpacked) throw TooBig(name);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new SheetException(new Mistake(name, 0, "", "unreadable", fault.GetType().Name));
        }
    }

    static SheetException TooBig(string name) => new(new Mistake(name, 0, "", "too_big", "unpacked", $"{MostUnpacked >> 20} MB"));

    static List<string> ReadTexts(string name, SharedStringTablePart? part)
    {
        var texts = new List<string>();
        if (part is null) return texts;
        var characters = 0L;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement) continue;
            var text = TextOf((SharedStringItem)reader.LoadCurrentElement()!);
            texts.Add(text);
            if (texts.Count > MostTexts || (characters += text.Length) > MostCharacters) throw TooBig(name);
        }
        return texts;
    }

    // Without the readings that Japanese files keep beside their words.
    static string TextOf(OpenXmlElement element)
    {
        var text = new StringBuilder();
        foreach (var part in element.Elements())
            if (part is Text plain) text.Append(plain.Text);
            else if (part is Run run) text.Append(run.Text?.Text);
        return text.ToString();
    }

    static HashSet<uint> ReadDates(WorkbookStylesPart? part)
    {
        var dates = new HashSet<uint>();
        if (part?.Stylesheet is not { CellFormats: { } formats } sheet) return dates;
        var own = sheet.NumberingFormats?.Elements<NumberingFormat>().Where(format => IsDate(format.FormatCode?.Value)).Select(format => format.NumberFormatId?.Value ?? 0).ToHashSet() ?? [];
        var index = 0u;
        foreach (var format in formats.Elements<CellFormat>())
        {
            var number = format.NumberFormatId?.Value ?? 0;
            if (number is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || own.Contains(number)) dates.Add(index);
            index++;
        }
        return dates;
    }

    static bool IsDate(string? code) => code is not null && code.Contains('y', StringComparison.OrdinalIgnoreCase) && code.Contains('d', StringComparison.OrdinalIgnoreCase);

    static List<SheetRow> ReadRows(string name, WorksheetPart part, List<string> texts, HashSet<uint> dates)
    {
        var rows = new List<SheetRow>();
        using var reader = OpenXmlReader.Create(part);
        var line = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = (Row)reader.LoadCurrentElement()!;
            line = row.RowIndex?.HasValue == true ? (int)row.RowIndex.Value : line + 1;
            var cells = new List<string>();
            foreach (var cell in row.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>())
            {
                var at = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
                if (at >= SheetReader.MostCells) break;
                while (cells.Count < at) cells.Add("");
                cells.Add(ValueOf(cell, texts, dates));
            }
            rows.Add(new SheetRow(line, cells));
            if (rows.Count > ResidentSheet.MostRows + 1) throw new SheetException(new Mistake(name, line, "", "too_many_rows", "", $"{ResidentSheet.MostRows}"));
        }
        return rows;
    }

    static string ValueOf(DocumentFormat.OpenXml.Spreadsheet.Cell cell, List<string> texts, HashSet<uint> dates)
    {
        if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString is { } inline ? TextOf(inline) : "";
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value == CellValues.SharedString) return int.TryParse(value, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < texts.Count ? texts[index] : "";
        if (cell.DataType?.Value == CellValues.Boolean) return value == "1" ? "yes" : "no";
        if (cell.DataType is not null && cell.DataType.Value != CellValues.Number) return value;
        if (!double.TryParse(value, CultureInfo.InvariantCulture, out var number)) return value;
        if (cell.StyleIndex is { } style && dates.Contains(style.Value) && number is > 0 and < 2_958_466)
            return DateTime.FromOADate(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // Long numbers, ids and phones among them, are not to read as 8.6139E+12.
        return number == Math.Floor(number) && Math.Abs(number) < 1e15 ? number.ToString("F0", CultureInfo.InvariantCulture) : value;
    }

    static int? ColumnOf(string? reference)
    {
        if (string.IsNullOrEmpty(reference)) return null;
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetterUpper(c)) break;
            column = Math.Min((column * 26) + (c - 'A' + 1), SheetReader.MostCells * 2);
        }
        return column == 0 ? null : column - 1;
    }
}
