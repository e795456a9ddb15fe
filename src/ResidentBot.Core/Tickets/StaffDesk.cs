using ResidentBot.Core.Conversations;
using ResidentBot.Core.Imports;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Tickets;

/// <summary>What staff do at the desk. Every one of them is a turn; a "no" is a refusal with the reason.</summary>
public static class StaffDesk
{
    /// <summary>Decides one action.</summary>
    public static void Act(Turn turn, StaffAction action)
    {
        switch (action)
        {
            case StaffAction.StartTalk start:
                StartTalk(turn, start);
                break;
            case StaffAction.Publish publish:
                Publish(turn, publish);
                break;
            case StaffAction.Withdraw withdraw:
                Withdraw(turn, withdraw);
                break;
            case StaffAction.OnRegister change:
                RegisterDesk.Act(turn, change);
                break;
            case StaffAction.OnRoster change:
                RosterDesk.Act(turn, change);
                break;
            case StaffAction.ReviewCorrection review:
                CorrectionDesk.Review(turn, review);
                break;
            case StaffAction.OnImport import:
                ImportDesk.Act(turn, import);
                break;
            default:
                OnTicket(turn, action);
                break;
        }
    }

    static void OnTicket(Turn turn, StaffAction action)
    {
        var number = action switch
        {
            StaffAction.Claim a => a.Ticket,
            StaffAction.Release a => a.Ticket,
            StaffAction.Reply a => a.Ticket,
            StaffAction.Note a => a.Ticket,
            StaffAction.MarkDone a => a.Ticket,
            StaffAction.Close a => a.Ticket,
            StaffAction.HandBack a => a.Ticket,
            StaffAction.Correct a => a.Ticket,
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
        if (turn.Find<Ticket>(number) is not { } ticket) turn.Refuse("no_such_ticket");
        else if (action is StaffAction.Note note) TicketDesk.Save(turn, Noted(turn, ticket, note));
        else if (ticket.State == TicketState.Closed) turn.Refuse("ticket_closed", ticket.OwnerName);
        else if (action is StaffAction.Claim claim) Claim(turn, ticket, claim);
        else if (ticket.Owner is { } owner && owner != action.By) turn.Refuse("ticket_taken", ticket.OwnerName);
        else OwnTicket(turn, ticket, action);
    }

    static void OwnTicket(Turn turn, Ticket ticket, StaffAction action)
    {
        switch (action)
        {
            case StaffAction.Release:
                Talking(turn, ticket)?.Say("back_in_queue", ("number", ticket.Number));
                TicketDesk.Release(turn, ticket, action.By, "released");
                break;
            case StaffAction.Reply reply:
                Reply(turn, ticket, reply);
                break;
            case StaffAction.MarkDone when ticket.Kind == TicketKind.Request:
                TicketDesk.Free(turn, ticket);
                RequestTalk.AskFixed(turn, ticket, action.By);
                break;
            case StaffAction.Correct correct:
                CorrectionDesk.Correct(turn, ticket, correct);
                break;
            case StaffAction.Close close:
                Close(turn, ticket, close.Code, close.Words, close);
                break;
            case StaffAction.HandBack when ticket.Kind == TicketKind.HandOff:
                Close(turn, ticket, "answered", null, action);
                break;
            case StaffAction.HandBack:
                turn.Log(action.By, "handed back", ticket.Number);
                TicketDesk.Free(turn, ticket)?.Say("handed_back");
                TicketDesk.Save(turn, ticket.With(turn, action.By, "handed back"));
                break;
            default:
                turn.Refuse("not_for_this_kind");
                break;
        }
    }

    // A tie goes to the first commit; the other one reads the winner's name.
    static void Claim(Turn turn, Ticket ticket, StaffAction.Claim claim)
    {
        if (ticket.State == TicketState.Claimed)
        {
            if (ticket.Owner != claim.By) turn.Refuse("ticket_taken", ticket.OwnerName);
            return;
        }
        ticket = TicketDesk.Claim(turn, ticket, claim.By, claim.Name);
        if (Talking(turn, ticket) is not { } talk) return;
        talk.Note(ThreadKind.Mark, claim.Name, "claimed", ticket.Number);
        talk.Say("person_has_it", ("name", claim.Name));
    }

    static void Reply(Turn turn, Ticket ticket, StaffAction.Reply reply)
    {
        if (reply is { Media: null } && reply.Text.Trim().Length == 0)
        {
            turn.Refuse("empty_reply");
            return;
        }
        if (ticket.Address is not { } address)
        {
            turn.Refuse("no_address");
            return;
        }
        var talk = Talk.With(turn, address);
        if (reply.Media is { } shown && Showing.Trouble(talk, shown, reply.Text.Trim()) is { } trouble)
        {
            turn.Refuse(trouble, address.Channel);
            return;
        }
        if (ticket.State != TicketState.Claimed) ticket = TicketDesk.Claim(turn, ticket, reply.By, reply.Name);
        if (talk.Conversation.Ticket is null) talk.Change(c => c with { Ticket = ticket.Number, Session = null });
        var words = new Words(reply.Text.Trim()) { By = reply.Name, Concerns = Failover.Concerns(ticket, "answer"), Media = reply.Media };
        if (talk.Speak(words) is null && !Failover.TryAnswer(turn, ticket, address, Line(turn, words))) turn.Refuse("unreachable");
        turn.Log(reply.By, reply.Media is null ? "replied" : "sent picture", ticket.Number);
    }

    static ThreadEntry Line(Turn turn, Words words) => new()
    {
        Id = "",
        Kind = ThreadKind.Out,
        At = turn.Now,
        Text = words.Text,
        By = words.By,
        Media = words.Media is { } media ? [media] : [],
    };

    static Ticket Noted(Turn turn, Ticket ticket, StaffAction.Note note)
    {
        turn.Log(note.By, "noted", ticket.Number);
        if (ticket.Address is { } address) Talk.With(turn, address).Note(ThreadKind.Note, note.Name, note.Text, ticket.Number);
        return ticket.With(turn, note.By, "note", note.Text);
    }

    static void Close(Turn turn, Ticket ticket, string code, string? words, StaffAction action)
    {
        var talk = TicketDesk.Free(turn, ticket);
        TicketDesk.Close(turn, ticket, code, words, action.By, action.Name);
        if (talk is null) return;
        talk.Note(ThreadKind.Mark, action.Name, "closed", ticket.Number);
        talk.Say("handed_back");
        CheckIns.CheckInTalk.AskAgain(turn, talk);
    }

    static void StartTalk(Turn turn, StaffAction.StartTalk start)
    {
        if (turn.Find<Conversation>(start.Address.Value) is not { } known)
        {
            if (!turn.World.Can(start.Address).MayStart)
            {
                turn.Refuse("cannot_start");
                return;
            }
            known = Talk.With(turn, start.Address).Conversation;
        }
        if (TicketDesk.FindOpen(turn, known.Ticket) is { Owner: { } owner } taken && owner != start.By)
        {
            turn.Refuse("ticket_taken", taken.OwnerName);
            return;
        }
        var ticket = TicketDesk.FindOpen(turn, known.Ticket) is { } waiting
            ? TicketDesk.Claim(turn, waiting, start.By, start.Name)
            : TicketDesk.Open(turn, TicketDesk.Draft(TicketKind.HandOff, HandOffs.DefaultQueue, Urgency.Normal, start.Text) with
            {
                Address = start.Address,
                PersonId = known.Persons.Length == 1 ? known.Persons[0] : null,
                Owner = start.By,
                OwnerName = start.Name,
                Cause = "started",
            });
        var talk = Talk.With(turn, start.Address);
        talk.Change(c => c with { Ticket = ticket.Number, Session = null });
        if (talk.Speak(new Words(start.Text) { By = start.Name, Concerns = Failover.Concerns(ticket, "answer") }) is null) turn.Refuse("unreachable");
        else turn.Decision.Answer = ticket.Number;
    }

    static void Publish(Turn turn, StaffAction.Publish publish)
    {
        var post = publish.Post with { PostedBy = publish.By, PostedAt = turn.Now };
        if (post.Seats is < 1 or > 1000 || post.Until <= turn.Now || Blank(post.Title) || Blank(post.Pay) || Blank(post.Hours) || Blank(post.Where))
        {
            turn.Refuse("post_incomplete");
            return;
        }
        // Published again, it is corrected: nobody loses a seat, nobody is asked twice.
        if (turn.Find<Post>(post.Id) is { } before)
            post = post with { Seated = before.Seated, Waiting = before.Waiting, OfferedThrough = before.OfferedThrough, OfferedToAll = before.OfferedToAll };
        turn.Put(post.Id, post);
        turn.List(Lists.Posts, post.Id, turn.Now.ToUnixTimeMilliseconds());
        turn.List(Lists.Offering, post.Id, turn.Now.ToUnixTimeMilliseconds());
        turn.Changed($"post:{post.Id}");
        turn.Log(publish.By, "published", post.Id);
        turn.Decision.Answer = post.Id;
    }

    static void Withdraw(Turn turn, StaffAction.Withdraw withdraw)
    {
        if (turn.Find<Post>(withdraw.Post) is not { } post)
        {
            turn.Refuse("no_such_post");
            return;
        }
        turn.Put(post.Id, post with { Withdrawn = true });
        turn.Changed($"post:{post.Id}");
        turn.Log(withdraw.By, "withdrawn", post.Id);
    }

    /// <summary>The talk a ticket holds; null when it holds none.</summary>
    static Talk? Talking(Turn turn, Ticket ticket)
    {
        if (ticket.Address is not { } address) return null;
        var talk = Talk.With(turn, address);
        return talk.Conversation.Ticket == ticket.Number ? talk : null;
    }

    static bool Blank(Texts texts) => texts.Zh.Trim().Length == 0 || texts.En.Trim().Length == 0;
}
