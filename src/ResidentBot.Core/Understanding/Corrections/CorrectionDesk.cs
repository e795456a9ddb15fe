using ResidentBot.Core.Conversations;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding.Examples;

namespace ResidentBot.Core.Understanding.Corrections;

/// <summary>What staff do with what was understood: say what was meant, and decide what is learned from.</summary>
public static class CorrectionDesk
{
    /// <summary>
    /// Says what a ticket's words mean. The masked words wait for a review; if asked for, the right dialog begins for the resident and the ticket ends.
    /// Refused for tickets that are anybody's secret, and for those no words of a resident opened.
    /// </summary>
    public static void Correct(Turn turn, Ticket ticket, StaffAction.Correct correct)
    {
        if (ticket.Heard is not { } heard || ticket.Sensitivity != Sensitivity.Ordinary)
        {
            turn.Refuse("nothing_heard");
            return;
        }
        if (!IsKnown(turn, correct.Intent, correct.Category)) return;
        var masked = Masked(turn, ticket, heard.Text);
        if (masked.Length > 0)
        {
            Keep(turn, new Correction
            {
                Id = ticket.Number,
                Text = masked,
                Intent = correct.Intent,
                Category = correct.Category,
                Was = heard.Guesses.IsEmpty ? null : heard.Guesses[0].Intent,
                By = correct.By,
                At = turn.Now,
            });
        }
        turn.Log(correct.By, "corrected reading", ticket.Number, correct.Intent);
        ticket = TicketDesk.Save(turn, ticket.With(turn, correct.By, "corrected", correct.Intent) with { Heard = heard with { Meant = correct.Intent } });
        if (correct.Begin) Begin(turn, ticket, correct, heard.Text);
    }

    /// <summary>Accepts a correction, under another intent if need be, or rejects it, which takes it away.</summary>
    public static void Review(Turn turn, StaffAction.ReviewCorrection review)
    {
        if (turn.Find<Correction>(review.Correction) is not { } correction)
        {
            turn.Refuse("no_such_correction");
            return;
        }
        if (!review.Accept)
        {
            turn.Log(review.By, "rejected example", correction.Id);
            Forget(turn, correction.Id);
            return;
        }
        if (!IsKnown(turn, review.Intent, review.Category)) return;
        turn.Log(review.By, "accepted example", correction.Id, review.Intent);
        Keep(turn, correction with { Intent = review.Intent, Category = review.Category, AcceptedBy = review.By, AcceptedAt = turn.Now });
    }

    /// <summary>Takes away what was kept of a ticket's words, if anything was.</summary>
    public static void Forget(Turn turn, string ticket)
    {
        if (turn.Find<Correction>(ticket) is null) return;
        turn.Delete<Correction>(ticket);
        turn.Unlist(Lists.Corrections, ticket);
        turn.Unlist(Lists.Learned, ticket);
        turn.Changed($"correction:{ticket}");
    }

    static void Keep(Turn turn, Correction correction)
    {
        turn.Put(correction.Id, correction);
        turn.List(Lists.Corrections, correction.Id, correction.At.ToUnixTimeMilliseconds());
        if (correction.AcceptedAt is { } at) turn.List(Lists.Learned, correction.Id, at.ToUnixTimeMilliseconds());
        else turn.Unlist(Lists.Learned, correction.Id);
        turn.Changed($"correction:{correction.Id}");
    }

    static bool IsKnown(Turn turn, string intent, string category)
    {
        if (!Labels.Intents.Contains(intent)) turn.Refuse("no_such_intent");
        else if (Labels.HasCategory(intent) ? !Labels.Categories.Contains(category) : category != Labels.None) turn.Refuse("no_such_category");
        else return true;
        return false;
    }

    static string Masked(Turn turn, Ticket ticket, string text)
    {
        var persons = (ticket.Address is { } address ? Talk.With(turn, address).Conversation.Persons : []).Append(ticket.PersonId).Append(ticket.Reporter);
        var names = persons.OfType<string>().Distinct().Select(id => Register.Find(turn, id)?.Name).OfType<string>().Concat(turn.World.Community.Staff.Values.Select(one => one.Name));
        return Masking.Mask(text, names, name => !Register.Named(turn, name).IsEmpty);
    }

    // The talk is the bot's again, and goes on as if it had understood at once.
    static void Begin(Turn turn, Ticket ticket, StaffAction.Correct correct, string opening)
    {
        if (turn.World.Book.ForIntent(correct.Intent) is not { } dialog)
        {
            turn.Refuse("no_dialog");
            return;
        }
        if (TicketDesk.Free(turn, ticket) is not { } talk)
        {
            turn.Refuse("talk_gone");
            return;
        }
        TicketDesk.Close(turn, ticket, "answered", null, correct.By, correct.Name);
        talk.Note(ThreadKind.Mark, correct.Name, "closed", ticket.Number);
        Flows.Start(turn, talk, dialog.Id, opening);
    }
}
