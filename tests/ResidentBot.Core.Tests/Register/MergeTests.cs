using NodaTime;
using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tests.Deciding;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using Xunit;

namespace ResidentBot.Core.Tests.Register;

/// <summary>Two entries that are one person: made one, and made two again.</summary>
public sealed class MergeTests
{
    const string Yang = "yang-guizhen";
    const string Twin = "p-twin";
    const string TwinPhone = "sms:+12025550177";

    static Desk WithTwin(bool twinEnrolled = true)
    {
        var desk = Desk.AtEight();
        desk.Acts(new StaffAction.EnterPerson("shan", "小山", new Person
        {
            Id = Twin,
            Name = "杨桂珍",
            Household = "h-twin",
            Enrolled = twinEnrolled,
            Addresses = [new Address(TwinPhone)],
            Needs = ["耳背"],
        }, "e1-2", "202"));
        return desk;
    }

    static string Merge(Desk desk, string keep = Yang, string gone = Twin, params string[] tickets)
    {
        var decision = desk.Acts(new StaffAction.MergePersons("shan", "小山", keep, gone, "同一个人") { Tickets = [.. tickets] });
        Assert.Null(decision.Refusal);
        return decision.Answer!;
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Whoever_was_enrolled_in_either_entry_is_enrolled(bool kept, bool gone)
    {
        var desk = WithTwin(gone);
        desk.Acts(new StaffAction.EditPerson("shan", "小山", Yang, new PersonEdit { Enrolled = new(kept) }, "试"));
        Merge(desk);
        Assert.True(desk.Person(Yang).Enrolled);
        Assert.Contains(Yang, desk.Lists[Lists.Enrolled]);
        Assert.DoesNotContain(Twin, desk.Lists[Lists.Enrolled]);
        Assert.DoesNotContain(Twin, desk.Lists[Lists.Persons]);
        Assert.Equal([Yang], desk.Talk(TwinPhone).Persons);
    }

    [Theory]
    [InlineData(true, true, 9, 7, 7)]
    [InlineData(true, true, 9, 0, 0)]
    [InlineData(true, false, 9, 0, 9)]
    [InlineData(false, true, 0, 9, 9)]
    [InlineData(false, true, 9, 0, 0)]
    public void A_pause_holds_only_where_it_was_decided(bool kept, bool gone, int keptUntil, int goneUntil, int until)
    {
        var merged = Merging.Combine(Person("a", kept, keptUntil), Person("b", gone, goneUntil));
        Assert.Equal(until == 0 ? null : new LocalDate(2026, 4, until), merged.Pause?.Until);

        static Person Person(string id, bool enrolled, int until) => new()
        {
            Id = id,
            Name = "杨桂珍",
            Household = "h",
            Enrolled = enrolled,
            Pause = until == 0 ? null : new Pause(new LocalDate(2026, 4, until), "shan", "住院"),
        };
    }

    [Fact]
    public void What_was_asked_of_the_entry_that_went_is_still_answered_for()
    {
        var desk = WithTwin();
        desk.Opens(Twin);
        Merge(desk);
        desk.After(181);
        var ticket = desk.OpenTicket;
        Assert.Equal((Yang, ticket.Number), (ticket.PersonId, desk.Person(Yang).Ticket));
        desk.Writes(TwinPhone, "我很好");
        Assert.Equal(CheckInState.Fine, desk.CheckIn(Twin).State);
        Assert.Null(desk.Person(Yang).Ticket);
    }

    [Fact]
    public void One_answer_is_enough_when_both_entries_were_asked_on_one_phone()
    {
        var desk = WithTwin();
        desk.Acts(new StaffAction.EditPerson("shan", "小山", Twin, new PersonEdit { AddAddress = new Address(Desk.Yang), FirstAddress = new Address(Desk.Yang) }, ""));
        desk.Opens(Yang);
        desk.Opens(Twin);
        Merge(desk);
        desk.Writes(Desk.Yang, "我很好");
        Assert.Equal([CheckInState.Fine, CheckInState.Fine], [desk.CheckIn(Yang).State, desk.CheckIn(Twin).State]);
    }

    [Fact]
    public void A_window_planned_for_the_entry_that_went_opens_for_the_one_that_stayed()
    {
        var desk = WithTwin();
        desk.Acts(new StaffAction.EditPerson("shan", "小山", Yang, new PersonEdit { Enrolled = new(false) }, "试"));
        Merge(desk);
        desk.Decide(new TurnEvent.WindowOpens("w", desk.Now, Twin, new LocalDate(2026, 3, 4), "morning", desk.Now));
        Assert.Equal(CheckInState.Asked, desk.CheckIn(Yang).State);
    }

    [Fact]
    public void A_merge_is_undone_with_all_it_moved()
    {
        var desk = WithTwin();
        desk.Opens(Twin);
        desk.After(181);
        var number = desk.OpenTicket.Number;
        var (kept, gone) = (desk.Person(Yang), desk.Person(Twin));
        var merge = Merge(desk);
        Assert.Equal(Yang, desk.Find<Ticket>(number)!.PersonId);
        Assert.Equal("", desk.Acts(new StaffAction.UndoMerge("shan", "小山", merge, "不是一个人")).Answer);
        Assert.Equivalent(kept with { Merges = [merge] }, desk.Person(Yang));
        Assert.Equivalent(gone, desk.Person(Twin));
        Assert.Equal(Twin, desk.Find<Ticket>(number)!.PersonId);
        Assert.Contains(Twin, desk.Find<Household>("h-twin")!.Persons);
        Assert.Contains(Twin, desk.Lists[Lists.Enrolled]);
        Assert.Equal([Twin], desk.Talk(TwinPhone).Persons);
        Assert.Equal("no_such_merge", desk.Acts(new StaffAction.UndoMerge("shan", "小山", merge, "再来")).Refusal?.Text);
    }

    [Fact]
    public void What_changed_since_stays_and_is_named()
    {
        var desk = WithTwin();
        var merge = Merge(desk);
        desk.Acts(new StaffAction.EditPerson("shan", "小山", Yang, new PersonEdit
        {
            RemoveAddress = new Address(TwinPhone),
            AddNeeds = ["拐杖"],
            Enrolled = new(false),
        }, "本人要求"));
        Assert.Equal("enrolled,addresses", desk.Acts(new StaffAction.UndoMerge("shan", "小山", merge, "不是一个人")).Answer);
        Assert.Equal(["拐杖"], desk.Person(Yang).Needs);
        Assert.False(desk.Person(Yang).Enrolled);
        Assert.Empty(desk.Person(Twin).Addresses);
        // Nobody drops out by it: the other entry is asked as before.
        Assert.True(desk.Person(Twin).Enrolled);
    }

    [Fact]
    public void Merges_that_make_no_sense_are_refused()
    {
        var desk = WithTwin();
        Assert.Equal("merge_same", Refusal(Yang, Yang));
        Assert.Equal("no_such_person", Refusal(Yang, "nobody"));
        Assert.Equal("reason_needed", desk.Acts(new StaffAction.MergePersons("shan", "小山", Yang, Twin, " ")).Refusal?.Text);
        var merge = Merge(desk);
        Assert.Equal("no_such_person", Refusal(Yang, Twin));
        desk.Until(desk.Now + Duration.FromDays(31));
        Assert.Equal("merge_too_old", desk.Acts(new StaffAction.UndoMerge("shan", "小山", merge, "太晚")).Refusal?.Text);

        string? Refusal(string keep, string gone) => desk.Acts(new StaffAction.MergePersons("shan", "小山", keep, gone, "试")).Refusal?.Text;
    }
}
