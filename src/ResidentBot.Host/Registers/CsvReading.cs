using System.Text;
using CsvHelper;
using ResidentBot.Core.Imports;

namespace ResidentBot.Host.Registers;

/// <summary>Reads CSV as programs really write it: UTF-8 with a mark or without, UTF-16, or GB18030 as Excel saves it in China; commas, semicolons or tabs.</summary>
static class CsvReading
{
    static readonly char[] Delimiters = [',', ';', '\t'];

    static CsvReading() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The rows with the lines they begin on.</summary>
    public static IEnumerable<SheetRow> Read(string name, byte[] bytes)
    {
        var text = Decode(name, bytes);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = Delimiter(text),
            TrackLineNumbers = true,
            // A quotation mark that is never closed would swallow the rest of the file; lesser slips are read as they are meant.
            OnMalformedRecord = record =>
            {
                if (record.Reason == CsvMalformedReason.UnterminatedQuote) throw new SheetException(new Mistake(name, (int)record.LineNumber, "", "unreadable", "\""));
            },
        });
        while (reader.Read())
        {
            var cells = new string[Math.Min(reader.FieldCount, SheetReader.MostCells)];
            for (var i = 0; i < cells.Length; i++) cells[i] = reader.GetString(i);
            yield return new SheetRow((int)reader.LineNumber, cells);
        }
    }

    static string Decode(string name, byte[] bytes)
    {
        Encoding strict = bytes switch
        {
            [0xff, 0xfe, ..] => new UnicodeEncoding(false, true, true),
            [0xfe, 0xff, ..] => new UnicodeEncoding(true, true, true),
            _ => new UTF8Encoding(true, true),
        };
        try
        {
            return strict.GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return DecodeChinese(name, bytes);
        }
    }

    static string DecodeChinese(string name, byte[] bytes)
    {
        try
        {
            return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new SheetException(new Mistake(name, 0, "", "encoding"));
        }
    }

    // By the first line that is not empty: a header has no delimiters within its names.
    static char Delimiter(string text)
    {
        var header = text.AsSpan().TrimStart();
        var end = header.IndexOfAny('\n', '\r');
        var line = (end < 0 ? header : header[..end]).ToString();
        return Delimiters.MaxBy(delimiter => line.Count(c => c == delimiter));
    }
}
