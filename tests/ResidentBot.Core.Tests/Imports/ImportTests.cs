using NodaTime;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Imports;

/// <summary>What rows do to the register, and how all of it is taken back.</summary>
public sealed class ImportTests
{
    readonly ImportScene _scene = new();

    [Fact]
    public void The_same_file_again_changes_nothing()
    {
        const string Header = "place,unit,name,born,phones,check_in,needs,labels,contacts,away_city,away_until,consent,consent_date";
        string[] rows =
        [
            "e1-1,901,高桂珍,1944-05-06,'+447700900301,yes,轮椅,alone,高明|family|'+447700900302,,,welfare,2026-01-05",
            "e1-1,902,高伟,,,,,,,广州,2026-09-01,,",
        ];
        var first = _scene.Enter(Header, rows);
        var register = _scene.Register();
        var second = _scene.Enter(Header, rows);

        Assert.Equal(new ImportCounts(2, 0, 0, 0), first.Done);
        Assert.Equal(new ImportCounts(0, 0, 2, 0), second.Done);
        Assert.Equal(register, _scene.Register());
        var person = Assert.Single(_scene.Desk.All<Person>(), person => person.Name == "高桂珍");
        Assert.Equal(("sam", "paper"), (person.ConsentTo(Purpose.Welfare)!.By, person.ConsentTo(Purpose.Welfare)!.Channel));
    }

    [Fact]
    public void The_whole_register_exported_and_imported_again_is_the_same()
    {
        _scene.Enter("place,unit,name,phones,telegram,needs", "e1-1,901,高桂珍,'+447700900301,-700,=轮椅");
        var register = _scene.Register();
        var sheet = new RegisterSheet(Tables.Oak, Tables.Today, sensitive: true);
        var rows = _scene.Desk.All<Person>().Select(person => sheet.Row(person, _scene.Desk.Find<Household>(person.Household)!)).ToList();
        var again = _scene.Enter(ResidentSheet.Read(
            new Sheet("a.csv", new SheetRow(1, RegisterSheet.Header(Language.Zh)), [.. rows.Select((row, i) => new SheetRow(i + 2, [.. row.Select(Cell.Write)]))]), Tables.Oak, Tables.Today).Rows);

        Assert.Equal(new ImportCounts(0, 0, rows.Count, 0), again.Done);
        Assert.Equal(register, _scene.Register());
    }

    [Fact]
    public void Somebody_in_the_register_is_found_by_door_and_name_without_ids()
    {
        _scene.Enter("place,unit,name,born", "e1-1,101,杨桂珍,1941-02-03");

        Assert.Equal(new LocalDate(1941, 2, 3), _scene.Desk.Person("yang-guizhen").Born);
        Assert.Equal(["h-e1-101"], _scene.Desk.All<Household>().Where(one => one is { Place: "e1-1", Unit: "101" }).Select(one => one.Id));
    }

    [Fact]
    public void Empty_cells_change_nothing_and_a_dash_clears()
    {
        _scene.Enter("place,unit,name,born,needs", "e1-1,901,高伟,1980-01-01,轮椅;听力差");
        _scene.Enter("place,unit,name,born,needs", "e1-1,901,高伟,,");
        Assert.Equal((new(1980, 1, 1), 2), (Gao.Born!.Value, Gao.Needs.Length));
        _scene.Enter("place,unit,name,born,needs", "e1-1,901,高伟,-,-");
        Assert.Equal((null, 0), (Gao.Born, Gao.Needs.Length));
    }

    [Fact]
    public void Phones_are_added_to_those_known_and_replaced_only_when_the_row_says_so()
    {
        _scene.Enter("place,unit,name,phones", "e1-1,901,高伟,'+447700900301");
        _scene.Enter("place,unit,name,phones", "e1-1,901,高伟,'+447700900302");
        Assert.Equal(["sms:+447700900301", "sms:+447700900302"], Gao.Addresses.Select(address => address.Value));
        _scene.Enter("place,unit,name,phones,replace", "e1-1,901,高伟,'+447700900303,yes");
        Assert.Equal(["sms:+447700900303"], Gao.Addresses.Select(address => address.Value));
        Assert.Empty(_scene.Desk.Talk("sms:+447700900301").Persons);
    }

    public static TheoryData<string, string, string> Late() => new()
    {
        { "household,name", "h-nowhere,高伟", "place: nothing is written, and household `h-nowhere` is not in the register; expected place and unit" },
        { "place,unit,name,check_in", "e1-1,101,杨桂珍,no", "check_in: an import takes nobody out of the check-ins, nor 杨桂珍; expected nothing here; at the desk it takes a name and a reason" },
        { "place,unit,name,phones", "e1-1,101,杨桂珍,-", "phones: 杨桂珍 is in the check-ins and cannot be left without an address; expected at least one address" },
        { "place,unit,name,check_in", "e1-1,901,高伟,yes", "check_in: nobody can be asked without a phone or chat; expected a phone or a Telegram id" },
        { "place,unit,name,phones", "e1-1,901,高伟,'+12025550101", "phones: +12025550101 is in use by household `h-e1-101`; expected a number of this household" },
        { "place,unit,person,name", "e1-1,901,yang-guizhen,杨桂珍", "person: person `yang-guizhen` belongs to household `h-e1-101`; expected a person of this household; a move is noted at the desk" },
        { "place,unit,name,lives_alone", "e1-1,102,李富贵,yes", "lives_alone: the household has 2 people; expected lives_alone: no" },
    };

    [Theory]
    [MemberData(nameof(Late))]
    public void What_the_register_does_not_allow_is_refused_and_changes_nothing(string header, string row, string mistake)
    {
        var register = _scene.Register();
        var import = _scene.Enter(header, row);

        Assert.Equal("a.csv:2: " + mistake, Assert.Single(_scene.Report).Mistake!.ToString());
        Assert.Equal(new ImportCounts(0, 0, 0, 1), import.Done);
        Assert.Equal(register, _scene.Register());
    }

    [Fact]
    public void Somebody_who_has_left_or_was_merged_is_not_brought_back()
    {
        _scene.Desk.Acts(new StaffAction.DepartPerson("sam", "小山", "yang-guizhen", "moved", "moved"));
        _scene.Enter("place,unit,person,name", "e1-1,101,yang-guizhen,杨桂珍");

        Assert.Equal("a.csv:2: name: 杨桂珍 has moved away or died; expected a resident; at the desk it can be taken back", Assert.Single(_scene.Report).Mistake!.ToString());
    }

    [Fact]
    public void A_chunk_has_its_turn_once()
    {
        var rows = Tables.Rows("place,unit,name", "e1-1,901,高伟");
        var import = _scene.Enter(rows);
        _scene.Chunk(import.Id, 0, rows);

        Assert.Equal(import.Done, _scene.Desk.Find<Import>(import.Id)!.Done);
    }

    [Fact]
    public void A_broken_chunk_is_passed_over_and_named_and_the_import_ends()
    {
        var rows = Tables.Rows("place,unit,name", "e1-1,901,高伟");
        _scene.Desk.Acts(new StaffAction.StageImport("sam", "小山", new Import { Id = "b", File = "a.csv", By = "sam", At = _scene.Desk.Now, State = ImportState.Staged, Total = 1 }));
        _scene.Desk.Acts(new StaffAction.StartImport("sam", "小山", "b", false));
        var decision = _scene.Desk.Decide(new TurnEvent.Broken("x", _scene.Desk.Now, new TurnEvent.ImportChunk("i:b:0", _scene.Desk.Now, "b", 0, rows), "Fault"));

        Assert.Equal((ImportState.Done, 1), (_scene.Desk.Find<Import>("b")!.State, _scene.Desk.Find<Import>("b")!.Done.Refused));
        Assert.Equal("高伟", Codec.Read<ReportLine>(Assert.Single(decision.Kept).Line).About);
        Assert.Empty(_scene.Desk.Lists[Lists.Importing]);
    }

    [Fact]
    public void An_import_taken_back_leaves_the_register_as_it_was_byte_for_byte()
    {
        var before = _scene.Register();
        var import = _scene.Enter(
            "place,unit,name,phones,check_in,born",
            [.. Enumerable.Range(0, 1200).Select(i => $"e1-2,{9000 + (i / 3)},王{i % 7}{i % 11},'+44770090{i:0000},{(i % 3 == 0 ? "yes" : "")},"), "e1-1,101,杨桂珍,'+447700991999,,1941-01-01"]);
        Assert.Equal(new ImportCounts(1200, 1, 0, 0), import.Done);
        var undone = _scene.Undo(import.Id);

        Assert.Equal((ImportState.Undone, 0), (undone.State, undone.Kept));
        Assert.Equal(before, _scene.Register());
        Assert.Equal(400, _scene.Desk.Log.Count(line => line is { Who: "小山", What: "took out of the check-ins", Why: "wrong file" }));
    }

    [Fact]
    public void What_somebody_changed_since_is_kept_and_named()
    {
        var import = _scene.Enter("place,unit,name", "e1-1,901,高伟", "e1-1,901,高芳");
        _scene.Desk.Acts(new StaffAction.EditPerson("sam", "小山", Gao.Id, new PersonEdit { WantsJobs = new(true) }, "asked"));
        var undone = _scene.Undo(import.Id);

        Assert.Equal("高伟", Assert.Single(_scene.Report, line => line.What == "kept").About);
        Assert.Equal(1, undone.Kept);
        Assert.Equal([Gao.Id], _scene.Desk.Find<Household>(Gao.Household)!.Persons);
        Assert.DoesNotContain(_scene.Desk.All<Person>(), person => person.Name == "高芳");
    }

    [Fact]
    public void Somebody_who_is_being_asked_after_is_not_taken_away()
    {
        var import = _scene.Enter("place,unit,name,phones,check_in", "e1-1,901,高伟,'+447700900301,yes");
        _scene.Desk.Opens(Gao.Id);

        Assert.Equal(1, _scene.Undo(import.Id).Kept);
        Assert.True(Gao.Enrolled);
    }

    [Fact]
    public void An_import_with_mistakes_waits_for_a_word_and_an_undo_for_a_reason()
    {
        _scene.Desk.Acts(new StaffAction.StageImport("sam", "小山", new Import
        {
            Id = "m",
            File = "a.csv",
            By = "sam",
            At = _scene.Desk.Now,
            State = ImportState.Staged,
            Total = 1,
            Planned = new ImportCounts(1, 0, 0, 1),
        }));

        Assert.Equal("import_mistakes", _scene.Desk.Acts(new StaffAction.StartImport("sam", "小山", "m", false)).Refusal!.Text);
        Assert.Null(_scene.Desk.Acts(new StaffAction.StartImport("sam", "小山", "m", true)).Refusal);
        Assert.Equal("import_reason", _scene.Desk.Acts(new StaffAction.UndoImport("sam", "小山", "m", " ")).Refusal!.Text);
    }

    Person Gao => Assert.Single(_scene.Desk.All<Person>(), person => person.Name == "高伟");
}
