using NodaTime;
using NodaTime.Text;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Roster;

/// <summary>A named person notes his own leave, and hears who stands in.</summary>
static class WorkerLeave
{
    static readonly LocalTime Noon = new(12, 0);

    /// <summary>The question, or the answer to it: a new leave, or the end of one.</summary>
    public static void Open(WorkerTalk worker, string about)
    {
        var noted = RosterDesk.Card(worker.Turn, worker.Member.Id).Leaves.Where(leave => leave.Until >= worker.Today).ToList();
        if (about == "new" || (about.Length == 0 && noted.Count == 0))
        {
            worker.Ask("leave_from", worker.Text("worker_ask_leave_from"));
            return;
        }
        if (noted.Find(leave => Iso(leave.From) == about) is { } ended)
        {
            RosterDesk.End(worker.Turn, worker.Member.Id, ended, worker.Member.Id);
            worker.Done(worker.Text("worker_leave_ended"));
            return;
        }
        worker.Show("leave", worker.Text("worker_leave_noted"),
        [
            .. noted.Select(leave => ($"leave:{Iso(leave.From)}", worker.Text("worker_leave_end", ("from", Shown(worker, leave.From)), ("until", Shown(worker, leave.Until))))),
            ("leave:new", worker.Text("worker_leave_new")),
            (WorkerTalk.Home, worker.Text("worker_home")),
        ]);
    }

    /// <summary>Takes the first day, then the last.</summary>
    public static void Answer(WorkerTalk worker, WorkerStep step, string text)
    {
        var day = Dates.Read(text, worker.Today);
        if (step.Screen == "leave_from" && day >= worker.Today)
        {
            worker.Ask("leave_until", worker.Text("worker_ask_leave_until"), asked => asked with { Said = Iso(day.Value) });
            return;
        }
        if (step.Screen == "leave_until" && day is { } until && LocalDatePattern.Iso.Parse(step.Said!).Value is var from && RosterDesk.IsLeave(worker.Turn, from, until))
        {
            RosterDesk.Put(worker.Turn, worker.Member.Id, new Leave(from, until, worker.Member.Id));
            Tell(worker, from, until);
            return;
        }
        worker.Ask(step.Screen, worker.Text("worker_bad_date"), _ => step with { At = worker.Turn.Now, Options = [WorkerTalk.Home] });
    }

    // Who would be asked at his places at noon of the first day.
    static void Tell(WorkerTalk worker, LocalDate from, LocalDate until)
    {
        var community = worker.Turn.World.Community;
        var noon = (from + Noon).InZoneLeniently(community.Zone).ToInstant();
        var attendance = Colleagues.Attendance(worker.Turn);
        var instead = community.Places.Values.Where(place => place.Responsible.Contains(worker.Member.Id)).OrderBy(place => place.Id, StringComparer.Ordinal)
            .Select(place => Nearest.For(attendance, place.Id, noon, emergency: false)).ToList();
        var names = instead.Where(nearest => !nearest.IsLastResort).Select(nearest => nearest.Persons[0].Member.Name).Distinct();
        var isBare = instead.Any(nearest => nearest.IsLastResort);
        var dates = worker.Text("worker_leave_done", ("from", Shown(worker, from)), ("until", Shown(worker, until)));
        var who = isBare ? worker.Text("worker_leave_bare") : instead.Count == 0 ? "" : worker.Text("worker_leave_instead", ("names", string.Join(worker.Language == Language.Zh ? "、" : ", ", names)));
        worker.Done((dates + who).Trim());
    }

    static string Shown(WorkerTalk worker, LocalDate day) => Dates.Show(day, worker.Language);

    static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
