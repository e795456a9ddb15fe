using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Jobs;

/// <summary>Offers a post to everybody who asked for jobs; "1" takes a seat while seats last.</summary>
public static class JobOffers
{
    /// <summary>Offers a post to the next person in the order of ids; a repeat of the same person does nothing.</summary>
    public static void Offer(Turn turn, TurnEvent.PostOffered offered)
    {
        if (turn.Find<Post>(offered.Post) is not { OfferedToAll: false } post) return;
        if (offered.Person is null || !IsOpen(turn, post))
        {
            turn.Put(post.Id, post with { OfferedToAll = true });
            turn.Unlist(Lists.Offering, post.Id);
            turn.Changed($"post:{post.Id}");
            return;
        }
        if (post.OfferedThrough is { } through && string.CompareOrdinal(offered.Person, through) <= 0) return;
        turn.Put(post.Id, post with { OfferedThrough = offered.Person });
        if (turn.Find<Person>(offered.Person) is { WantsJobs: true } person && Say(turn, post, person)) turn.Count("offered");
    }

    /// <summary>Takes "1" or "2" if an offer is open here, and a tapped button at any time.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        if (arrival.Tap?.Split(':') is ["j", var id, var word]) return word == "no" ? Decline(turn, talk, id) : Apply(turn, talk, id);
        if (talk.Conversation.Offer is not { } offer) return false;
        if (turn.World.AnswerWords.Is(arrival.Text, Answer.OfferTaken)) return Apply(turn, talk, offer);
        return turn.World.AnswerWords.Is(arrival.Text, Answer.OfferLeft) && Decline(turn, talk, offer);
    }

    /// <summary>Takes a "no" to the post last offered here; false when none is.</summary>
    public static bool TryDecline(Turn turn, Talk talk) => talk.Conversation.Offer is { } offer && Decline(turn, talk, offer);

    static bool Decline(Turn turn, Talk talk, string id)
    {
        talk.Change(c => c with { Offer = c.Offer == id ? null : c.Offer });
        turn.Count("declined");
        talk.Say("job_declined");
        return true;
    }

    /// <summary>Applies for the post last offered here; false when none is.</summary>
    public static bool ApplyToLast(Turn turn, Talk talk) => talk.Conversation.Offer is { } offer && Apply(turn, talk, offer);

    static bool Say(Turn turn, Post post, Person person)
    {
        foreach (var address in person.Addresses)
        {
            var talk = Talk.With(turn, address, person.Language);
            if (!Consents.MaySend(person, talk.Conversation, Purpose.Jobs)) continue;
            var id = talk.Speak(Words.Of(
                turn,
                "job_offer",
                talk.Language,
                ("title", post.Title[talk.Language]),
                ("where", post.Where[talk.Language]),
                ("hours", post.Hours[talk.Language]),
                ("pay", post.Pay[talk.Language])) with
            {
                Choices = [new Choice($"j:{post.Id}:apply", turn.Text("job_apply", talk.Language)), new Choice($"j:{post.Id}:no", turn.Text("job_decline", talk.Language))],
                Lane = Lane.Notice,
                Purpose = Purpose.Jobs,
                NotAfter = post.Until,
                Concerns = $"post|{post.Id}",
                Person = person.Id,
            });
            if (id is null) continue;
            talk.Change(c => c with { Offer = post.Id, Persons = c.Persons.Contains(person.Id) ? c.Persons : c.Persons.Add(person.Id) });
            return true;
        }
        return false;
    }

    static bool Apply(Turn turn, Talk talk, string id)
    {
        talk.Change(c => c with { Offer = c.Offer == id ? null : c.Offer });
        if (turn.Find<Post>(id) is not { } post || !IsOpen(turn, post))
        {
            talk.Say("job_over");
            return true;
        }
        var title = post.Title[talk.Language];
        var who = talk.Conversation.Persons.Length > 0 ? talk.Conversation.Persons[0] : talk.Conversation.Address.Value;
        if (post.Seated.Contains(who))
        {
            talk.Say("job_seated", ("title", title));
            return true;
        }
        if (post.Seated.Length >= post.Seats)
        {
            if (!post.Waiting.Contains(who)) turn.Put(id, post with { Waiting = post.Waiting.Add(who) });
            talk.Say("job_full", ("title", title));
            return true;
        }
        turn.Put(id, post with { Seated = post.Seated.Add(who) });
        turn.Changed($"post:{id}");
        turn.Count("applied");
        var ticket = OpenApplication(turn, talk, post);
        talk.Say("job_applied", ("title", title), ("number", ticket.Number));
        return true;
    }

    static Ticket OpenApplication(Turn turn, Talk talk, Post post)
    {
        var person = talk.Conversation.Persons.Length > 0 ? turn.Find<Person>(talk.Conversation.Persons[0]) : null;
        var language = turn.World.Community.Language;
        var ticket = TicketDesk.Open(turn, TicketDesk.Draft(
            TicketKind.Application,
            "jobs",
            Urgency.Normal,
            turn.Text("application", language, ("name", person?.Name ?? talk.Conversation.Name ?? talk.Conversation.Address.Channel), ("title", post.Title[language]))) with
        {
            Address = talk.Conversation.Address,
            PersonId = person?.Id,
            Cause = post.Id,
        });
        talk.Change(c => c with { Requests = [.. c.Requests.TakeLast(4), ticket.Number] });
        return ticket;
    }

    static bool IsOpen(Turn turn, Post post) => !post.Withdrawn && turn.Now < post.Until;
}
