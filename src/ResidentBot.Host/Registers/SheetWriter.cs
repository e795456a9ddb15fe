using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ResidentBot.Host.Registers;

/// <summary>Writes a table as CSV or XLSX; the same table gives the same bytes of CSV each time.</summary>
static class SheetWriter
{
    const string BookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>Writes in the form that a file's name asks for: <c>.xlsx</c>, else CSV.</summary>
    public static byte[] Write(string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) =>
        name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? Xlsx(header, rows) : Csv(header, rows);

    /// <summary>CSV in UTF-8 with a mark, which spreadsheet programs need to see that it is.</summary>
    public static byte[] Csv(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder("\ufeff");
        foreach (var row in rows.Prepend(header))
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0) text.Append(',');
                var cell = Core.Imports.Cell.Write(row[i]);
                if (cell.AsSpan().IndexOfAny("\",;\t\r\n") < 0) text.Append(cell);
                else text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            }
            text.Append("\r\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>An XLSX with one sheet whose cells are all texts, so that nothing in it is taken for a formula or a number.</summary>
    public static byte[] Xlsx(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            // Ids of our own: those made by the library differ each time.
            var book = file.AddNewPart<WorkbookPart>(BookType, "book");
            var part = book.AddNewPart<WorksheetPart>("sheet");
            using (var writer = OpenXmlWriter.Create(part))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                foreach (var row in rows.Prepend(header))
                {
                    writer.WriteStartElement(new Row());
                    foreach (var cell in row)
                        writer.WriteElement(new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Visible(cell)) { Space = SpaceProcessingModeValues.Preserve }) });
                    writer.WriteEndElement();
                }
                writer.WriteEndElement();
                writer.WriteEndElement();
            }
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = "sheet", SheetId = 1, Name = "1" }));
        }
        return WithoutTimes(stream.ToArray());
    }

    // The same parts, packed in the order of their names and dated alike.
    static byte[] WithoutTimes(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in from.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(part.FullName);
                copy.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var source = part.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }
        return packed.ToArray();
    }

    // A text is a text here; only what begins with our own sign, or is the sign for "clear it", must be told from it.
    static string Visible(string cell)
    {
        var safe = cell.StartsWith('\'') || cell == "-" ? Core.Imports.Cell.Write(cell) : cell;
        return string.Concat(safe.Where(System.Xml.XmlConvert.IsXmlChar));
    }
}
