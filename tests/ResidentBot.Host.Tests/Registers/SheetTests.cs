using System.IO.Compression;
using System.Text;
using ResidentBot.Core.Imports;
using ResidentBot.Host.Registers;
using Xunit;

namespace ResidentBot.Host.Tests.Registers;

/// <summary>Files as programs really write them, and files that mean harm.</summary>
public sealed class SheetTests
{
    static SheetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("GB18030")]
    public void Chinese_is_read_in_every_encoding_it_is_saved_in(string encoding)
    {
        var saved = Encoding.GetEncoding(encoding);
        byte[][] forms = [[.. saved.GetPreamble(), .. saved.GetBytes("姓名,位置\n王㐂,东1栋\n")], encoding == "utf-16" ? [.. saved.GetPreamble(), .. saved.GetBytes("姓名,位置\n王㐂,东1栋\n")] : saved.GetBytes("姓名,位置\n王㐂,东1栋\n")];
        foreach (var bytes in forms)
        {
            var sheet = SheetReader.Read("a.csv", bytes);
            Assert.Equal(["姓名", "位置"], sheet.Header.Cells);
            Assert.Equal(["王㐂", "东1栋"], Assert.Single(sheet.Rows).Cells);
        }
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void The_separator_is_told_by_the_header(string separator)
    {
        var sheet = Csv($"name{separator}unit\n王伟{separator}101\n");

        Assert.Equal(["王伟", "101"], Assert.Single(sheet.Rows).Cells);
    }

    [Fact]
    public void Quoted_line_breaks_belong_to_their_cell_and_lines_are_counted_as_an_editor_counts_them()
    {
        var sheet = Csv("name,needs\r\n\r\n王伟,\"轮椅\r\n听力差\"\r\n,\r\n王芳,\"说\"\"慢\"\"\"\r\n");

        Assert.Equal([(3, "轮椅\r\n听力差"), (6, "说\"慢\"")], sheet.Rows.Select(row => (row.Line, row.Cells[1])));
    }

    [Theory]
    [InlineData("", "a.csv:0: the file has no rows; expected a line of column names and at least one row")]
    [InlineData("name\n\"王伟\n", "a.csv:2: it cannot be read: \"; expected a CSV in UTF-8 or GB18030, or an XLSX")]
    public void What_is_no_table_is_refused(string text, string mistake) =>
        Assert.Equal(mistake, Assert.Throws<SheetException>(() => Csv(text)).Mistake.ToString());

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal("encoding", Assert.Throws<SheetException>(() => SheetReader.Read("a.csv", [0x6e, 0xff, 0xff, 0x0a])).Mistake.Code);

    [Fact]
    public void A_file_over_the_limit_is_refused_before_it_is_read() =>
        Assert.Equal("too_big", Assert.Throws<SheetException>(() => SheetReader.Read("a.csv", new byte[SheetReader.MostBytes + 1])).Mistake.Code);

    [Fact]
    public void A_file_with_too_many_rows_is_refused() =>
        Assert.Equal("too_many_rows", Assert.Throws<SheetException>(() => Csv(string.Concat(Enumerable.Repeat("a\n", ResidentSheet.MostRows + 3)))).Mistake.Code);

    [Fact]
    public void A_small_file_that_unpacks_to_gigabytes_is_refused()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/sharedStrings.xml").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 310; i++) part.Write(zeros);
        }
        Assert.True(packed.Length < 1 << 20);
        Assert.Equal("too_big", Assert.Throws<SheetException>(() => SheetReader.Read("a.xlsx", packed.ToArray())).Mistake.Code);
    }

    [Fact]
    public void A_zip_that_is_no_workbook_is_refused()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("readme.txt");
        Assert.Equal("unreadable", Assert.Throws<SheetException>(() => SheetReader.Read("a.xlsx", packed.ToArray())).Mistake.Code);
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.xlsx")]
    public void What_is_written_is_read_back_the_same(string name)
    {
        string[][] rows = [["王伟", "+447700900301", "=HYPERLINK(\"x\")", "-5", "'a", "a,b;c\"d\"\ne", " "], ["", "@b", "101", "", "", "", "x"]];
        var sheet = SheetReader.Read(name, SheetWriter.Write(name, ["a", "b", "c", "d", "e", "f", "g"], rows));

        Assert.Equal(rows.Select(row => row.Select(cell => cell.Trim())), sheet.Rows.Select(row => row.Cells.Select(cell => Cell.Read(cell).Text)));
    }

    [Fact]
    public void A_csv_holds_no_cell_that_a_spreadsheet_would_work_out()
    {
        var text = Encoding.UTF8.GetString(SheetWriter.Csv(["a"], [["=1+1"], ["+1"], ["-1"], ["@a"]]));

        Assert.Equal(["\ufeffa", "'=1+1", "'+1", "'-1", "'@a"], text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Numbers_dates_and_formulas_of_a_workbook_are_read_as_people_see_them()
    {
        var book = Workbook("""
            <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>born</t></is></c><c r="D1" t="inlineStr"><is><t>unit</t></is></c></row>
            <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>18172</v></c><c r="D4"><v>101</v></c></row>
            <row r="5"><c r="A5" t="str"><f>A4</f><v>王芳</v></c><c r="D5"><v>8613912345678</v></c></row>
            """);
        var sheet = SheetReader.Read("a.xlsx", book);

        Assert.Equal((4, "王伟|1949-10-01||101"), (sheet.Rows[0].Line, string.Join('|', sheet.Rows[0].Cells)));
        Assert.Equal((5, "王芳|||8613912345678"), (sheet.Rows[1].Line, string.Join('|', sheet.Rows[1].Cells)));
    }

    static Sheet Csv(string text) => SheetReader.Read("a.csv", Encoding.UTF8.GetBytes(text));

    static byte[] Workbook(string rows)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="{Type}.worksheet+xml"/><Override PartName="/xl/t.xml" ContentType="{Type}.sharedStrings+xml"/><Override PartName="/xl/y.xml" ContentType="{Type}.styles+xml"/></Types>""");
            Add("_rels/.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="r1" Type="{Office}/worksheet" Target="s.xml"/><Relationship Id="r2" Type="{Office}/sharedStrings" Target="t.xml"/><Relationship Id="r3" Type="{Office}/styles" Target="y.xml"/></Relationships>""");
            Add("xl/s.xml", $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""");
            Add("xl/t.xml", $"""<sst xmlns="{Main}"><si><t>x</t></si><si><r><t>王</t></r><r><t>伟</t></r></si></sst>""");
            Add("xl/y.xml", $"""<styleSheet xmlns="{Main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""");

            void Add(string name, string text)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(text);
            }
        }
        return packed.ToArray();
    }
}
