using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Register;

/// <summary>Single fields of a person, changed at the desk.</summary>
public sealed class EditTests
{
    const string Yang = "yang-guizhen";

    static Decision Edit(Desk desk, PersonEdit edit, string reason = "") =>
        desk.Acts(new StaffAction.EditPerson("shan", "小山", Yang, edit, reason));

    public static TheoryData<string, PersonEdit, string> Refused => new()
    {
        { "a name must say something", new PersonEdit { Name = new(" ") }, "person_name_form" },
        { "nobody is born tomorrow", new PersonEdit { Born = new(new LocalDate(2026, 3, 5)) }, "born_form" },
        { "away needs a place", new PersonEdit { Away = new(new Away("", new LocalDate(2026, 4, 1), "shan", new LocalDate(2026, 3, 4))) }, "away_form" },
        { "away until yesterday is here", new PersonEdit { Away = new(new Away("深圳", new LocalDate(2026, 3, 3), "shan", new LocalDate(2026, 3, 1))) }, "away_form" },
        { "quiet hours have a length", new PersonEdit { Quiet = new(new QuietHours(new LocalTime(9, 0), new LocalTime(9, 0))) }, "quiet_form" },
        { "nobody is his own contact", new PersonEdit { AddContact = new Contact("自己", Relation.Family, Person: Yang) }, "contact_form" },
        { "out of the check-ins with a reason", new PersonEdit { Enrolled = new(false) }, "reason_needed" },
        { "a pause has a reason", new PersonEdit { Pause = new(new Pause(new LocalDate(2026, 3, 9), "shan", "")) }, "reason_needed" },
        { "the last address goes with a reason", new PersonEdit { RemoveAddress = new Address(Desk.Yang) }, "reason_needed" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_is_refused_and_changes_nothing(string why, PersonEdit edit, string refusal)
    {
        var desk = Desk.AtEight();
        var before = desk.Person(Yang);
        Assert.True(refusal == Edit(desk, edit).Refusal?.Text, why);
        Assert.Equivalent(before, desk.Person(Yang));
    }

    [Fact]
    public void Two_people_who_edit_different_fields_do_not_undo_each_other()
    {
        var desk = Desk.AtEight();
        Edit(desk, new PersonEdit { Name = new("杨桂贞"), AddNeeds = ["轮椅"] });
        Edit(desk, new PersonEdit { Literacy = new(Literacy.VoiceOnly), AddNeeds = ["耳背"] });
        Edit(desk, new PersonEdit { AddContact = new Contact("女儿", Relation.Family, new Address("sms:+12025550177")) });
        var person = desk.Person(Yang);
        Assert.Equal(("杨桂贞", Literacy.VoiceOnly, "轮椅,耳背", "女儿"), (person.Name, person.Literacy, string.Join(',', person.Needs), Assert.Single(person.Contacts).Name));
    }

    [Fact]
    public void The_log_names_the_fields_and_no_word_that_is_sensitive()
    {
        var desk = Desk.AtEight();
        Edit(desk, new PersonEdit { Literacy = new(Literacy.VoiceOnly), AddNeeds = ["透析"], AddAddress = new Address("sms:+12025550177") });
        var line = desk.Log.Last();
        Assert.Equal(("shan", "changed person", Yang), (line.Who, line.What, line.About));
        Assert.Equal("literacy: Text → VoiceOnly; needs; addresses: sms:…01 → sms:…01, sms:…77", line.Why);
    }

    [Fact]
    public void An_address_taken_away_is_his_no_more_at_once()
    {
        var desk = Desk.AtEight();
        var second = new Address("sms:+12025550177");
        Edit(desk, new PersonEdit { AddAddress = second, FirstAddress = second });
        Assert.Equal(second, desk.Person(Yang).Addresses[0]);
        Edit(desk, new PersonEdit { RemoveAddress = new Address(Desk.Yang) });
        Assert.DoesNotContain(Yang, desk.Talk(Desk.Yang).Persons);
        Assert.Contains(Yang, desk.Talk(second.Value).Persons);
    }

    [Fact]
    public void Whoever_died_gets_no_texts_and_his_open_ticket_stays_open()
    {
        var desk = Desk.AtEight();
        desk.Opens(Yang);
        desk.After(181);
        var ticket = desk.OpenTicket.Number;
        Assert.Equal("reason_needed", desk.Acts(new StaffAction.DepartPerson("shan", "小山", Yang, "died", " ")).Refusal?.Text);
        desk.Acts(new StaffAction.DepartPerson("shan", "小山", Yang, "died", "家属来电"));
        Assert.Equal("died", desk.Person(Yang).Left?.Why);
        Assert.DoesNotContain(Yang, desk.Lists[Lists.Enrolled]);
        Assert.Equal(ticket, desk.OpenTicket.Number);
        desk.Acts(new StaffAction.DepartPerson("shan", "小山", Yang, "", "弄错了人"));
        Assert.Contains(Yang, desk.Lists[Lists.Enrolled]);
    }

    [Fact]
    public void A_new_person_joins_a_household_or_brings_one()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.EnterPerson("shan", "小山", new Person { Id = "p-1", Name = "杨小弟", Household = "h-e1-101" }, "", ""));
        Assert.Contains("p-1", desk.Find<Household>("h-e1-101")!.Persons);
        Assert.Equal("household_form", desk.Acts(New("p-2", "h-2", "nowhere", "101")).Refusal?.Text);
        Assert.Equal("household_form", desk.Acts(New("p-2", "h-2", "e1-1", " ")).Refusal?.Text);
        desk.Acts(New("p-2", "h-2", "e1-1", "909"));
        Assert.Equal("909", desk.Find<Household>("h-2")!.Unit);
        Assert.Equal("person_exists", desk.Acts(New("p-2", "h-2", "e1-1", "909")).Refusal?.Text);
        desk.Acts(new StaffAction.MovePerson("shan", "小山", "p-1", "h-2", "", ""));
        Assert.Equal(("h-2", false), (desk.Person("p-1").Household, desk.Find<Household>("h-e1-101")!.Persons.Contains("p-1")));

        static StaffAction New(string id, string household, string place, string unit) =>
            new StaffAction.EnterPerson("shan", "小山", new Person { Id = id, Name = "新人", Household = household }, place, unit);
    }

    [Fact]
    public void A_label_is_put_on_with_its_end_confirmed_and_taken_off()
    {
        var desk = Desk.AtEight();
        Assert.Equal("no_such_label", desk.Acts(Put("no-such")).Refusal?.Text);
        desk.Acts(Put("walks-badly"));
        var label = Assert.Single(desk.Person(Yang).Labels);
        Assert.Equal(new LocalDate(2026, 3, 4).PlusDays(180), label.Until);
        Assert.True(label.Holds(label.Until!.Value));
        Assert.False(label.Holds(label.Until.Value.PlusDays(1)));
        // What is sensitive is not named in the log either.
        Assert.Null(desk.Log.Last().Why);
        desk.Until(desk.At(8, 0, day: 100));
        desk.Acts(Put("walks-badly"));
        Assert.Equal(label.Until.Value.PlusDays(100), Assert.Single(desk.Person(Yang).Labels).Until);
        desk.Acts(new StaffAction.TakeLabel("shan", "小山", Yang, "walks-badly"));
        Assert.Empty(desk.Person(Yang).Labels);

        static StaffAction Put(string label) => new StaffAction.PutLabel("shan", "小山", Yang, label, "走访");
    }

    [Fact]
    public void A_refused_welfare_text_is_a_visit_and_takes_nobody_off()
    {
        var desk = Desk.AtEight();
        Assert.Equal("consent_words", desk.Acts(Consent(Purpose.Welfare, false, "")).Refusal?.Text);
        desk.Acts(Consent(Purpose.Welfare, false, "我们每天早晚给您发平安短信，可以吗？"));
        Assert.Equal((true, "optout"), (desk.Person(Yang).Enrolled, desk.OpenTicket.Cause));
        desk.Acts(Consent(Purpose.Welfare, true, "上门问过，愿意"));
        Assert.Equal([false, true], desk.Person(Yang).Consents.Select(consent => consent.Given));
        Assert.Equal(("spoken", "陈秀兰"), (desk.Person(Yang).Consents[0].Channel, desk.Person(Yang).Consents[0].Witness));

        static StaffAction Consent(Purpose purpose, bool given, string words) =>
            new StaffAction.SetConsent("shan", "小山", Yang, purpose, given, words, "spoken", "陈秀兰");
    }

    [Fact]
    public void A_new_code_on_paper_makes_the_old_one_worthless()
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.MakePaperCode("shan", "小山", Yang, "12345678"));
        Assert.Equal(desk.Now + Duration.FromDays(30), desk.Find<PaperCode>("12345678")!.Until);
        Assert.Equal("code_taken", desk.Acts(new StaffAction.MakePaperCode("shan", "小山", "wu-qiang", "12345678")).Refusal?.Text);
        desk.Acts(new StaffAction.MakePaperCode("shan", "小山", Yang, "87654321"));
        Assert.Null(desk.Find<PaperCode>("12345678"));
        Assert.Equal(Yang, desk.Find<PaperCode>("87654321")!.Person);
    }
}
