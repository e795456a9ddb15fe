using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using Xunit;

namespace ResidentBot.Core.Tests.Imports;

/// <summary>Every mistake of a file is refused with its line, its field, what is wrong and what was expected.</summary>
public sealed class MistakeTests
{
    const string Full = "household,place,unit,person,name,born,language,literacy,lives_alone,check_in,jobs,phones,telegram,labels,contacts,away_city,away_until,replace,consent,consent_date";

    public static TheoryData<string, string, string> Rows() => new()
    {
        { "place,unit,name", "e1-1,101,", "2: name: nothing is written; expected a value" },
        { "place,unit,name", $"e1-1,101,{new string('长', 61)}", "2: name: it has 61 characters; expected at most 60" },
        { "place,unit,name", "e1-1,101,王\u0007伟", "2: name: it holds control characters; expected visible characters only" },
        { "place,unit,name", "e1-1,101,-", "2: name: this field cannot be cleared; expected a value, or nothing to leave it as it is" },
        { "place,unit,name,born", "e1-1,101,王伟,gestern", "2: born: `gestern` is no date; expected a date as 1949-10-01 or 1949/10/1" },
        { "place,unit,name,born", "e1-1,101,王伟,2025-02-30", "2: born: `2025-02-30` is no date; expected a date as 1949-10-01 or 1949/10/1" },
        { "place,unit,name,born", "e1-1,101,王伟,2026-03-05", "2: born: born on 2026-03-05, which is still to come; expected a date not after today" },
        { "place,unit,name,born", "e1-1,101,王伟,1895-01-01", "2: born: born on 1895-01-01: over 130 years old; expected a date within 130 years" },
        { "place,unit,name,language", "e1-1,101,王伟,fr", "2: language: `fr` is no word of this column; expected one of zh, en, 中文, 汉语, 英文, 英语" },
        { "place,unit,name,literacy", "e1-1,101,王伟,some", "2: literacy: `some` is no word of this column; expected one of text, text_and_voice, voice_only, 识字, 略识字, 不识字" },
        { "place,unit,name,lives_alone", "e1-1,101,王伟,maybe", "2: lives_alone: `maybe` is neither yes nor no; expected yes or no" },
        { "place,unit,name,check_in", "e1-1,101,王伟,2", "2: check_in: `2` is neither yes nor no; expected yes or no" },
        { "place,unit,name,jobs", "e1-1,101,王伟,x", "2: jobs: `x` is neither yes nor no; expected yes or no" },
        { "place,unit,name,phones", "e1-1,101,王伟,13912345678", "2: phones: the phone 13912345678 has no country; expected a phone with its country, as +8613912345678" },
        { "place,unit,name,phones", "e1-1,101,王伟,'+4479", "2: phones: the phone +4479 is too short; expected + and 7 to 15 digits" },
        { "place,unit,name,phones", "e1-1,101,王伟,+4479OO9OO123", "2: phones: the phone +4479OO9OO123 is not written as one; expected + and 7 to 15 digits" },
        { "place,unit,name,phones", "e1-1,101,王伟,+447700900301;+447700900302;+447700900303;+447700900304;+447700900305;+447700900306", "2: phones: there are 6 of them; expected at most 5" },
        { "place,unit,name,telegram", "e1-1,101,王伟,@wang", "2: telegram: `@wang` is no Telegram id; expected a number, as 77001122" },
        { "place,unit,name", "e9-9,101,王伟", "2: place: the tree has no place `e9-9`; expected the id of a place in the tree" },
        { "place,unit,name", "e1-3,101,王伟", "2: place: the tree has no place `e1-3` (did you mean `e1-1`?); expected the id of a place in the tree" },
        { "household,name", ",王伟", "2: place: nothing is written; expected a value" },
        { "place,unit,name", "e1-1,,王伟", "2: unit: nothing is written; expected a value" },
        { "place,unit,name", $"e1-1,{new string('1', 41)},王伟", "2: unit: it has 41 characters; expected at most 40" },
        { "place,unit,name,person", "e1-1,101,王伟,p 1", "2: person: the id `p 1` has characters an id cannot have; expected letters a-z, digits and `-`" },
        { "place,unit,name,household", "e1-1,101,王伟,户1", "2: household: the id `户1` has characters an id cannot have; expected letters a-z, digits and `-`" },
        { "place,unit,name", "e1-1,101,王伟,x", "2: the row has 4 cells under 3 column names; expected no more cells than column names" },
        { "place,unit,name,labels", "e1-1,101,王伟,alonne", "2: labels: the catalogue has no label `alonne` (did you mean `alone`?); expected a label's id" },
        { "place,unit,name,labels", "e1-1,101,王伟,alone;alone", "2: labels: the label `alone` stands there twice; expected each label once" },
        { "place,unit,name,labels", "e1-1,101,王伟,alone:soon", "2: labels: `soon` is no date; expected a date as 1949-10-01 or 1949/10/1" },
        { "place,unit,name,contacts", "e1-1,101,王伟,王芳", "2: contacts: the contact `王芳` is not written as one; expected name|family, neighbour, buddy, friend or other|phone|note" },
        { "place,unit,name,contacts", "e1-1,101,王伟,王芳|aunt", "2: contacts: `aunt` is no word of this column; expected one of family, neighbour, buddy, friend, other, 家人, 亲属, 邻居, 结对, 朋友, 其他" },
        { "place,unit,name,contacts", "e1-1,101,王伟,王芳|家人|139", "2: contacts: the phone 139 has no country; expected a phone with its country, as +8613912345678" },
        { "place,unit,name,away_city", "e1-1,101,王伟,广州", "2: away_until: away without a last day; expected the last day away" },
        { "place,unit,name,away_until", "e1-1,101,王伟,2026-05-01", "2: away_city: away without a city; expected a city" },
        { "place,unit,name,away_city,away_until", "e1-1,101,王伟,广州,2026-03-03", "2: away_until: away until 2026-03-03, which has passed; expected a date not before today" },
        { "place,unit,name,consent", "e1-1,101,王伟,welfare", "2: consent_date: consent without its date; expected the day it was given, not after today" },
        { "place,unit,name,consent,consent_date", "e1-1,101,王伟,all,2026-01-01", "2: consent: `all` is no word of this column; expected one of service, welfare, jobs, notices, family, 服务, 平安, 就业, 通知, 家人" },
        { "place,unit,name,replace", "e1-1,101,王伟,all", "2: replace: `all` is neither yes nor no; expected yes or no" },
    };

    public static TheoryData<string, string, string, string> Pairs() => new()
    {
        { "household,place,unit,name", "h1,e1-1,101,王伟", "h1,e1-1,102,王芳", "3: place: household `h1` has another door in line 2; expected one door for one household" },
        { "place,unit,person,name", "e1-1,101,p1,王伟", "e1-1,102,p1,王芳", "3: person: person `p1` stands in line 2 already; expected one row for each person" },
        { "place,unit,name", "e1-1,101,王伟", "e1-1,１０１,王伟", "3: name: 王伟 of this household stands in line 2 already; expected one row for each person; namesakes need ids of their own" },
        { "place,unit,name,phones", "e1-1,101,王伟,+447700900301", "e1-1,102,王芳,+44 7700 900301", "3: phones: +447700900301 is another household's in line 2; expected a number of this household" },
        { "place,unit,name,lives_alone", "e1-1,101,王伟,yes", "e1-1,101,王芳,no", "2: lives_alone: the household has 2 people; expected lives_alone: no" },
    };

    public static TheoryData<string, string> Headers() => new()
    {
        { "place,unit,name,telegrm", "1: telegrm: there is no such column (did you mean `telegram`?); expected household, place, unit, person, name, born, language, literacy, lives_alone, check_in, jobs, phones, telegram, needs, labels, contacts, away_city, away_until, replace, consent, consent_date, consent_witness" },
        { "place,unit", "1: name: this column is missing; expected a column named name or 姓名" },
        { "unit,name", "1: place: this column is missing; expected a column named place or 位置" },
        { "place,unit,name,姓名", "1: name: the column `姓名` stands there twice; expected each column once" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_with_a_mistake_is_refused_by_line_and_field(string header, string row, string mistake)
    {
        var read = Tables.Read(header, row);

        Assert.Equal("a.csv:" + mistake, Assert.Single(read.Mistakes).ToString());
        Assert.Empty(read.Rows);
        Assert.Equal(1, read.Refused);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Rows_that_contradict_each_other_are_refused(string header, string first, string second, string mistake) =>
        Assert.Equal("a.csv:" + mistake, Assert.Single(Tables.Read(header, first, second).Mistakes).ToString());

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_with_a_mistake_blocks_the_file(string header, string mistake)
    {
        var read = Tables.Read(header, "e1-1,101,王伟,1");

        Assert.Contains("a.csv:" + mistake, read.Mistakes.Select(one => one.ToString()));
        Assert.True(read.IsBlocked);
    }

    [Fact]
    public void A_file_without_rows_is_empty() =>
        Assert.Equal("a.csv:0: the file has no rows; expected a line of column names and at least one row", Assert.Single(Tables.Read("place,unit,name").Mistakes).ToString());

    [Fact]
    public void All_mistakes_of_a_row_are_told_at_once() =>
        Assert.Equal(4, Tables.Read("place,unit,name,born,phones", "nowhere,101,,1.1,139").Mistakes.Length);

    [Fact]
    public void Every_mistake_has_its_words_in_both_languages() => Assert.All(MistakeTexts.All, pair =>
    {
        foreach (var texts in (Texts[])[pair.Value.Why, pair.Value.Expected])
        {
            Assert.False(string.IsNullOrWhiteSpace(texts.Zh) || string.IsNullOrWhiteSpace(texts.En), pair.Key);
            Assert.Equal(texts.Zh.Contains("{value}", StringComparison.Ordinal), texts.En.Contains("{value}", StringComparison.Ordinal));
        }
    });

    [Theory]
    [InlineData("户号,位置,门牌,人员编号,姓名,出生日期,语言,识字,独居,平安问候,找工作,电话,Telegram,标签,联系人,外出城市,外出至,替换,同意,同意日期")]
    [InlineData(Full)]
    public void Columns_are_known_by_their_names_in_both_languages(string header)
    {
        var row = Assert.Single(Tables.Rows(header, "h1,e1-1,101,p1,王伟,1949/10/1,中文,略识字,是,是,否,'+44 7700-900301,77,alone；allowance:2027-01-31,王芳|家人|+447700900302|上海,广州,2026年5月1日,否,平安,2026-01-05"));

        Assert.Equal(("h1", "e1-1", "101", "p1", "王伟"), (row.Household, row.Place, row.Unit, row.Person, row.Name));
        Assert.Equal((new(1949, 10, 1), true, true, false), (row.Born!.Value, row.LivesAlone, row.CheckIn, row.Jobs));
        Assert.Equal(("sms:+447700900301", "telegram:77"), (row.Phones[0].Value, row.Telegram[0].Value));
        Assert.Equal((2, "王芳", "上海"), (row.Labels.Length, row.Contacts[0].Name, row.Contacts[0].Note));
        Assert.Equal((Purpose.Welfare, new NodaTime.LocalDate(2026, 5, 1)), (row.Consents[0], row.AwayUntil!.Value));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+447700900301")]
    [InlineData("-5")]
    [InlineData("@home")]
    [InlineData("'quoted")]
    [InlineData("王伟")]
    public void What_a_spreadsheet_would_take_for_a_formula_is_written_as_a_text_and_read_back(string text)
    {
        Assert.DoesNotContain(Cell.Write(text)[0], "=+-@");
        Assert.Equal(text, Cell.Read(Cell.Write(text)).Text);
    }
}
