using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;

namespace ResidentBot.Core.Roster;

/// <summary>
/// What a named person reports of his households. Away, back and a new number change the register at once: he stands before the person. That somebody died
/// or moved ends nothing by itself; the desk confirms it.
/// </summary>
static class WorkerChanges
{
    const int MostDays = 366;
    const int MostWords = 500;
    static readonly string[] ChineseZones = ["Asia/Shanghai", "Asia/Urumqi"];

    /// <summary>Whether a question wants words, of which a digit is no choice.</summary>
    public static bool IsAsked(string screen) => screen is "city" or "until" or "number" or "words" or "leave_from" or "leave_until";

    /// <summary>Does what an offered answer says, if it is about a change or a leave.</summary>
    public static bool TryOpen(WorkerTalk worker, string command)
    {
        var (word, about) = command.Split(':', 2) is [var first, var rest] ? (first, rest) : (command, "");
        switch (word)
        {
            case "who":
                Who(worker, about);
                return true;
            case "what":
                What(worker, about);
                return true;
            case "change":
                Change(worker, about);
                return true;
            case "leave":
                WorkerLeave.Open(worker, about);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes the words that were asked for; false when none were.</summary>
    public static bool TryAnswer(WorkerTalk worker, WorkerStep step, string text)
    {
        switch (step.Screen)
        {
            case "leave_from" or "leave_until":
                WorkerLeave.Answer(worker, step, text);
                return true;
            case "city" or "until" or "number" or "words":
                if (WorkerScope.Find(worker.Turn, worker.Member, step.Household) is null) worker.Done(worker.Text("worker_not_yours"));
                else Answer(worker, step, text);
                return true;
            default:
                return false;
        }
    }

    static void Who(WorkerTalk worker, string id)
    {
        if (WorkerScope.Find(worker.Turn, worker.Member, id) is not { } household)
        {
            worker.Done(worker.Text("worker_not_yours"));
            return;
        }
        worker.Turn.Log(worker.Member.Id, "read household", household.Id);
        var persons = WorkerScreens.Persons(worker, household).ToList();
        if (persons is [var only]) What(worker, only.Id);
        else worker.Show("who", worker.Text("worker_who"), persons.Select(person => ($"what:{person.Id}", person.Name)).Append((WorkerTalk.Home, worker.Text("worker_home"))));
    }

    static void What(WorkerTalk worker, string id)
    {
        if (WorkerScope.FindPerson(worker.Turn, worker.Member, id) is not { } person)
        {
            worker.Done(worker.Text("worker_not_yours"));
            return;
        }
        string[] kinds = ["away", "back", "number", "moved", "died", "new", "words"];
        worker.Show("what", worker.Text("worker_what", ("name", person.Name)),
            kinds.Select(kind => ($"change:{kind}", worker.Text($"change_{kind}"))).Append((WorkerTalk.Home, worker.Text("worker_home"))),
            step => step with { Household = person.Household, Person = person.Id });
    }

    static void Change(WorkerTalk worker, string kind)
    {
        if (worker.Step is not { } step || WorkerScope.FindPerson(worker.Turn, worker.Member, step.Person) is not { } person)
        {
            worker.Done(worker.Text("worker_not_yours"));
            return;
        }
        switch (kind)
        {
            case "back":
                Register.Save(worker.Turn, person with { Away = null });
                worker.Turn.Log(worker.Member.Id, "noted back", person.Id);
                worker.Done(worker.Text("worker_noted_back", ("name", person.Name)));
                break;
            case "moved" or "died":
                Report(worker, person, worker.Turn.Text($"change_{kind}", worker.Turn.World.Community.Language));
                break;
            default:
                var (screen, text) = kind switch
                {
                    "away" => ("city", "worker_ask_city"),
                    "number" => ("number", "worker_ask_number"),
                    "new" => ("words", "worker_ask_new"),
                    _ => ("words", "worker_ask_words"),
                };
                worker.Ask(screen, worker.Text(text), asked => asked with { Household = step.Household, Person = person.Id, Said = kind });
                break;
        }
    }

    static void Answer(WorkerTalk worker, WorkerStep step, string text)
    {
        if (WorkerScope.FindPerson(worker.Turn, worker.Member, step.Person) is not { } person)
        {
            worker.Done(worker.Text("worker_not_yours"));
            return;
        }
        switch (step.Screen)
        {
            case "city":
                worker.Ask("until", worker.Text("worker_ask_until"), asked => asked with { Household = step.Household, Person = person.Id, Said = TextCut.Head(text, 40) });
                break;
            case "until" when Dates.Read(text, worker.Today) is { } until && until >= worker.Today && until <= worker.Today.PlusDays(MostDays):
                Register.Save(worker.Turn, person with { Away = new Away(step.Said!, until, worker.Member.Id, worker.Today) });
                worker.Turn.Log(worker.Member.Id, "noted away", person.Id);
                worker.Done(worker.Text("worker_noted_away", ("name", person.Name), ("city", step.Said!), ("until", Dates.Show(until, worker.Language))));
                break;
            case "until":
                worker.Ask("until", worker.Text("worker_bad_date"), _ => step with { At = worker.Turn.Now, Options = [WorkerTalk.Home] });
                break;
            case "number":
                Number(worker, step, person, text);
                break;
            default:
                var kind = worker.Turn.Text($"change_{step.Said}", worker.Turn.World.Community.Language);
                Report(worker, person, $"{kind}: {TextCut.Head(text, MostWords)}");
                break;
        }
    }

    // Whoever holds the old number now must hear nothing more of this person.
    static void Number(WorkerTalk worker, WorkerStep step, Person person, string text)
    {
        if (Phone(text, worker.Turn.World.Community) is not { } phone)
        {
            worker.Ask("number", worker.Text("worker_bad_number"), _ => step with { At = worker.Turn.Now, Options = [WorkerTalk.Home] });
            return;
        }
        var others = Handset.Others(worker.Turn.World, phone).Append(phone).SelectMany(one => worker.Turn.Find<Conversation>(one.Value)?.Persons ?? []).ToList();
        if (others.Exists(id => worker.Turn.Find<Person>(id) is { } other && other.Household != person.Household))
        {
            Report(worker, person, $"{worker.Turn.Text("change_number", worker.Turn.World.Community.Language)}: {phone.Local}");
            return;
        }
        var old = person.Addresses.FirstOrDefault(address => address.Channel == "sms");
        var addresses = person.Addresses.Contains(phone) ? person.Addresses : old.Value is null ? person.Addresses.Add(phone) : person.Addresses.Replace(old, phone);
        // He stands before the person: what the number's last owner said of it is over.
        Register.Readmit(worker.Turn, person, phone);
        Register.Save(worker.Turn, person with { Addresses = addresses });
        worker.Turn.Log(worker.Member.Id, "changed number", person.Id);
        worker.Done(worker.Text("worker_noted_number", ("name", person.Name), ("number", phone.Local)));
    }

    // The welfare texts go on until the desk has made sure.
    static void Report(WorkerTalk worker, Person person, string what)
    {
        var community = worker.Turn.World.Community;
        var summary = worker.Turn.Text("change_report", community.Language, ("worker", worker.Member.Name), ("name", person.Name), ("what", what));
        var ticket = TicketDesk.Open(worker.Turn, TicketDesk.Draft(TicketKind.Visit, HandOffs.DefaultQueue, Urgency.Normal, summary) with
        {
            PersonId = person.Id,
            Cause = "change",
            Fields = [new TicketField("worker", "worker", worker.Member.Name), new TicketField("words", "words", what)],
        });
        worker.Turn.Log(worker.Member.Id, "reported change", person.Id, ticket.Number);
        worker.Done(worker.Text("worker_noted_ticket", ("number", ticket.Number)));
    }

    // With its country; in China eleven digits that begin as mobile numbers do are one there.
    static Address? Phone(string text, Community community)
    {
        var digits = new string([.. text.Where(c => char.IsAsciiDigit(c) || c == '+')]);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = $"+{digits[2..]}";
        if (ChineseZones.Contains(community.Zone.Id) && digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9') digits = $"+86{digits}";
        return Addresses.IsPhone(digits) ? new Address($"sms:{digits}") : null;
    }
}
