using System.Collections.Immutable;
using System.Globalization;
using ResidentBot.Core.Dialogs.Answers;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Roster;

/// <summary>What a named person can look at in his menu. Each household he looks at is written down.</summary>
static class WorkerScreens
{
    const int PageSize = 8;
    const int MostAway = 20;
    const int MostTasks = 5;
    const int MostSearched = 300;

    /// <summary>Does what an offered answer says.</summary>
    public static void Open(WorkerTalk worker, string command)
    {
        var (word, about) = command.Split(':', 2) is [var first, var rest] ? (first, rest) : (command, "");
        switch (word)
        {
            case "list" or "pick":
                List(worker, word, int.TryParse(about, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0);
                break;
            case "away":
                Away(worker);
                break;
            case "look":
                Look(worker, about);
                break;
            case "tasks":
                Tasks(worker);
                break;
            default:
                Menu(worker);
                break;
        }
    }

    /// <summary>The menu itself.</summary>
    public static void Menu(WorkerTalk worker, string? before = null)
    {
        var text = worker.Text("worker_menu", ("name", worker.Member.Name));
        worker.Show("menu", before is null ? text : $"{before}\n{text}",
        [
            ("list:0", worker.Text("worker_households")), ("tasks", worker.Text("worker_tasks")), ("pick:0", worker.Text("worker_change")), ("leave", worker.Text("worker_leave")),
        ]);
    }

    /// <summary>Who lives there, on one line: name, alone, away, needs, phones.</summary>
    static string Line(WorkerTalk worker, Person person)
    {
        var facts = new List<string>();
        if (person.LivesAlone) facts.Add(worker.Text("worker_alone"));
        if (person.Away is { } away) facts.Add(AwayFact(worker, away));
        if (!person.Needs.IsEmpty && WorkerScope.MaySeeNeeds(worker.Member)) facts.Add(worker.Text("worker_needs", ("needs", Join(worker, person.Needs))));
        // In full and with its country, so that any phone makes a link of it.
        facts.AddRange(person.Addresses.Where(address => address.Channel == "sms").Select(address => address.Local));
        return facts.Count == 0 ? person.Name : worker.Text("worker_person", ("name", person.Name), ("facts", Join(worker, facts)));
    }

    static void List(WorkerTalk worker, string purpose, int page)
    {
        var all = WorkerScope.Households(worker.Turn, worker.Member);
        if (all.IsEmpty)
        {
            worker.Done(worker.Text(WorkerScope.MaySeeResidents(worker.Member) ? "worker_none" : "worker_no_right"));
            return;
        }
        var pages = (all.Length + PageSize - 1) / PageSize;
        page = Math.Clamp(page, 0, pages - 1);
        var options = all.Skip(page * PageSize).Take(PageSize).Select(id => worker.Turn.Find<Household>(id)).OfType<Household>()
            .Select(household => ($"{(purpose == "list" ? "look" : "who")}:{household.Id}", Label(worker, household))).ToList();
        if (page + 1 < pages) options.Add(($"{purpose}:{page + 1}", worker.Text("worker_next")));
        if (page > 0) options.Add(($"{purpose}:{page - 1}", worker.Text("worker_previous")));
        if (purpose == "list") options.Add(("away", worker.Text("worker_only_away")));
        options.Add((WorkerTalk.Home, worker.Text("worker_home")));
        worker.Show(purpose, worker.Text(purpose == "list" ? "worker_list" : "worker_pick", ("count", $"{all.Length}"), ("page", $"{page + 1}"), ("pages", $"{pages}")), options);
    }

    static void Away(WorkerTalk worker)
    {
        // Whoever answers for a whole community has the desk for such lists.
        var all = WorkerScope.Households(worker.Turn, worker.Member);
        var households = all.Take(MostSearched).Select(worker.Turn.Find<Household>).OfType<Household>().ToList();
        var away = households.SelectMany(household => Persons(worker, household), (household, person) => (household, person)).Where(pair => pair.person.Away is not null).Take(MostAway + 1).ToList();
        var isCut = away.Count > MostAway || all.Length > MostSearched;
        away = [.. away.Take(MostAway)];
        foreach (var (household, _) in away.DistinctBy(pair => pair.household.Id)) worker.Turn.Log(worker.Member.Id, "read household", household.Id);
        var lines = away.Select(pair => $"{Door(worker, pair.household)} {pair.person.Name}: {AwayFact(worker, pair.person.Away!)}");
        worker.Show("away", string.Join('\n', lines.Prepend(worker.Text("worker_away", ("count", $"{away.Count}{(isCut ? "+" : "")}")))),
            [("list:0", worker.Text("worker_to_list")), (WorkerTalk.Home, worker.Text("worker_home"))]);
    }

    static void Look(WorkerTalk worker, string id)
    {
        if (WorkerScope.Find(worker.Turn, worker.Member, id) is not { } household)
        {
            worker.Done(worker.Text("worker_not_yours"));
            return;
        }
        worker.Turn.Log(worker.Member.Id, "read household", household.Id);
        var all = WorkerScope.Households(worker.Turn, worker.Member);
        var at = all.IndexOf(household.Id);
        var options = new List<(string, string)>();
        if (at + 1 < all.Length) options.Add(($"look:{all[at + 1]}", worker.Text("worker_next_door")));
        options.Add(($"list:{Math.Max(0, at) / PageSize}", worker.Text("worker_to_list")));
        options.Add(($"who:{household.Id}", worker.Text("worker_change")));
        options.Add((WorkerTalk.Home, worker.Text("worker_home")));
        worker.Show("look", string.Join('\n', Persons(worker, household).Select(person => Line(worker, person)).Prepend(Door(worker, household))), options);
    }

    // Each task with its own answers, as the alarm had them; a digit answers here whatever phone the alarm went to.
    static void Tasks(WorkerTalk worker)
    {
        var (turn, here) = (worker.Turn, worker.Talk.Conversation.Address.Value);
        var open = Colleagues.Addresses(turn, worker.Member).SelectMany(address => turn.Find<Rungs>(address.Value)?.Tickets ?? []).Distinct()
            .Select(number => TicketDesk.FindOpen(turn, number)).OfType<Ticket>()
            .Where(ticket => ticket.Owner == worker.Member.Id || ticket.State == TicketState.Waiting).ToList();
        if (open.Count == 0)
        {
            worker.Done(worker.Text("worker_no_tasks"));
            return;
        }
        worker.Leave();
        turn.Put(here, new Rungs([.. open.Select(ticket => ticket.Number)]));
        foreach (var ticket in open.Take(MostTasks))
            worker.Talk.Speak((ticket.Owner == worker.Member.Id ? StaffWords.AskResult(turn, ticket, worker.Language) : StaffWords.Ask(turn, ticket, worker.Language, "")) with { Lane = Lane.Reply });
    }

    /// <summary>The people who live there.</summary>
    public static IEnumerable<Person> Persons(WorkerTalk worker, Household household) =>
        household.Persons.Select(worker.Turn.Find<Person>).OfType<Person>().Where(person => person is { Left: null, MergedInto: null });

    static string AwayFact(WorkerTalk worker, Away away) => worker.Text("worker_is_away", ("city", away.City), ("until", Dates.Show(away.Until, worker.Language)));

    static string Door(WorkerTalk worker, Household household) => $"{worker.Turn.World.Community.Places.GetValueOrDefault(household.Place)?.Name} {household.Unit}".Trim();

    static string Label(WorkerTalk worker, Household household)
    {
        var names = Persons(worker, household).Select(person => person.Name).ToList();
        return $"{Door(worker, household)} {names.FirstOrDefault()}{(names.Count > 1 ? $" +{names.Count - 1}" : "")}".Trim();
    }

    static string Join(WorkerTalk worker, IEnumerable<string> parts) => string.Join(worker.Language == Language.Zh ? "，" : ", ", parts);
}
